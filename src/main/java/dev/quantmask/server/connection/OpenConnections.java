package dev.quantmask.server.connection;

import io.netty.channel.Channel;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Closes connections beyond the most that may be open. Quarkus counts a connection when its first
 * bytes have come, so that any number of silent ones could be open beside.
 */
final class OpenConnections {
  private final int most;
  private final AtomicInteger open = new AtomicInteger();

  OpenConnections(int most) {
    this.most = most;
  }

  /** Returns whether a connection that has just been accepted stays open. */
  boolean admit(Channel channel) {
    channel.closeFuture().addListener(closed -> open.decrementAndGet());
    if (open.incrementAndGet() <= most) {
      return true;
    }
    channel.close();
    return false;
  }
}
