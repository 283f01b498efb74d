package dev.quantmask;

import static java.util.Map.entry;

import dev.quantmask.text.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the comment of a {@code package-info.java} says: its text, and after "May use:" the packages
 * of the program and the libraries that the classes of this very package may depend on.
 *
 * @param name without {@link #ROOT}, such as {@code coco.scoring}
 * @param text everything before "May use:"
 * @param packages names of other packages of the program
 * @param libraries keys of {@link #LIBRARIES}
 */
record PackageRule(String name, String text, List<String> packages, List<String> libraries) {
  static final String ROOT = "dev.quantmask";

  /** The packages of each library, by the name that a {@code package-info.java} calls it. */
  private static final Map<String, List<String>> LIBRARIES =
      Map.ofEntries(
          entry("AWS SDK", List.of("software.amazon.awssdk..")),
          entry("CloudEvents", List.of("io.cloudevents..")),
          entry("DJL", List.of("ai.djl..")),
          entry("FFmpeg", List.of("org.bytedeco..")),
          entry("GraalVM", List.of("com.oracle.svm.core.annotate..")),
          entry("ImageIO", List.of("javax.imageio..", "org.w3c.dom..")),
          entry("Jackson", List.of("com.fasterxml.jackson..")),
          entry("JMX", List.of("javax.management..")),
          entry("JNA", List.of("com.sun.jna..")),
          entry("JSSE", List.of("javax.net.ssl..")),
          entry("Micrometer", List.of("io.micrometer..")),
          entry("OpenTelemetry", List.of("io.opentelemetry..")),
          entry(
              "protobuf",
              List.of("com.google.protobuf..", "com.google.rpc..", "inference..", "grpc..")),
          entry("picocli", List.of("picocli..")),
          entry("progressbar", List.of("me.tongfei.progressbar..")),
          entry(
              "Quarkus",
              List.of(
                  "io.quarkus..",
                  "io.smallrye..",
                  "jakarta..",
                  "org.eclipse.microprofile..",
                  "org.jboss.logging..",
                  "org.jboss.logmanager..")),
          entry("Qute", List.of("io.quarkus.qute..")),
          entry("Signal", List.of("sun.misc..")),
          entry("SnakeYAML", List.of("org.yaml.snakeyaml..")),
          entry("StAX", List.of("javax.xml..")),
          entry("Vert.x", List.of("io.vertx..", "io.netty..")),
          entry("XChart", List.of("org.knowm.xchart..")));

  private static final Pattern COMMENT =
      Pattern.compile("/\\*\\*(.*?)\\*/\\s*package ([\\w.]+);", Pattern.DOTALL);
  private static final Pattern MAY_USE =
      Pattern.compile("(?<text>.*?)(?: <p>May use: (?<names>.*)\\.)?");

  /** All of {@code src/main/java} but {@link #ROOT} itself, by name. */
  static List<PackageRule> readAll() {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      return files
          .filter(file -> file.endsWith("package-info.java"))
          .map(PackageRule::read)
          .sorted(Comparator.comparing(PackageRule::name))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The rules of a package and of all that it uses, directly or not, by name. */
  static Collection<PackageRule> closure(String name) {
    Map<String, PackageRule> all = new TreeMap<>();
    readAll().forEach(rule -> all.put(rule.name(), rule));
    Map<String, PackageRule> reached = new TreeMap<>();
    Deque<String> next = new ArrayDeque<>(List.of(name, "text"));
    while (!next.isEmpty()) {
      PackageRule rule = all.get(next.pop());
      if (reached.put(rule.name(), rule) == null) {
        next.addAll(rule.packages());
      }
    }
    return reached.values();
  }

  private static PackageRule read(Path file) {
    try {
      Matcher comment = COMMENT.matcher(Files.readString(file));
      if (!comment.find()) {
        throw new IllegalStateException(Text.format("%s: expected a comment.", file));
      }
      String text = comment.group(1).replaceAll("\\s*\\n \\*", " ").replaceAll(" +", " ").strip();
      Matcher parts = MAY_USE.matcher(text);
      parts.matches();
      List<String> packages = new ArrayList<>();
      List<String> libraries = new ArrayList<>();
      if (parts.group("names") != null) {
        Arrays.stream(parts.group("names").split(", "))
            .forEach(name -> (LIBRARIES.containsKey(name) ? libraries : packages).add(name));
      }
      return new PackageRule(
          comment.group(2).substring(ROOT.length() + 1), parts.group("text"), packages, libraries);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The packages of the classes that the rule is about. */
  String fullName() {
    return fullName(name);
  }

  private static String fullName(String name) {
    return ROOT + "." + name;
  }

  /** Everything that a class of the package may depend on, in ArchUnit's notation. */
  String[] allowed() {
    return Stream.of(
            Stream.of("java..", "com.google.errorprone.annotations..", fullName("text")),
            Stream.of(fullName()),
            packages.stream().map(PackageRule::fullName),
            libraries.stream().map(LIBRARIES::get).flatMap(List::stream))
        .flatMap(parts -> parts)
        .toArray(String[]::new);
  }

  /** What the rule allows beside the JDK and the package itself: one entry for each name. */
  Map<String, List<String>> uses() {
    return Stream.concat(packages.stream(), libraries.stream())
        .collect(
            Collectors.toMap(
                name -> name, name -> LIBRARIES.getOrDefault(name, List.of(fullName(name)))));
  }
}
