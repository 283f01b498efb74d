package dev.quantmask.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** Standard output. It keeps the error of a write, which a PrintStream would hide. */
final class ResultStream extends OutputStream {
  private static final Set<String> GONE =
      Set.of("Broken pipe", "The pipe is being closed", "The pipe has been ended");
  private static final Path FILE = Path.of("/dev/stdout");
  private static final int KIND = 0170000; // stat.h: S_IFMT
  private static final int PIPE = 0010000;
  private static final int SOCKET = 0140000;

  private final OutputStream out;
  private Failure failure; // null as long as all is well

  /** The output cannot be written. */
  static final class Failure extends IOException {
    private static final long serialVersionUID = 1L;

    private final boolean readerIsGone;

    Failure(IOException cause, boolean pipe) {
      super("standard output: cannot be written: " + cause.getMessage(), cause);
      this.readerIsGone = pipe || GONE.contains(cause.getMessage());
    }

    /** The reader has closed the pipe, as in {@code quantmask ... | head}. */
    boolean readerIsGone() {
      return readerIsGone;
    }
  }

  ResultStream(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      failure = new Failure(e, isPipe());
      throw failure;
    }
  }

  Failure failure() {
    return failure;
  }

  /**
   * A pipe is never full for good: an error means that its other end is closed, in whatever
   * language the system says so.
   */
  private boolean isPipe() {
    try {
      if (!(out instanceof FileOutputStream file) || file.getFD() != FileDescriptor.out) {
        return false;
      }
      int kind = (int) Files.getAttribute(FILE, "unix:mode") & KIND;
      return kind == PIPE || kind == SOCKET;
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return false; // another system: its message has to tell
    }
  }
}
