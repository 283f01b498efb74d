package dev.quantmask.model.network;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quantmask.model.config.Detectron2Config;
import dev.quantmask.model.config.MaskRcnnConfig;
import dev.quantmask.statistics.Interval;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestTest {
  private static final Path DATA = Path.of("test-data/detectron2");
  private static final Path FILE = Path.of("model.pt");

  private static Manifest of(String network) throws IOException {
    MaskRcnnConfig config =
        Detectron2Config.read(DATA.resolve(network).resolve("config.yaml"), List.of());
    return new Manifest(Manifest.CURRENT_FORMAT, "model", "fp32", config, null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"reference", "zoo/cascade", "zoo/c4", "zoo/dc5", "zoo/modulated"})
  void everyKindOfNetworkIsReadAsItWasWritten(String network) throws IOException {
    Manifest manifest = of(network);
    assertThat(Manifest.ofJson(manifest.toJson(), FILE)).isEqualTo(manifest);
  }

  @Test
  void saysHowItWasTunedIfItWas() throws IOException {
    Manifest plain = of("reference");
    Interval interval = new Interval(1.5, 1.25, 1.75);
    Tuning tuning =
        new Tuning(
            "at most 60.0 ms",
            true,
            Map.of("scheme", "static"),
            2,
            "EPYC",
            200,
            17,
            59.5,
            interval,
            72.25,
            61.5,
            interval,
            interval,
            "quantmask tune",
            "2026-11-30T15:00:00Z");
    Manifest tuned =
        new Manifest(plain.format(), plain.name(), plain.scheme(), plain.config(), tuning);
    assertThat(Manifest.ofJson(tuned.toJson(), FILE)).isEqualTo(tuned);
    assertThat(new String(plain.toJson(), StandardCharsets.UTF_8)).doesNotContain("tuning");
  }

  /** As archives had it when there was but one kind: a pyramid, and no word of the others. */
  @Test
  void whatThereWasOnlyOneKindOfNeedNotBeSaid() throws IOException {
    Manifest manifest = of("reference");
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode older = (ObjectNode) mapper.readTree(manifest.toJson());
    ObjectNode config = (ObjectNode) older.get("config");
    config.remove("roiHeads");
    config.set("pyramid", ((ObjectNode) config.remove("features")).without("kind"));
    ((ObjectNode) config.get("backbone")).without(List.of("res5Dilation", "deformable"));

    assertThat(older.toString()).doesNotContain("kind").doesNotContain("deformable");
    assertThat(Manifest.ofJson(mapper.writeValueAsBytes(older), FILE)).isEqualTo(manifest);
  }
}
