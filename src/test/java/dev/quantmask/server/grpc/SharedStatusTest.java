package dev.quantmask.server.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.server.streaming.StreamTimers;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharedStatusTest {
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final List<Promise<String>> looks = new ArrayList<>();
  private final List<Runnable> alarms = new ArrayList<>();
  private final SharedStatus<String> status = new SharedStatus<>(this::look, this::alarm, INTERVAL);

  /** Keeps what it is told. */
  private final class Client {
    private final List<String> told = new ArrayList<>();
    private final SharedStatus.Listener<String> listener =
        new SharedStatus.Listener<>(told::add, () -> told.add("failed"));

    Client() {
      status.add(listener);
    }

    void leave() {
      status.remove(listener);
    }
  }

  private io.vertx.core.Future<String> look() {
    looks.add(Promise.promise());
    return looks.get(looks.size() - 1).future();
  }

  private StreamTimers.Timer alarm(Duration time, Runnable action) {
    assertThat(time).isEqualTo(INTERVAL);
    alarms.add(action);
    return () -> alarms.remove(action);
  }

  private void found(String found) {
    looks.get(looks.size() - 1).complete(found);
  }

  private void anIntervalPasses() {
    assertThat(alarms).hasSize(1);
    alarms.remove(0).run();
  }

  @Test
  void oneLookIsForAll() {
    List<Client> clients = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      clients.add(new Client());
    }
    assertThat(looks).hasSize(1);
    found("up");
    for (int interval = 1; interval <= 5; interval++) {
      anIntervalPasses();
      assertThat(looks).hasSize(1 + interval);
      found(interval < 3 ? "up" : "down");
    }
    assertThat(clients).allSatisfy(client -> assertThat(client.told).containsExactly("up", "down"));
  }

  @Test
  void whoComesLaterIsToldAtOnceWithoutALook() {
    Client first = new Client();
    found("up");
    Client second = new Client();
    assertThat(second.told).containsExactly("up");
    assertThat(first.told).containsExactly("up");
    assertThat(looks).hasSize(1);
  }

  @Test
  void clientsThatComeAndGoCauseNoMoreLooks() {
    for (int i = 0; i < 100; i++) {
      new Client().leave();
    }
    assertThat(looks).hasSize(1);
    found("up");
    for (int i = 0; i < 100; i++) {
      Client client = new Client();
      assertThat(client.told).containsExactly("up");
      client.leave();
    }
    assertThat(looks).hasSize(1);
    anIntervalPasses();
    assertThat(looks).hasSize(1);
    assertThat(alarms).isEmpty();
  }

  @Test
  void whatWasKnownIsForgottenWhileNobodyListens() {
    new Client().leave();
    found("up");
    anIntervalPasses();
    Client client = new Client();
    assertThat(client.told).isEmpty();
    found("down");
    assertThat(client.told).containsExactly("down");
  }

  @Test
  void whoHasLeftIsToldNothing() {
    Client client = new Client();
    Client other = new Client();
    client.leave();
    found("up");
    assertThat(client.told).isEmpty();
    assertThat(other.told).containsExactly("up");
  }

  @Test
  void aLookThatFailsIsToldAndTheNextClientCausesAnother() {
    Client client = new Client();
    looks.get(0).fail("no");
    assertThat(client.told).containsExactly("failed");
    Client next = new Client();
    anIntervalPasses();
    found("up");
    assertThat(next.told).containsExactly("up");
    assertThat(client.told).containsExactly("failed");
  }
}
