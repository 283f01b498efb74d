package dev.quantmask.capacity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/** Sends requests to real instances when they are due, whether others are answered or not. */
final class OpenLoop {
  private final List<Integer> ports;
  private final List<byte[]> images;
  private final long timeout;
  private final List<Deque<HttpConnection>> idle = new ArrayList<>();

  /**
   * @param ports of the instances, which are asked in turn
   * @param timeout milliseconds of each request
   */
  OpenLoop(List<Integer> ports, List<byte[]> images, long timeout) {
    this.ports = ports;
    this.images = images;
    this.timeout = timeout;
    ports.forEach(port -> idle.add(new ConcurrentLinkedDeque<>()));
  }

  Tally send(long[] times) throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    Tally tally = new Tally(0);
    List<Future<?>> sent = new ArrayList<>();
    long start = System.nanoTime();
    for (int i = 0; i < times.length; i++) {
      long due = times[i];
      while (System.nanoTime() - start < due) {
        LockSupport.parkNanos(start + due - System.nanoTime());
      }
      int number = i;
      tally.arrived(due);
      sent.add(threads.submit(() -> send(number, start, due, tally)));
    }
    for (Future<?> request : sent) {
      request.get();
    }
    threads.shutdown();
    for (Deque<HttpConnection> connections : idle) {
      for (HttpConnection connection : connections) {
        connection.close();
      }
      connections.clear();
    }
    return tally;
  }

  private void send(int number, long start, long due, Tally tally) {
    int instance = number % ports.size();
    try {
      HttpConnection connection = idle.get(instance).pollLast();
      if (connection == null) {
        connection = new HttpConnection(ports.get(instance), timeout);
      }
      int status = connection.post(images.get(number % images.size())).status();
      long now = System.nanoTime() - start;
      idle.get(instance).addLast(connection);
      synchronized (tally) {
        tally.ended(outcome(status), due, now);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Outcome outcome(int status) {
    return switch (status) {
      case 200 -> Outcome.ANSWERED;
      case 503 -> Outcome.REFUSED;
      case 504 -> Outcome.EXPIRED;
      default -> throw new IllegalStateException("status: expected 200, 503, 504, found " + status);
    };
  }
}
