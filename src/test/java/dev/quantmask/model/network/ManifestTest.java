package dev.quantmask.model.network;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quantmask.model.config.Detectron2Config;
import dev.quantmask.model.config.MaskRcnnConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestTest {
  private static final Path DATA = Path.of("test-data/detectron2");
  private static final Path FILE = Path.of("model.pt");

  private static Manifest of(String network) throws IOException {
    MaskRcnnConfig config =
        Detectron2Config.read(DATA.resolve(network).resolve("config.yaml"), List.of());
    return new Manifest(Manifest.CURRENT_FORMAT, "model", "fp32", config);
  }

  @ParameterizedTest
  @ValueSource(strings = {"reference", "zoo/cascade", "zoo/c4", "zoo/dc5", "zoo/modulated"})
  void everyKindOfNetworkIsReadAsItWasWritten(String network) throws IOException {
    Manifest manifest = of(network);
    assertThat(Manifest.ofJson(manifest.toJson(), FILE)).isEqualTo(manifest);
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
