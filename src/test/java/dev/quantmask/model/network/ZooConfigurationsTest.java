package dev.quantmask.model.network;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.quantmask.model.config.Detectron2Config;
import dev.quantmask.model.config.Detectron2TrainingConfig;
import dev.quantmask.model.config.MaskRcnnConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * All 30 configurations of Mask R-CNN in Detectron2's repository, as they are there: the parameters
 * are those of the networks that Detectron2 builds of them.
 */
class ZooConfigurationsTest {
  private static final Path DATA = Path.of("test-data/detectron2");
  private static final Path CONFIGURATIONS = DATA.resolve("configs");

  /** What the order of parameters does not depend on; not every configuration can be trained. */
  private static final Path TRAINED =
      CONFIGURATIONS.resolve("COCO-InstanceSegmentation/mask_rcnn_R_50_FPN_1x.yaml");

  static List<String> names() throws IOException {
    return List.copyOf(expected().keySet());
  }

  /** Lines of name and shape, by configuration. */
  private static Map<String, List<String>> expected() throws IOException {
    Map<String, List<String>> all = new LinkedHashMap<>();
    List<String> lines = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(DATA.resolve("zoo/parameters.txt.gz"))),
                UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (line.startsWith("# ")) {
          lines = new ArrayList<>();
          all.put(line.substring(2), lines);
        } else if (!line.contains(".num_batches_tracked ")) {
          lines.add(line);
        }
      }
    }
    return all;
  }

  @Test
  void thereAreThirty() throws IOException {
    assertThat(names()).hasSize(30);
  }

  @ParameterizedTest
  @MethodSource("names")
  void parametersAreThoseOfDetectron2(String name) throws IOException {
    MaskRcnnConfig config = Detectron2Config.read(CONFIGURATIONS.resolve(name), List.of());
    List<String> found =
        new TrainingNetwork(config, Detectron2TrainingConfig.read(TRAINED))
            .parameters().stream()
                .map(parameter -> parameter.name() + " " + parameter.shape())
                .toList();

    assertThat(found).containsExactlyElementsOf(expected().get(name));
  }

  @ParameterizedTest
  @MethodSource("names")
  void allCanBeTrainedButWhereImagesAreCropped(String name) throws IOException {
    Path file = CONFIGURATIONS.resolve(name);
    if (name.contains("X_152")) {
      assertThatIOException()
          .isThrownBy(() -> Detectron2TrainingConfig.read(file))
          .withMessage("INPUT.CROP.ENABLED: 'true' is not supported; supported: false");
    } else {
      assertThat(Detectron2TrainingConfig.read(file)).isNotNull();
    }
  }
}
