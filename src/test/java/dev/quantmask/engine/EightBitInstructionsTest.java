package dev.quantmask.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EightBitInstructionsTest {
  @ParameterizedTest
  @CsvSource({
    "sse4_1 avx2 avx512bw avx512_vnni amx_int8,, AVX-512 AMX, 8",
    "sse4_1 avx2 avx512bw avx512_vnni,, AVX-512 VNNI, 8",
    "sse4_1 avx2 avx512bw avx512_vnni, ALL, AVX-512 VNNI, 8",
    "sse4_1 avx2 avx512bw avx512_vnni amx_int8, AVX512_CORE_BF16, AVX-512 VNNI, 8",
    "sse4_1 avx2 avx512bw avx512_vnni, AVX512_CORE, AVX-512, 7",
    "sse4_1 avx2 avx_vnni,, AVX2 VNNI, 8",
    "sse4_1 avx2 avx_vnni avx512bw avx512_vnni, AVX2_VNNI, AVX2 VNNI, 8",
    "sse4_1 avx2 avx_vnni, AVX2, AVX2, 7",
    "sse4_1 avx2, AVX512_CORE_VNNI, AVX2, 7",
    "sse4_1 avx2 avx512bw, AVX, SSE4.1, 7",
    "sse4_1 avx2 avx_vnni, AVX512_CORE, AVX2, 7",
    "sse4_1 avx2 avx_vnni, AVX512_CORE_VNNI, AVX2, 7",
    "sse4_1 avx2 avx512bw avx512_vnni amx_int8, AVX10_1_512, AVX-512 VNNI, 8"
  })
  void theBestThatIsAllowed(String flags, String limit, String name, int weightBits) {
    assertThat(EightBitInstructions.of(Set.of(flags.split(" ", -1)), limit == null ? "" : limit))
        .contains(new EightBitInstructions(name, weightBits));
  }

  @Test
  void nothingIsSaidOfOtherProcessors() {
    assertThat(EightBitInstructions.of(Set.of("asimd", "i8mm"), "")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "avx2,, AVX2",
    ", AVX512_CORE, AVX512_CORE",
    "'', Avx2, AVX2",
    "AVX2_VNNI, AVX2, AVX2_VNNI",
    ",, ''"
  })
  void theLimitIsReadAsByOneDnn(String first, String second, String limit) {
    Map<String, String> environment = new HashMap<>();
    environment.put("ONEDNN_MAX_CPU_ISA", first);
    environment.put("DNNL_MAX_CPU_ISA", second);
    environment.values().removeIf(Objects::isNull);
    assertThat(EightBitInstructions.limit(environment)).isEqualTo(limit);
  }
}
