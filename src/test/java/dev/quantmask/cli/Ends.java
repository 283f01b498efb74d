package dev.quantmask.cli;

import dev.quantmask.text.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import javax.imageio.ImageIO;

/**
 * Ends commands of the packaged program by signals at random moments, and looks at what is left.
 *
 * <pre>
 * java -cp target/classes:target/test-classes dev.quantmask.cli.Ends detect,train 100 1 2
 * </pre>
 *
 * <p>The arguments are commands, how often each is ended, the seed, and how many run at a time.
 */
final class Ends {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Map<String, Integer> SIGNALS = Map.of("TERM", 15, "INT", 2, "HUP", 1);

  private final Path folder;
  private final Random random;

  Ends(Path folder, long seed) {
    this.folder = folder;
    this.random = new Random(seed);
  }

  /**
   * One run.
   *
   * @param problems what should not be; empty when all is well
   */
  record Ending(
      String signal, int exitCode, boolean wasRunning, String log, List<String> problems) {}

  public static void main(String... arguments) throws Exception {
    int count = Integer.parseInt(arguments[1]);
    Path folder = Files.createTempDirectory("ends");
    int threads = Integer.parseInt(arguments[3]);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      for (String command : arguments[0].split(",")) {
        Ends ends = new Ends(folder, Long.parseLong(arguments[2]));
        long length = ends.wholeRun(command);
        List<Future<Ending>> endings = new ArrayList<>();
        for (int i = 0; i < count; i++) {
          endings.add(pool.submit(ends.atRandom(command, i, length)));
        }
        report(command, length, endings);
      }
    } finally {
      pool.shutdown();
    }
  }

  private static void report(String command, long length, List<Future<Ending>> endings)
      throws Exception {
    Map<String, Integer> counts = new TreeMap<>();
    for (Future<Ending> future : endings) {
      Ending ending = future.get();
      String told = ending.log().contains("quantmask: interrupted") ? " told" : "";
      String key = ending.signal() + " " + ending.exitCode() + told;
      counts.merge(ending.wasRunning() ? key : "was done", 1, Integer::sum);
      ending.problems().forEach(problem -> System.out.println("  PROBLEM " + problem));
    }
    System.out.println(command + ", " + length + " ms: " + counts);
  }

  /** Runs the command to its end, and returns how many milliseconds that took. */
  long wholeRun(String command) throws Exception {
    long start = System.nanoTime();
    Ending ending = run(command, "whole", "TERM", process -> false);
    if (ending.exitCode() != 0 || !ending.problems().isEmpty()) {
      throw new IOException(command + ": " + ending);
    }
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
  }

  /** A run that gets a signal at a moment of it that is drawn now. */
  Callable<Ending> atRandom(String command, int number, long length) {
    List<String> names = Stream.of("TERM", "INT", "HUP").filter(Ends::canBeSent).toList();
    String signal = names.get(random.nextInt(names.size()));
    long moment = (long) (random.nextDouble() * length);
    return () -> {
      long start = System.nanoTime();
      return run(
          command,
          "run" + number,
          signal,
          started -> System.nanoTime() - start > TimeUnit.MILLISECONDS.toNanos(moment));
    };
  }

  /** What a command has put out, and its temporary files, while it runs. */
  record Running(Path folder) {
    String log() throws IOException {
      return Files.readString(folder.resolve("log"));
    }

    /** An image without annotations, or the other way round. */
    boolean hasHalfAFrame() throws IOException {
      return !halfFrames(folder.resolve("out")).isEmpty();
    }

    boolean hasTemporaryFile(String suffix) throws IOException {
      return filesIn(folder.resolve("tmp")).stream()
          .anyMatch(file -> file.toString().endsWith(suffix));
    }
  }

  interface Moment {
    boolean hasCome(Running running) throws IOException;
  }

  /** Runs a command, and sends a signal as soon as its moment has come. */
  Ending run(String command, String name, String signal, Moment moment) throws Exception {
    return run(command, name, signal, moment, List.of());
  }

  Ending run(String command, String name, String signal, Moment moment, List<String> properties)
      throws Exception {
    Path own = Files.createDirectories(folder.resolve(command + "-" + name));
    Path temporary = Files.createDirectories(own.resolve("tmp"));
    Path out = Files.createDirectories(own.resolve("out"));
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.add("-Xmx512m");
    line.add("-XX:TieredStopAtLevel=1"); // it ends before code that is compiled twice pays
    line.add("-XX:ErrorFile=" + own.resolve("hs_err.log"));
    line.add("-Djava.io.tmpdir=" + temporary);
    line.add("-Djna.tmpdir=" + temporary);
    line.addAll(properties);
    line.addAll(List.of("-jar", Path.of("target/quarkus-app/quarkus-run.jar").toString()));
    line.addAll(EndedCommands.arguments(command, out));
    Path log = own.resolve("log");
    Process process =
        new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      Running running = new Running(own);
      long start = System.nanoTime();
      while (process.isAlive() && !moment.hasCome(running)) {
        if (System.nanoTime() - start > PATIENCE.toNanos()) {
          throw new IOException("no end of " + line + ": " + running.log());
        }
        process.waitFor(5, TimeUnit.MILLISECONDS);
      }
      boolean wasRunning = process.isAlive();
      if (wasRunning) {
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
      }
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new IOException("no end by " + signal + " of " + line + ": " + running.log());
      }
      // What had printed its results when the signal came may have ended as if it had not come.
      boolean ended = process.exitValue() != 0;
      String text = running.log();
      return new Ending(
          signal,
          process.exitValue(),
          wasRunning && ended,
          text,
          problems(own, out, temporary, process.exitValue(), wasRunning, signal));
    } finally {
      process.destroyForcibly();
    }
  }

  private static List<String> problems(
      Path own, Path out, Path temporary, int exitCode, boolean wasRunning, String signal)
      throws IOException {
    List<String> problems = new ArrayList<>();
    boolean expected = exitCode == 0 || wasRunning && exitCode == 128 + SIGNALS.get(signal);
    if (!expected) {
      problems.add(Text.format("%s: exit code %d after %s", own, exitCode, signal));
    }
    for (Path file : filesIn(own)) {
      String name = file.getFileName().toString();
      if (name.startsWith("hs_err") || name.startsWith("core")) {
        problems.add(file + ": a crash");
      } else if (file.startsWith(temporary) || name.startsWith(".")) {
        problems.add(file + ": left behind");
      } else if (file.startsWith(out) && !isWhole(file)) {
        problems.add(file + ": not whole");
      }
    }
    halfFrames(out)
        .forEach(frame -> problems.add(frame + ": of an image and its annotations one is missing"));
    return problems;
  }

  /** Frames of which there is one file instead of two. */
  private static Set<String> halfFrames(Path out) throws IOException {
    Set<String> frames = new TreeSet<>();
    for (Path file : filesIn(out)) {
      String name = file.getFileName().toString();
      if (name.matches("frame_\\d+\\.(jpg|json)")) {
        String frame = name.replaceFirst("\\..*", "");
        if (!frames.remove(frame)) {
          frames.add(frame);
        }
      }
    }
    return frames;
  }

  private static boolean isWhole(Path file) throws IOException {
    String name = file.getFileName().toString();
    if (name.endsWith(".pt") || name.endsWith(".pth")) {
      try (ZipFile zip = new ZipFile(file.toFile())) {
        for (var entries = zip.entries(); entries.hasMoreElements(); ) {
          zip.getInputStream(entries.nextElement()).readAllBytes(); // compares the checksum
        }
        return true;
      } catch (IOException e) {
        return false;
      }
    }
    if (name.endsWith(".png") || name.endsWith(".jpg")) {
      return ImageIO.read(file.toFile()) != null;
    }
    String text = Files.readString(file, StandardCharsets.UTF_8);
    if (name.equals("last_checkpoint")) { // as Detectron2's: a name, without the end of a line
      return Files.exists(file.resolveSibling(text));
    }
    return text.isEmpty() ? name.endsWith(".jsonl") : text.matches("(?s).*[}>\n]");
  }

  /**
   * A shell's background jobs, and those of nohup, never see some signals; nor do their children.
   */
  static boolean canBeSent(String signal) {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
        if (line.startsWith("SigIgn:")) {
          long ignored = Long.parseUnsignedLong(line.substring(7).strip(), 16);
          return (ignored >> (SIGNALS.get(signal) - 1) & 1) == 0;
        }
      }
    } catch (IOException e) {
      return true; // another system
    }
    return true;
  }

  static List<Path> filesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
    } catch (UncheckedIOException | NoSuchFileException e) {
      return filesIn(folder); // one of them was deleted in the meantime
    }
  }
}
