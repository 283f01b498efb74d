package dev.quantmask.deployment;

import dev.quantmask.testing.ServedProgram;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Clients that ask instances in turn. An instance is left out some time after it is not ready any
 * more, as its endpoint is removed; until then what it does not answer with 200 is lost.
 */
final class Rotation implements AutoCloseable {
  private static final int PROBE = 100; // milliseconds

  private final List<ServedProgram> instances;
  private final Duration removal;
  private final Map<ServedProgram, AtomicInteger> answers = new ConcurrentHashMap<>();
  private final List<String> lost = new CopyOnWriteArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicInteger turn = new AtomicInteger();
  private volatile boolean stopped;

  /**
   * @param removal from the first probe that fails until nobody asks the instance
   */
  Rotation(Duration removal, ServedProgram... instances) {
    this.removal = removal;
    this.instances = new CopyOnWriteArrayList<>(instances);
    for (ServedProgram instance : instances) {
      answers.put(instance, new AtomicInteger());
      start(() -> watch(instance));
    }
  }

  private void start(Runnable work) {
    Thread thread = new Thread(work, "rotation");
    thread.start();
    threads.add(thread);
  }

  private void watch(ServedProgram instance) {
    try {
      while (!stopped && isReady(instance)) {
        TimeUnit.MILLISECONDS.sleep(PROBE);
      }
      if (!stopped) {
        TimeUnit.MILLISECONDS.sleep(removal.toMillis());
        instances.remove(instance);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean isReady(ServedProgram instance) throws InterruptedException {
    try {
      return instance.get("/q/health/ready").statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** Begins to ask, one request of each client after another. */
  void ask(byte[] image, int clients) {
    for (int i = 0; i < clients; i++) {
      start(() -> askInTurn(image));
    }
  }

  private void askInTurn(byte[] image) {
    try {
      while (!stopped) {
        List<ServedProgram> now = List.copyOf(instances);
        ask(now.get(turn.getAndIncrement() % now.size()), image);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void ask(ServedProgram instance, byte[] image) throws InterruptedException {
    try {
      HttpResponse<String> answer = instance.detect(image);
      if (answer.statusCode() == 200) {
        answers.get(instance).incrementAndGet();
      } else {
        lost.add(Text.format("%d: %s", answer.statusCode(), answer.body()));
      }
    } catch (IOException e) {
      lost.add(e.toString());
    }
  }

  int answers(ServedProgram instance) {
    return answers.get(instance).get();
  }

  int answered() {
    return answers.values().stream().mapToInt(AtomicInteger::get).sum();
  }

  /** What became of each request that was not answered with 200. */
  List<String> lost() {
    return lost;
  }

  void awaitAnswers(ServedProgram instance, int count) throws InterruptedException {
    while (answers(instance) < count && lost.isEmpty()) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  @Override
  public void close() throws InterruptedException {
    stopped = true;
    for (Thread thread : threads) {
      thread.join();
    }
  }
}
