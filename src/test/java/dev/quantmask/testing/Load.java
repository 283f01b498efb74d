package dev.quantmask.testing;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** Callers that ask one image after another, until there is nobody to ask or they are stopped. */
public final class Load implements AutoCloseable {
  public final List<HttpResponse<String>> answers = new CopyOnWriteArrayList<>();
  private final List<Thread> clients = new ArrayList<>();
  private volatile boolean stopped;

  public Load(ServedProgram program, byte[] image, int clients) {
    for (int i = 0; i < clients; i++) {
      Thread thread = new Thread(() -> ask(program, image), "client");
      thread.start();
      this.clients.add(thread);
    }
  }

  private void ask(ServedProgram program, byte[] image) {
    try {
      while (!stopped) {
        answers.add(program.detect(image));
      }
    } catch (IOException e) {
      // The program has ended.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for so many more answers. */
  public void awaitMore(int count) throws InterruptedException {
    int target = answers.size() + count;
    while (answers.size() < target && clients.stream().anyMatch(Thread::isAlive)) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  @Override
  public void close() throws InterruptedException {
    stopped = true;
    for (Thread client : clients) {
      client.join();
    }
  }
}
