package dev.quantmask.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;

/**
 * One JSON value a line, to a stream or to a file. A file is written beside its place, and moved
 * there when it is complete: whoever sees it sees all of it.
 */
final class JsonLines implements AutoCloseable {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final OutputStream output;
  private final Path partial; // null when a stream is written to
  private final Path place;

  private JsonLines(OutputStream output, Path partial, Path place) {
    this.output = output;
    this.partial = partial;
    this.place = place;
  }

  /** The stream stays open. */
  static JsonLines to(OutputStream output) {
    return new JsonLines(output, null, null);
  }

  static JsonLines to(Path place) throws IOException {
    Path partial = place.resolveSibling(place.getFileName() + ".part");
    return new JsonLines(new BufferedOutputStream(Files.newOutputStream(partial)), partial, place);
  }

  void write(Object value) throws IOException {
    byte[] json = MAPPER.writeValueAsBytes(value);
    byte[] line = Arrays.copyOf(json, json.length + 1);
    line[json.length] = '\n';
    output.write(line); // in one piece: lines of processes that share a stream stay whole
    if (partial == null) {
      output.flush();
    }
  }

  /** Everything is written. */
  void complete() throws IOException {
    if (partial == null) {
      return;
    }
    output.close();
    Files.move(partial, place, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Drops a file that is not complete. */
  @Override
  public void close() throws IOException {
    if (partial == null) {
      return;
    }
    output.close();
    Files.deleteIfExists(partial);
  }
}
