package dev.quantmask.capacity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.testing.ServedProgram;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * What images take, as one client sees it that sends them one after the other: there is no queue.
 *
 * @param all of each image, in the order of the images, as often as they were sent
 */
record MeasuredWorks(List<Work> all) implements IntFunction<Work> {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final double MS = 1e6;

  /** Sends all images so many times, and asks what the processor did meanwhile. */
  static MeasuredWorks measure(ServedProgram instance, List<byte[]> images, int rounds)
      throws IOException {
    List<Work> works = new ArrayList<>();
    Duration before = processorTime(instance);
    try (HttpConnection connection = new HttpConnection(instance.port(), 30_000)) {
      for (int i = 0; i < rounds * images.size(); i++) {
        long start = System.nanoTime();
        HttpConnection.Response response = connection.post(images.get(i % images.size()));
        double latency = System.nanoTime() - start;
        works.add(work(MAPPER.readTree(response.body()).path("timing"), latency));
      }
    }
    Duration spent = processorTime(instance).minus(before);
    double known = works.stream().mapToDouble(Work::total).sum();
    double besides = Math.max(0, spent.toNanos() - known) / works.size();
    return new MeasuredWorks(
        works.stream()
            .map(work -> new Work(work.before(), work.network(), work.after(), besides))
            .toList());
  }

  /** Nanoseconds of the network. */
  static double network(HttpConnection.Response response) throws IOException {
    return MAPPER.readTree(response.body()).path("timing").path("inference").asDouble() * MS;
  }

  /** Half of what the service does not tell is before the image, and half is after it. */
  private static Work work(JsonNode timing, double latency) {
    double decode = timing.path("decode").asDouble() * MS;
    double network = timing.path("inference").asDouble() * MS;
    double masks = timing.path("postprocess").asDouble() * MS;
    if (network == 0) {
      throw new IllegalStateException("timing: expected inference, found " + timing);
    }
    double rest = latency - decode - network - masks - timing.path("queue").asDouble() * MS;
    return new Work(decode + rest / 2, network, masks + rest / 2, 0);
  }

  /** Of the instance and of this client. */
  private static Duration processorTime(ServedProgram instance) {
    return instance
        .processorTime()
        .plus(ProcessHandle.current().info().totalCpuDuration().orElseThrow());
  }

  /** What the request of a number takes. */
  @Override
  public Work apply(int number) {
    return all.get(number % all.size());
  }

  /** Returns the mean in nanoseconds of what nothing is known of but the network. */
  Work mean() {
    return new Work(
        all.stream().mapToDouble(Work::before).average().orElseThrow(),
        all.stream().mapToDouble(Work::network).average().orElseThrow(),
        all.stream().mapToDouble(Work::after).average().orElseThrow(),
        all.get(0).besides());
  }
}
