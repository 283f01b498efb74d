package dev.quantmask.spark;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.spark.launcher.JavaModuleOptions;

/** A process of Spark's own, as its scripts start them; what it prints is kept. */
final class SparkProcess implements AutoCloseable {
  private static final Path HOME = Path.of(System.getProperty("dev.quantmask.spark.home"));
  private static final long LONGEST_SECONDS = 600;

  private final Process process;
  private final ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Waiting> waiting = new ConcurrentLinkedQueue<>();

  private record Waiting(Predicate<String> line, CompletableFuture<String> found) {}

  SparkProcess(String mainClass, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(JavaModuleOptions.defaultModuleOptionArray()));
    command.addAll(
        List.of(
            "-Xmx512m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            HOME.resolve("jars") + "/*",
            mainClass));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("SPARK_HOME", HOME.toString());
    builder.environment().put("SPARK_SCALA_VERSION", "2.13");
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    this.process = builder.start();
    Thread reader = new Thread(this::read, mainClass);
    reader.setDaemon(true);
    reader.start();
  }

  private void read() {
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        lines.add(line);
        for (Waiting one : waiting) {
          if (one.line().test(line)) {
            one.found().complete(line);
          }
        }
      }
    } catch (IOException e) {
      lines.add(e.toString());
    }
    waiting.forEach(one -> one.found().completeExceptionally(new IllegalStateException(output())));
  }

  /** Waits for a line that has a text. */
  String await(String text) throws Exception {
    CompletableFuture<String> found = new CompletableFuture<>();
    waiting.add(new Waiting(line -> line.contains(text), found));
    lines.stream().filter(line -> line.contains(text)).findFirst().ifPresent(found::complete);
    try {
      return found.get(LONGEST_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException("no line with '" + text + "' in:\n" + output(), e);
    }
  }

  /** Waits for the end, and returns the exit code. */
  int exitCode() throws InterruptedException {
    if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("it does not end:\n" + output());
    }
    return process.exitValue();
  }

  String output() {
    return lines.stream().collect(Collectors.joining("\n"));
  }

  /** Kills it with what it has started, as a machine that fails does. */
  @Override
  public void close() {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
    process.onExit().join();
  }
}
