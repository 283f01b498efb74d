package dev.quantmask.remote;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Brings a content into a file. What breaks is resumed where it broke if the content is still the
 * same, and begins again otherwise.
 */
final class Transfer {
  private static final int MOST_FAILURES = 5; // in a row
  private static final int MOST_CHANGES = 3;
  private static final long PROGRESS = 1 << 16; // bytes that end a row of failures
  private static final int BUFFER_BYTES = 1 << 16;
  private static final long ROOM_STEP = 1 << 24; // where a store does not say how much will come

  private final RemoteAddress address;
  private final RemoteStore store;
  private final RemoteSettings settings;
  private final TransferMonitor monitor;

  /** Makes room for a content of so many bytes, or fails. */
  @FunctionalInterface
  interface Room {
    void of(long bytes) throws IOException;
  }

  Transfer(
      RemoteAddress address, RemoteStore store, RemoteSettings settings, TransferMonitor monitor) {
    this.address = address;
    this.store = store;
    this.settings = settings;
    this.monitor = monitor;
  }

  /** Looks at what the store has; tries again where that may help. */
  RemoteVersion look() throws IOException {
    for (int failures = 0; ; ) {
      try {
        return store.look();
      } catch (RemoteException e) {
        failures = counted(e, failures, 0);
      }
    }
  }

  /** Returns the version of what the file has then. */
  RemoteVersion into(PartialFile file, Room room) throws IOException {
    int failures = 0;
    for (int changes = 0; changes <= MOST_CHANGES; ) {
      long before = file.size();
      try {
        Optional<RemoteVersion> complete = attempt(file, room);
        if (complete.isPresent()) {
          return complete.get();
        }
        changes++;
      } catch (RemoteException e) {
        if (!e.isPassing()) {
          file.drop();
        }
        failures = counted(e, failures, file.size() - before);
      }
    }
    throw new RemoteException(
        address, "expected one content, found another one at each attempt: it is replaced", true);
  }

  /** Waits before the next attempt, or gives up. */
  private int counted(RemoteException e, int failures, long progress) throws IOException {
    int inARow = progress >= PROGRESS ? 1 : failures + 1;
    if (!e.isPassing() || inARow == MOST_FAILURES) {
      throw e;
    }
    monitor.retries(e);
    try {
      TimeUnit.NANOSECONDS.sleep(settings.pause().toNanos() << (inARow - 1));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw stopped();
    }
    return inARow;
  }

  private InterruptedIOException stopped() {
    return new InterruptedIOException(address + ": the transfer was stopped");
  }

  /** Returns nothing when the content has changed since the last attempt. */
  private Optional<RemoteVersion> attempt(PartialFile file, Room room) throws IOException {
    Optional<RemoteVersion> known = file.resumable();
    long have = file.size();
    if (known.isPresent() && known.get().size() == have) {
      return known; // ended between the last byte and the end of the transfer
    }
    try (RemoteBody body = known.isPresent() ? store.open(have, known.get()) : store.open()) {
      RemoteVersion version = body.version();
      boolean isSame = known.isEmpty() || version.isOf(known.get());
      if (!isSame || (body.from() != 0 && body.from() != have)) {
        file.drop();
        return Optional.empty();
      }
      if (body.from() == 0) {
        file.begin(version);
      }
      room.of(version.size());
      copy(body, file, room);
      return Optional.of(version);
    }
  }

  private void copy(RemoteBody body, PartialFile file, Room room) throws IOException {
    long total = body.version().size();
    long done = body.from();
    byte[] buffer = new byte[BUFFER_BYTES];
    try (OutputStream out = file.append()) {
      for (int count = read(body, buffer); count >= 0; count = read(body, buffer)) {
        if (Thread.currentThread().isInterrupted()) {
          throw stopped();
        }
        if (total < 0 && done / ROOM_STEP != (done + count) / ROOM_STEP) {
          room.of(done + count);
        }
        out.write(buffer, 0, count);
        done += count;
        monitor.bytes(address, done, total);
        if (total >= 0 && done > total) {
          throw new RemoteException(address, "expected " + total + " bytes, found more", false);
        }
      }
    }
    if (total < 0) {
      room.of(done);
    }
    if (done < total) {
      throw new RemoteException(
          address, "the connection was cut after " + done + " of " + total + " bytes", true);
    }
  }

  private int read(RemoteBody body, byte[] buffer) throws RemoteException {
    try {
      return body.stream().read(buffer);
    } catch (IOException | RuntimeException e) { // of the SDK, where it is aborted
      throw RemoteException.ofConnection(
          address, e instanceof IOException io ? io : new IOException(e));
    }
  }
}
