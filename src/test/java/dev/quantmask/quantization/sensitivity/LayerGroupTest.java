package dev.quantmask.quantization.sensitivity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.model.config.Detectron2Config;
import dev.quantmask.model.config.Layer;
import dev.quantmask.model.config.LayerCatalog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayerGroupTest {
  /** A layer in no group would stay in floating point whatever the analysis says. */
  @ParameterizedTest
  @ValueSource(strings = {"reference", "zoo/cascade", "zoo/c4", "zoo/dc5", "zoo/modulated"})
  void everyLayerIsInOneGroup(String network) throws IOException {
    Path config = Path.of("test-data/detectron2", network, "config.yaml");
    List<String> layers =
        LayerCatalog.layers(Detectron2Config.read(config, List.of())).stream()
            .map(Layer::path)
            .toList();

    assertThat(LayerGroup.Size.PART.groups(layers).stream().flatMap(it -> it.layers().stream()))
        .containsExactlyInAnyOrderElementsOf(layers);
  }
}
