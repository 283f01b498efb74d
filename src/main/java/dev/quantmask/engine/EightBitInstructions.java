package dev.quantmask.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Describes what a CPU multiplies 8-bit integers with.
 *
 * @param name of the instruction set: {@code AVX-512 VNNI}
 * @param weightBits 8 where sums of products are exact; 7 where two products are summed in 16 bits,
 *     which larger weights would overflow: an archive's weights are then halved when it is loaded
 */
public record EightBitInstructions(String name, int weightBits) {
  private static final Path CPU_FLAGS = Path.of("/proc/cpuinfo"); // of Linux
  private static final List<String> LIMITS = List.of("ONEDNN_MAX_CPU_ISA", "DNNL_MAX_CPU_ISA");

  /**
   * A set of instructions that oneDNN has kernels for.
   *
   * @param flag as Linux calls it
   * @param limits values of oneDNN's environment variable that allow these, and none before; of
   *     what follows they allow all but {@link #AVX2_VNNI}
   */
  private record Kind(EightBitInstructions instructions, String flag, List<String> limits) {
    private Kind(String name, int weightBits, String flag, String... limits) {
      this(new EightBitInstructions(name, weightBits), flag, List.of(limits));
    }
  }

  /** To oneDNN this is no part of AVX-512. */
  private static final Kind AVX2_VNNI =
      new Kind("AVX2 VNNI", 8, "avx_vnni", "AVX2_VNNI", "AVX2_VNNI_2");

  /** Best first. */
  private static final List<Kind> KINDS =
      List.of(
          new Kind(
              "AVX-512 AMX",
              8,
              "amx_int8",
              "AVX512_CORE_AMX",
              "AVX512_CORE_AMX_FP16",
              "AVX10_1_512_AMX",
              "AVX10_1_512_AMX_FP16"),
          new Kind(
              "AVX-512 VNNI",
              8,
              "avx512_vnni",
              "AVX512_CORE_VNNI",
              "AVX512_CORE_BF16",
              "AVX512_CORE_FP16",
              "AVX10_1_512"),
          new Kind("AVX-512", 7, "avx512bw", "AVX512_CORE"),
          AVX2_VNNI,
          new Kind("AVX2", 7, "avx2", "AVX2"),
          new Kind("SSE4.1", 7, "sse4_1", "SSE41", "AVX"));

  /**
   * Returns the instructions of this CPU, as far as {@code ONEDNN_MAX_CPU_ISA} allows them; empty
   * where Linux does not tell, or the CPU has none of them.
   */
  public static Optional<EightBitInstructions> ofThisCpu() {
    try (var lines = Files.lines(CPU_FLAGS)) {
      Set<String> flags =
          lines
              .filter(line -> line.startsWith("flags"))
              .limit(1)
              .flatMap(line -> Arrays.stream(line.split("[\\s:]+", -1)))
              .collect(Collectors.toSet());
      return of(flags, limit(System.getenv()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * Returns the limit as oneDNN reads it: the first of two names that is not empty, in any case.
   */
  static String limit(Map<String, String> environment) {
    return LIMITS.stream()
        .map(name -> environment.getOrDefault(name, ""))
        .filter(value -> !value.isEmpty())
        .findFirst()
        .orElse("")
        .toUpperCase(Locale.ROOT);
  }

  /**
   * Returns the instructions of a CPU.
   *
   * @param limit the best that oneDNN may use; another word: all
   */
  static Optional<EightBitInstructions> of(Set<String> flags, String limit) {
    int best = 0;
    for (int i = 0; i < KINDS.size(); i++) {
      if (KINDS.get(i).limits().contains(limit)) {
        best = i;
      }
    }
    boolean above = best > 0 && best < KINDS.indexOf(AVX2_VNNI);
    return KINDS.stream()
        .skip(best)
        .filter(kind -> flags.contains(kind.flag()) && !(above && kind.equals(AVX2_VNNI)))
        .findFirst()
        .map(Kind::instructions);
  }
}
