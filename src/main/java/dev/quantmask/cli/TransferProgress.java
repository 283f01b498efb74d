package dev.quantmask.cli;

import dev.quantmask.remote.RemoteAddress;
import dev.quantmask.remote.RemoteException;
import dev.quantmask.remote.TransferMonitor;
import dev.quantmask.text.Visible;
import java.io.PrintStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Shows how far a transfer is: a bar on a terminal, else a line every ten seconds. */
final class TransferProgress implements TransferMonitor, AutoCloseable {
  private static final int LINE_LENGTH = 100;
  private static final int BYTES_PER_MEGABYTE = 1_000_000;
  private static final long PERIOD = Duration.ofSeconds(10).toNanos();

  private final PrintStream out;
  private final boolean onTerminal;
  private final LongSupplier nanoTime;
  private final LazyBar bar;
  private long lastLine; // by nanoTime

  TransferProgress(PrintStream out, boolean onTerminal, LongSupplier nanoTime) {
    this.out = out;
    this.onTerminal = onTerminal;
    this.nanoTime = nanoTime;
    this.lastLine = nanoTime.getAsLong();
    this.bar =
        new LazyBar(
            out,
            "fetch",
            LINE_LENGTH,
            builder -> builder.setUnit(" MB", BYTES_PER_MEGABYTE).showSpeed());
  }

  static TransferProgress of(Console console) {
    return new TransferProgress(console.error(), console.isOnTerminal(), System::nanoTime);
  }

  @Override
  public void bytes(RemoteAddress address, long done, long total) {
    if (onTerminal) {
      bar.stepTo(done, total);
    } else if (nanoTime.getAsLong() - lastLine >= PERIOD) {
      lastLine = nanoTime.getAsLong();
      String all = total < 0 ? "" : " of " + ByteSize.megabytes(total);
      out.print(Visible.format("fetch: %s%s of %s%n", ByteSize.megabytes(done), all, address));
    }
  }

  @Override
  public void retries(RemoteException problem) {
    message(problem.getMessage() + "; trying again");
  }

  @Override
  public void waits(RemoteAddress address) {
    message(address + ": another process fetches it; waiting for that");
  }

  private void message(String text) {
    if (bar.isDrawn()) {
      out.println();
    }
    out.print(Visible.format("fetch: %s%n", text));
  }

  @Override
  public void close() {
    bar.close();
  }
}
