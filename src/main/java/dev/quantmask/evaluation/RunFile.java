package dev.quantmask.evaluation;

import dev.quantmask.io.Json;
import dev.quantmask.io.LineFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A run's file while it grows: the header, then a line for each image and model, as soon as it is
 * measured. Whenever the run is killed, whole lines are there and at most one torn one at the end.
 */
final class RunFile implements Closeable {
  private final LineFile lines;

  private RunFile(LineFile lines) {
    this.lines = lines;
  }

  /** Begins; what may be there is a torn header. */
  static RunFile begin(Path file, RunHeader header) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    RunFile run = new RunFile(LineFile.open(file, 0));
    try {
      run.write(header);
      return run;
    } catch (IOException e) {
      run.close();
      throw e;
    }
  }

  /** Continues after the last whole line. */
  static RunFile resume(RunPart part) throws IOException {
    return new RunFile(LineFile.open(part.file(), part.bytes()));
  }

  void append(RunResult result) throws IOException {
    write(result);
  }

  private void write(Object value) throws IOException {
    lines.add(Json.line(value));
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
