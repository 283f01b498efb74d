package dev.quantmask.evaluation;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A run's file while it grows: the header, then a line for each image and model, as soon as it is
 * measured. Whenever the run is killed, whole lines are there and at most one torn one at the end.
 */
final class RunFile implements Closeable {
  private final FileChannel channel;

  private RunFile(FileChannel channel) {
    this.channel = channel;
  }

  /** Begins; what may be there is a torn header. */
  static RunFile begin(Path file, RunHeader header) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    RunFile run =
        new RunFile(
            FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE));
    run.write(header);
    return run;
  }

  /** Goes on after the last whole line. */
  static RunFile resume(RunPart part) throws IOException {
    FileChannel channel = FileChannel.open(part.file(), StandardOpenOption.WRITE);
    channel.truncate(part.bytes());
    channel.position(part.bytes());
    return new RunFile(channel);
  }

  void append(RunResult result) throws IOException {
    write(result);
  }

  private void write(Object value) throws IOException {
    ByteBuffer line = ByteBuffer.wrap(RunLines.write(value));
    while (line.hasRemaining()) {
      channel.write(line);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
