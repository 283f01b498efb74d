package dev.quantmask.evaluation;

import dev.quantmask.io.ExistingFile;
import dev.quantmask.io.Json;
import dev.quantmask.text.Text;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Holds what a run's file has.
 *
 * @param results in the order in which they were measured
 * @param bytes of all whole lines; what follows was torn when the run was killed
 */
record RunPart(Path file, RunHeader header, List<RunResult> results, long bytes) {
  /** Names the result of one model in one image. */
  record Key(int image, int model) {}

  /**
   * Reads a file.
   *
   * @return null if not even the header is whole
   * @throws IOException naming file and line
   */
  static RunPart read(Path file) throws IOException {
    try (InputStream input = ExistingFile.open(file);
        LineReader lines = new LineReader(input)) {
      String first = lines.next();
      if (first == null) {
        return null;
      }
      RunHeader header = value(first, RunHeader.class, file + ", line 1");
      if (header.format() != RunHeader.CURRENT_FORMAT) {
        throw new IOException(
            Text.format(
                "%s: expected format %d, found %d",
                file, RunHeader.CURRENT_FORMAT, header.format()));
      }
      List<RunResult> results = new ArrayList<>();
      Set<Key> seen = new HashSet<>();
      for (String line = lines.next(); line != null; line = lines.next()) {
        String place = Text.format("%s, line %d", file, results.size() + 2);
        RunResult result = value(line, RunResult.class, place);
        requireExpected(header, result, place);
        if (!seen.add(new Key(result.image(), result.model()))) {
          throw new IOException(
              Text.format(
                  "%s: expected results once, found image %d of model %d again",
                  place, result.image(), result.model()));
        }
        results.add(result);
      }
      return new RunPart(file, header, results, lines.bytes());
    }
  }

  private static <T> T value(String line, Class<T> type, String place) throws IOException {
    return Json.readComplete(
        line.getBytes(StandardCharsets.UTF_8),
        type,
        place + ": expected a line that `evaluate` wrote");
  }

  private static void requireExpected(RunHeader header, RunResult result, String place)
      throws IOException {
    Shard shard = header.shard();
    boolean expected =
        result.image() >= 0
            && result.image() < header.source().imageCount()
            && result.image() % shard.count() == shard.index()
            && result.model() >= 0
            && result.model() < header.models().size();
    if (!expected) {
      throw new IOException(
          Text.format(
              "%s: expected one of %d images in part %s and of %d models, found image %d of model %d",
              place,
              header.source().imageCount(),
              shard,
              header.models().size(),
              result.image(),
              result.model()));
    }
  }

  Set<Key> done() {
    Set<Key> done = new HashSet<>();
    results.forEach(result -> done.add(new Key(result.image(), result.model())));
    return done;
  }

  /** Returns how many results there will be. */
  int expected() {
    return header.shard().positions(header.source().imageCount()).size() * header.models().size();
  }

  boolean isComplete() {
    return results.size() == expected();
  }

  /** Lines that end; a BufferedReader would take a torn one for whole. */
  private static final class LineReader implements AutoCloseable {
    private final InputStream input;
    private final byte[] buffer = new byte[1 << 16];
    private int at;
    private int end;
    private long bytes;

    LineReader(InputStream input) {
      this.input = input;
    }

    /** Null if there is no other, or it does not end. */
    String next() throws IOException {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      while (true) {
        int start = at;
        while (at < end && buffer[at] != '\n') {
          at++;
        }
        line.write(buffer, start, at - start);
        if (at < end) {
          at++;
          bytes += line.size() + 1L;
          return line.toString(StandardCharsets.UTF_8);
        }
        end = input.read(buffer);
        at = 0;
        if (end < 0) {
          end = 0;
          return null;
        }
      }
    }

    long bytes() {
      return bytes;
    }

    @Override
    public void close() throws IOException {
      input.close();
    }
  }
}
