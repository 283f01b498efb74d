package dev.quantmask.evaluation;

import dev.quantmask.detection.RuntimeVersions;
import dev.quantmask.engine.TorchRuntime;
import dev.quantmask.report.Comparison.Machine;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Collects what is known of the machine that an evaluation runs on. */
final class MachineFacts {
  private static final Path CPU = Path.of("/proc/cpuinfo");
  private static final String UNKNOWN = "unknown";

  /** Flags of Linux, the widest instructions first. */
  private static final Map<String, String> INSTRUCTIONS = instructions();

  private MachineFacts() {}

  private static Map<String, String> instructions() {
    Map<String, String> names = new LinkedHashMap<>();
    names.put("amx_int8", "AMX INT8");
    names.put("avx512_vnni", "AVX-512 VNNI");
    names.put("avx_vnni", "AVX VNNI");
    names.put("avx512bw", "AVX-512");
    names.put("avx2", "AVX2");
    names.put("i8mm", "Arm I8MM");
    names.put("asimddp", "Arm dot product");
    names.put("asimd", "Arm Neon");
    return names;
  }

  /**
   * Returns the facts of this machine.
   *
   * @param program version of Quantmask
   */
  static Machine here(String program, RuntimeVersions versions) {
    List<String> cpu = cpuLines();
    int cores = Runtime.getRuntime().availableProcessors();
    return new Machine(
        cpuName(cpu),
        cores,
        widestInstructions(cpu),
        TorchRuntime.threads().orElse(cores),
        Text.format(
            "%s %s %s",
            System.getProperty("os.name"),
            System.getProperty("os.version"),
            System.getProperty("os.arch")),
        Text.format(
            "%s %s", System.getProperty("java.vm.name"), System.getProperty("java.vm.version")),
        program,
        versions.djl(),
        versions.libtorch());
  }

  private static List<String> cpuLines() {
    try {
      return Files.readAllLines(CPU);
    } catch (IOException e) {
      return List.of(); // not Linux
    }
  }

  static String cpuName(List<String> lines) {
    return value(lines, "model name").orElse(System.getProperty("os.arch"));
  }

  static String widestInstructions(List<String> lines) {
    String flags =
        Stream.of("flags", "Features")
            .flatMap(key -> value(lines, key).stream())
            .findFirst()
            .orElse("");
    Set<String> known = new LinkedHashSet<>(List.of(flags.split(" ")));
    return INSTRUCTIONS.entrySet().stream()
        .filter(entry -> known.contains(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(UNKNOWN);
  }

  private static Optional<String> value(List<String> lines, String key) {
    return lines.stream()
        .filter(line -> line.startsWith(key) && line.contains(":"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .filter(text -> !text.isEmpty())
        .findFirst();
  }

  /** Returns the facts of all machines that the shards ran on: what differs stands side by side. */
  static Machine joined(List<Machine> machines) {
    Machine first = machines.get(0);
    return new Machine(
        joined(machines, Machine::cpu),
        first.cores(),
        joined(machines, Machine::instructions),
        first.threads(),
        joined(machines, Machine::operatingSystem),
        joined(machines, Machine::java),
        joined(machines, Machine::quantmask),
        joined(machines, Machine::djl),
        joined(machines, Machine::libtorch));
  }

  private static String joined(List<Machine> machines, Function<Machine, String> fact) {
    return machines.stream().map(fact).collect(Collectors.toCollection(LinkedHashSet::new)).stream()
        .collect(Collectors.joining("; "));
  }
}
