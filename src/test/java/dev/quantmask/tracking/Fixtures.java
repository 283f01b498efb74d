package dev.quantmask.tracking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;

/** What {@code test-data/tracking} has. */
public final class Fixtures {
  private Fixtures() {}

  public static List<JsonNode> cases(String name) {
    Path file = Path.of("test-data/tracking", name);
    try (InputStream input = new GZIPInputStream(Files.newInputStream(file))) {
      return StreamSupport.stream(new ObjectMapper().readTree(input).spliterator(), false).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
