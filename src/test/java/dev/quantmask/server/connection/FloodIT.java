package dev.quantmask.server.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.testing.Http2Wire;
import dev.quantmask.testing.ServedProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Connections that ask for much and read nothing: the service answers others meanwhile. */
@Timeout(300)
class FloodIT {
  private static final Duration LONG = Duration.ofSeconds(2);
  private static final double LONGEST = 10_000; // milliseconds, for a probe on a busy machine

  @TempDir Path directory;

  static Map<String, Flood> floods() {
    Map<String, Flood> floods = new LinkedHashMap<>();
    floods.put("unread pipelines", Flood.pipeline(100, 150));
    floods.put("windows of 0", Flood.windowOfZero(60, 100));
    floods.put("idle posts", Flood.idlePosts(100, 100));
    floods.put("resets", Flood.resets(10));
    floods.put("continuations", Flood.continuations(10));
    floods.put("priorities", frames(Flood.PRIORITY, 1, new byte[5]));
    floods.put("pings", frames(Flood.PING, 0, new byte[8]));
    floods.put("settings", frames(Flood.SETTINGS, 0, new byte[0]));
    floods.put("windows", frames(Flood.WINDOW_UPDATE, 0, new byte[] {0, 0, 0, 1}));
    floods.put("unknown frames", frames(0x42, 0, new byte[0]));
    return floods;
  }

  private static Flood frames(int type, int stream, byte[] payload) {
    return Flood.frames(10, new byte[0], Http2Wire.frame(type, 0, stream, payload));
  }

  /** Of a service without keys and of one with keys: each is flooded, at the same time. */
  @Test
  void othersAreAnsweredAndTheLogIsQuiet() throws Exception {
    Map<String, String> keys = Map.of("QUANTMASK_API_KEYS_GAME", "0".repeat(64));
    try (ServedProgram open =
            ServedProgram.start(Files.createDirectory(directory.resolve("open")));
        ServedProgram withKeys =
            ServedProgram.start(Files.createDirectory(directory.resolve("keys")), keys)) {
      for (Map.Entry<String, Flood> flood : floods().entrySet()) {
        double longest = longestHealthAnswer(List.of(open, withKeys), flood.getValue());
        assertThat(longest).as(flood.getKey()).isLessThan(LONGEST);
        for (ServedProgram program : List.of(open, withKeys)) {
          assertThat(program.log()).as(flood.getKey()).doesNotContain("ERROR", "\tat ");
        }
      }
    }
  }

  @Test
  void aClientThatLeavesIsNoErrorOfTheService() throws Exception {
    try (ServedProgram program = ServedProgram.start(directory)) {
      for (int round = 0; round < 30; round++) {
        for (String path : List.of("/v1/models", "/q/openapi", "/v2/models/default")) {
          leave(program.port(), "GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n", round);
        }
        Flood.resets(3).send(program.port(), TimeUnit.MILLISECONDS.toNanos(30 + 2 * round));
      }
      assertThat(program.isLive()).isTrue();
      assertThat(program.log()).doesNotContain("ERROR", "\tat ");
    }
  }

  /** Of an answer that is being written, by closing the connection or by resetting it. */
  private static void leave(int port, String request, int round) throws Exception {
    try (Socket socket = new Socket("localhost", port)) {
      socket.getOutputStream().write(request.repeat(30).getBytes(StandardCharsets.US_ASCII));
      TimeUnit.MILLISECONDS.sleep(round % 10);
      if (round % 2 == 0) {
        socket.setSoLinger(true, 0);
      }
    }
  }

  /** In milliseconds, each on a connection of its own, as probes are. */
  private static double longestHealthAnswer(List<ServedProgram> programs, Flood flood)
      throws Exception {
    List<CompletableFuture<Integer>> attacks =
        programs.stream()
            .map(program -> CompletableFuture.supplyAsync(() -> send(flood, program.port())))
            .toList();
    double longest = 0;
    while (!attacks.stream().allMatch(CompletableFuture::isDone)) {
      for (ServedProgram program : programs) {
        long start = System.nanoTime();
        assertThat(program.isLive()).isTrue();
        longest = Math.max(longest, (System.nanoTime() - start) / 1e6);
      }
      TimeUnit.MILLISECONDS.sleep(10);
    }
    for (CompletableFuture<Integer> attack : attacks) {
      int closed = attack.get();
      if (flood.then().length > 0) {
        assertThat(closed).as("closed connections").isEqualTo(flood.connections());
      }
    }
    return longest;
  }

  private static int send(Flood flood, int port) {
    try {
      return flood.send(port, LONG.toNanos());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
