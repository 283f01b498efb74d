package dev.quantmask.capacity;

import dev.quantmask.testing.ServedProgram;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Sends the same arrivals to real instances on this machine and to simulated ones, in turn, and
 * prints what both do. In each round it first measures, on an instance that does nothing else, what
 * an image takes, and gives that to the simulation.
 *
 * <p>{@code CapacityCheck FRAMES SECONDS ROUNDS [PROPERTY...]}, where the packaged program is in
 * {@code target/quarkus-app}; properties are given to the instances.
 */
public final class CapacityCheck implements AutoCloseable {
  private static final int CORES = Runtime.getRuntime().availableProcessors();
  private static final int INSTANCES = 2;
  private static final long TIMEOUT = 1000; // milliseconds
  private static final Rules RULES =
      Rules.DEFAULT.workers(1, 1).waiting(8).timeout(Duration.ofMillis(TIMEOUT));

  private final List<byte[]> images;
  private final double seconds;
  private final List<ServedProgram> instances = new ArrayList<>();
  private final CheckTable table = new CheckTable();

  private CapacityCheck(List<byte[]> images, double seconds) {
    this.images = images;
    this.seconds = seconds;
  }

  public static void main(String... arguments) throws Exception {
    double seconds = Double.parseDouble(arguments[1]);
    int rounds = Integer.parseInt(arguments[2]);
    try (CapacityCheck check = new CapacityCheck(images(Path.of(arguments[0])), seconds)) {
      check.start(List.of(arguments).subList(3, arguments.length));
      for (int round = 0; round < rounds; round++) {
        for (int count = 1; count <= INSTANCES; count++) {
          check.run(count, round);
        }
        System.out.println(check.table);
      }
    }
    System.exit(0); // the client's threads would last for a while
  }

  static List<byte[]> images(Path folder) throws IOException {
    List<byte[]> images = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(file -> file.toString().endsWith(".jpg")).sorted().toList()) {
        images.add(Files.readAllBytes(file));
      }
    }
    return images;
  }

  private void start(List<String> properties) throws Exception {
    List<String> all = new ArrayList<>(properties);
    all.add("-Xmx512m");
    all.add("-Dquantmask.model.load=eager");
    all.add("-Dquantmask.inference.workers=" + RULES.workers());
    all.add("-Dquantmask.inference.threads-per-worker=" + RULES.threads());
    all.add("-Dquantmask.queue.max-size=" + RULES.waiting());
    for (int i = 0; i < INSTANCES; i++) {
      Path folder = Files.createTempDirectory("quantmask-capacity");
      instances.add(ServedProgram.start(folder, all.toArray(String[]::new)));
      while (instances.get(i).get("/q/health/ready").statusCode() != 200) {
        TimeUnit.MILLISECONDS.sleep(100);
      }
      MeasuredWorks.measure(instances.get(i), images, 3); // a warm-up
    }
  }

  /** Arrivals are shares of what instances can do at most, as it was measured just before. */
  private void run(int count, int seed) throws Exception {
    requests(count, seed, "steady, 50%", most -> new Arrivals.Steady(0.5 * most));
    requests(count, seed, "many clients, 50%", most -> new Arrivals.Poisson(0.5 * most));
    requests(count, seed, "many clients, 80%", most -> new Arrivals.Poisson(0.8 * most));
    requests(count, seed, "bursts, 50%", most -> new Arrivals.Bursts(0.5 * most, 4, 0.5));
    requests(count, seed, "many clients, 150%", most -> new Arrivals.Poisson(1.5 * most));
    streams(count, seed, new Streams(count, 30));
    streams(count, seed, new Streams(4 * count, 30));
    streams(count, seed, new Streams(4 * count, 60));
  }

  @FunctionalInterface
  private interface ShareOfMost {
    Arrivals of(double most);
  }

  private void requests(int count, int seed, String name, ShareOfMost share) throws Exception {
    OtherPrograms others = new OtherPrograms(instances);
    MeasuredWorks works = MeasuredWorks.measure(instances.get(0), images, 1);
    Arrivals arrivals = share.of(most(count, works.mean()));
    long[] times = arrivals.times(seconds, seed);
    Tally real = new OpenLoop(ports(count), images, TIMEOUT).send(times);
    double busy = others.cores();
    Tally simulated = fleet(count).requests(times, works, 0);
    add(count, name, new CheckRound(arrivals.perSecond(), works, real, simulated, busy));
  }

  private void streams(int count, int seed, Streams streams) throws Exception {
    OtherPrograms others = new OtherPrograms(instances);
    MeasuredWorks works = MeasuredWorks.measure(instances.get(0), images, 1);
    List<long[]> times = streams.times(seconds, seed);
    Tally real = RealStreams.send(ports(count), images, times, TIMEOUT);
    double busy = others.cores();
    Tally simulated = fleet(count).streams(times, works, 0);
    String name = Text.format("streams of %.0f/s: %d", streams.perSecond(), streams.count());
    double asked = streams.count() * streams.perSecond();
    add(count, name, new CheckRound(asked, works, real, simulated, busy));
  }

  private void add(int count, String name, CheckRound round) {
    String arrivals = Text.format("%s, to %d", name, count);
    table.add(arrivals, round);
    System.out.println(arrivals + ": " + round);
  }

  /** A second: until all workers are busy, or all cores. */
  private static double most(int count, Work mean) {
    return 1e9 * Math.min(count * RULES.workers() / mean.network(), CORES / mean.total());
  }

  private static Fleet fleet(int count) {
    return new Fleet(count, 1, CORES, RULES);
  }

  private List<Integer> ports(int count) {
    return instances.subList(0, count).stream().map(ServedProgram::port).toList();
  }

  @Override
  public void close() throws InterruptedException {
    for (ServedProgram instance : instances) {
      instance.close();
    }
  }
}
