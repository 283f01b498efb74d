package dev.quantmask.model.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.model.quantization.Scheme;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DequantizedNetworkTest {
  /** Where libtorch does not have an operator, it refuses code that names it. */
  @ParameterizedTest
  @EnumSource(names = {"LINEAR", "DYNAMIC", "STATIC"})
  void noCodeThatRunsNamesAnEightBitOperator(Scheme scheme) {
    Map<String, String> before = NetworkSources.of(scheme, Map.of());
    Map<String, String> sources = new TreeMap<>(before);
    sources.putAll(NetworkSources.dequantized(scheme));
    assertThat(sources).containsOnlyKeys(before.keySet());
    sources.remove("quantization.py"); // is linked, and called by none of the others
    assertThat(sources.values())
        .noneMatch(source -> source.contains("ops.onednn"))
        .noneMatch(source -> source.contains("ops.quantized"))
        .noneMatch(source -> source.contains("quantized_tensor"))
        .noneMatch(source -> source.contains("__torch__.quantization."));
  }
}
