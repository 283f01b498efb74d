package dev.quantmask.server.connection;

import io.netty.channel.Channel;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Bounds what connections hold of the heap: requests that have no answer yet, and responses that
 * their clients have not read. When all of it is too much, the connection that holds most is
 * closed: the service stays open to clients that ask for little and read their responses.
 */
final class HeldMemory {
  /** A request takes no more, until it is answered; its head has a limit of the same size. */
  static final long REQUEST = 16 << 10;

  private final long most;
  // Guarded by this.
  private final Set<Share> shares = new HashSet<>();
  private long total; // of all that are open
  private long kept; // of those that are not to be closed

  HeldMemory(long most) {
    this.most = most;
  }

  /** Returns the share of a connection, until it is closed. */
  Share share(Channel channel) {
    Share share = new Share(channel);
    synchronized (this) {
      shares.add(share);
    }
    channel.closeFuture().addListener(closed -> remove(share));
    return share;
  }

  private synchronized void remove(Share share) {
    if (shares.remove(share)) {
      total -= share.bytes;
      kept -= share.isRefused ? 0 : share.bytes;
    }
  }

  private synchronized void change(Share share, long bytes) {
    if (!shares.contains(share)) {
      return;
    }
    total += bytes;
    share.change(bytes);
    if (share.isRefused) {
      share.close();
      return;
    }
    kept += bytes;
    while (kept > most) {
      Share worst = worst(held -> !held.isRefused).orElseThrow();
      if (kept - worst.largest <= most) {
        return; // a single response may be large: what it is made of has limits
      }
      worst.isRefused = true;
      kept -= worst.bytes;
      worst.close();
    }
    if (total <= 2 * most) {
      return;
    }
    // The event loop of another connection may be too busy to close it: this one closes its own.
    worst(held -> held.channel.eventLoop().inEventLoop())
        .filter(here -> total - here.largest > 2 * most)
        .ifPresent(Share::close);
  }

  private Optional<Share> worst(Predicate<Share> which) {
    return shares.stream().filter(which).max(Comparator.comparingLong(held -> held.bytes));
  }

  synchronized long total() {
    return total;
  }

  /** Counts what one connection holds. */
  final class Share {
    private final Channel channel;
    // Guarded by the memory.
    private boolean isRefused; // and closed by its event loop as soon as that can
    private long bytes;
    private long largest; // of what was added since nothing was held

    private Share(Channel channel) {
      this.channel = channel;
    }

    /**
     * Closes from its first handler on: the others would wait until what is held has been written.
     */
    private void close() {
      channel.pipeline().firstContext().close();
    }

    void add(long bytes) {
      HeldMemory.this.change(this, bytes);
    }

    void free(long bytes) {
      HeldMemory.this.change(this, -bytes);
    }

    private void change(long change) {
      bytes += change;
      largest = bytes == 0 ? 0 : Math.max(largest, change);
    }
  }
}
