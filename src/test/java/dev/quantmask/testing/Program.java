package dev.quantmask.testing;

import dev.quantmask.server.config.EnvironmentVariable;
import dev.quantmask.server.config.KnownKeys;
import dev.quantmask.server.config.QuantmaskConfig;
import io.quarkus.runtime.configuration.DurationConverter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What deployments say of the program, as the program has it. */
public final class Program {
  /** Of the health extension; {@code DetectionEndpointsIT} asks the last two. */
  public static final Set<String> PROBES =
      Set.of("/q/health/started", "/q/health/ready", "/q/health/live");

  private static final Pattern METRIC = Pattern.compile("quantmask_[a-z0-9_]+");

  private Program() {}

  public static int port() {
    return Integer.parseInt(property("quarkus.http.port"));
  }

  /** After which a silent connection is closed. */
  public static Duration idleTimeout() {
    return new DurationConverter().convert(property("quarkus.http.idle-timeout"));
  }

  /** How long requests that have begun may take when the program ends. */
  public static Duration shutdownTimeout() {
    return new DurationConverter().convert(property("quarkus.shutdown.timeout"));
  }

  private static String property(String key) {
    Properties properties = new Properties();
    try (var file = Files.newBufferedReader(Path.of("src/main/resources/application.properties"))) {
      properties.load(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty(key);
  }

  /** The names that {@link QuantmaskConfig} has in the environment; a chosen part is NAME. */
  public static Set<String> environmentNames() {
    return KnownKeys.OF_THE_SERVICE.stream()
        .map(EnvironmentVariable::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Returns whether the program reads it; a chosen part may be any name. */
  public static boolean isVariable(String name) {
    return KnownKeys.OF_THE_SERVICE.stream().anyMatch(key -> key.keySetBy(name).isPresent());
  }

  /**
   * Names of Prometheus in a text, without what Prometheus hangs on to a timer's name.
   *
   * @param text a query
   */
  public static Set<String> metricsOf(String text) {
    return METRIC
        .matcher(text)
        .results()
        .map(
            match -> match.group().replaceAll("(_seconds)?(_sum|_count|_max|_bucket|_total)?$", ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Whether it uses Micrometer. */
  static boolean hasMetrics() throws IOException {
    return sources().contains("io.micrometer.");
  }

  /** Names in the program's sources that may be metrics, as Prometheus has them. */
  public static Set<String> metrics() throws IOException {
    return Pattern.compile("\"(quantmask(\\.[a-z]+)+)\"")
        .matcher(sources())
        .results()
        .map(match -> match.group(1).replace('.', '_'))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String sources() throws IOException {
    return text(Path.of("src/main/java"), ".java");
  }

  /** Of all files of a folder that end so. */
  public static String text(Path folder, String ending) throws IOException {
    StringBuilder text = new StringBuilder();
    for (Path file : files(folder, ending)) {
      text.append(Files.readString(file));
    }
    return text.toString();
  }

  public static Set<Path> files(Path folder, String... endings) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths
          .filter(path -> Arrays.stream(endings).anyMatch(path.toString()::endsWith))
          .filter(path -> !path.toString().contains(".terraform"))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
