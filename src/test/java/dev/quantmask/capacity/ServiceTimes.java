package dev.quantmask.capacity;

import dev.quantmask.text.Text;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntFunction;

/**
 * What images take, as it was measured on one machine. The file {@code service-times.csv} has lines
 * of a model and scheme, a phase, and quantiles of its milliseconds.
 *
 * @param before quantiles at {@link #PLACES}
 * @param network the same, of one image on one thread
 * @param after the same
 * @param besides mean milliseconds of the processor that nobody waits for
 * @param batchCosts of batches of 1, 2, …: see {@link Rules}
 */
record ServiceTimes(
    List<Double> before,
    List<Double> network,
    List<Double> after,
    double besides,
    List<Double> batchCosts) {
  static final List<Double> PLACES =
      List.of(0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.99, 1.0);
  private static final String FILE = "/capacity/service-times.csv";
  private static final double MS = 1e6;

  /** Reads all of them, by model and scheme. */
  static Map<String, ServiceTimes> read() throws IOException {
    Map<String, Map<String, List<Double>>> phases = new LinkedHashMap<>();
    for (String line : lines()) {
      String[] fields = line.split(",");
      List<Double> values =
          Arrays.stream(fields).skip(2).map(field -> Double.valueOf(field.strip())).toList();
      phases.computeIfAbsent(fields[0], any -> new LinkedHashMap<>()).put(fields[1], values);
    }
    Map<String, ServiceTimes> times = new LinkedHashMap<>();
    phases.forEach(
        (name, of) ->
            times.put(
                name,
                new ServiceTimes(
                    of.get("before"),
                    of.get("network"),
                    of.get("after"),
                    of.get("besides").get(0),
                    of.get("batch"))));
    return times;
  }

  private static List<String> lines() throws IOException {
    try (InputStream in = ServiceTimes.class.getResourceAsStream(FILE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .toList();
    }
  }

  /** A line of the file. */
  static String line(String name, String phase, List<Double> values) {
    StringBuilder line = new StringBuilder(name).append(',').append(phase);
    values.forEach(value -> line.append(Text.format(",%.2f", value)));
    return line.toString();
  }

  /** Draws each image by itself, whatever its number is. The same seed gives the same images. */
  IntFunction<Work> works(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return number ->
        new Work(draw(before, random), draw(network, random), draw(after, random), besides * MS);
  }

  private static double draw(List<Double> quantiles, SplittableRandom random) {
    double place = random.nextDouble();
    int above = 1;
    while (PLACES.get(above) < place) {
      above++;
    }
    double low = PLACES.get(above - 1);
    double share = (place - low) / (PLACES.get(above) - low);
    double least = quantiles.get(above - 1);
    return MS * (least + share * (quantiles.get(above) - least));
  }

  /** The mean of what is drawn. */
  Work mean() {
    return new Work(mean(before), mean(network), mean(after), besides * MS);
  }

  private static double mean(List<Double> quantiles) {
    double sum = 0;
    for (int i = 1; i < quantiles.size(); i++) {
      sum += (PLACES.get(i) - PLACES.get(i - 1)) * (quantiles.get(i) + quantiles.get(i - 1)) / 2;
    }
    return MS * sum;
  }

  /** Images a second that a machine gives at most, with a worker on each of its cores. */
  double most(int cores) {
    return 1e9 * cores / mean().total();
  }
}
