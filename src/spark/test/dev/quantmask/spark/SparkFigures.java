package dev.quantmask.spark;

import dev.quantmask.text.Text;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.launcher.JavaModuleOptions;

/**
 * Images a second of the job in Spark's local mode beside those of {@code detect}, on the same
 * cores and in turn, for folders of several sizes: time and largest resident memory of each
 * process. Usage: {@code SparkFigures quarkus-run.jar quantmask-spark.jar FRAMES SIZE...}.
 */
public final class SparkFigures {
  private SparkFigures() {}

  /** What a process took: seconds, and megabytes at most. */
  private record Cost(double seconds, long megabytes) {}

  public static void main(String... arguments) throws Exception {
    Path service = Path.of(arguments[0]);
    Path job = Path.of(arguments[1]);
    Path folder = Files.createTempDirectory("quantmask-figures");
    System.out.println("| images | detect s | MB | Spark s | MB | images/s: Spark / detect |");
    System.out.println("|---|---|---|---|---|---|");
    Cost[] before = null;
    for (String size : Arrays.asList(arguments).subList(3, arguments.length)) {
      int count = Integer.parseInt(size);
      Path images = links(Path.of(arguments[2]), folder.resolve(size), count);
      Cost[] costs = {
        run("-jar", service, "detect", images),
        run(spark(job, images, folder.resolve(size + "-rows")).toArray())
      };
      String ratio =
          before == null
              ? ""
              : Text.format(
                  "%.2f",
                  (costs[0].seconds() - before[0].seconds())
                      / (costs[1].seconds() - before[1].seconds()));
      System.out.println(
          Text.format(
              "| %d | %.1f | %d | %.1f | %d | %s |",
              count,
              costs[0].seconds(),
              costs[0].megabytes(),
              costs[1].seconds(),
              costs[1].megabytes(),
              ratio));
      before = costs;
    }
    System.out.println("The ratio is that of the images beyond those of the row above.");
  }

  private static Path links(Path frames, Path folder, int count) throws IOException {
    Files.createDirectories(folder);
    List<Path> files;
    try (Stream<Path> all = Files.list(frames)) {
      files = all.filter(file -> file.toString().endsWith(".jpg")).sorted().toList();
    }
    for (int i = 0; i < count; i++) {
      Files.copy(files.get(i % files.size()), folder.resolve(Text.format("%06d.jpg", i)));
    }
    return folder;
  }

  private static List<Object> spark(Path job, Path images, Path rows) {
    List<Object> command = new ArrayList<>(List.of(JavaModuleOptions.defaultModuleOptionArray()));
    command.addAll(
        List.of(
            "-Xmx1g",
            "-cp",
            librariesOfSpark(),
            "org.apache.spark.deploy.SparkSubmit",
            "--master",
            "local[*]",
            "--driver-memory",
            "1g",
            "--conf",
            "spark.ui.enabled=false",
            "--class",
            DetectJob.class.getName(),
            job,
            "--input",
            images,
            "--output",
            rows));
    return command;
  }

  /** Returns the jars of this class path: the classes of the job are in the job's own jar. */
  private static String librariesOfSpark() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(place -> place.endsWith(".jar"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static Cost run(Object... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("java"));
    Stream.of(arguments).map(Object::toString).forEach(command::add);
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    long most = 0;
    while (process.isAlive()) {
      most = Math.max(most, residentMegabytes(process.pid()));
      Thread.sleep(100);
    }
    if (process.exitValue() != 0) {
      throw new IllegalStateException(process.exitValue() + ": " + command);
    }
    return new Cost((System.nanoTime() - start) / 1e9, most);
  }

  /** The largest so far, of Linux. */
  private static long residentMegabytes(long pid) {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10)
          .findFirst()
          .orElse(0);
    } catch (IOException | UncheckedIOException e) {
      return 0; // it has ended
    }
  }
}
