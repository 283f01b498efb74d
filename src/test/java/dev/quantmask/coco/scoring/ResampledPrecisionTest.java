package dev.quantmask.coco.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.coco.CocoDataset;
import dev.quantmask.coco.CocoDetection;
import dev.quantmask.coco.CocoReader;
import dev.quantmask.coco.CocoResultReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Against pycocotools on data sets with as many copies of an image as it was drawn. */
class ResampledPrecisionTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir Path directory;
  private JsonNode fixture;
  private CocoDataset truth;

  @BeforeEach
  void read() throws IOException {
    Path file = Path.of("test-data/evaluation/resamples.json.gz");
    try (InputStream input = new GZIPInputStream(Files.newInputStream(file))) {
      fixture = MAPPER.readTree(input);
    }
    truth = CocoReader.read(write("truth.json", fixture.get("truth")));
  }

  private Path write(String name, JsonNode json) throws IOException {
    return Files.write(directory.resolve(name), MAPPER.writeValueAsBytes(json));
  }

  private ScoringInput input(int model) throws IOException {
    List<CocoDetection> found = new ArrayList<>();
    CocoResultReader.read(write("dt.json", fixture.at("/models/" + model)), true, null, found::add);
    return ScoringInput.of(truth, found);
  }

  @ParameterizedTest
  @EnumSource(
      value = IouType.class,
      names = {"BBOX", "SEGM"})
  void everySampleIsThatOfPycocotoolsToTheLastBit(IouType type) throws IOException {
    JsonNode samples = fixture.get("samples");
    assertThat(samples.size()).isEqualTo(24);
    for (int model = 0; model < 2; model++) {
      ResampledPrecision precision = ResampledPrecision.of(input(model), type);
      double[] found =
          precision.averagePrecision(samples.size(), sample -> weights(samples.get(sample)));
      for (int i = 0; i < found.length; i++) {
        double wanted =
            samples.get(i).get(type.name().toLowerCase(Locale.ROOT)).get(model).asDouble();
        assertThat(found[i]).as("model %d, sample %d", model, i).isEqualTo(wanted);
      }
    }
  }

  private int[] weights(JsonNode sample) {
    int[] weights = new int[truth.images().size()];
    sample.get("draws").forEach(draw -> weights[draw.intValue()]++);
    return weights;
  }

  @Test
  void allImagesOnceAreTheFigureItself() throws IOException {
    ScoringInput input = input(0);
    int[] once = new int[truth.images().size()];
    Arrays.fill(once, 1);
    double all = ResampledPrecision.of(input, IouType.SEGM).averagePrecision(1, sample -> once)[0];
    assertThat(all)
        .isEqualTo(CocoScorer.score(input, ScoringOptions.of(IouType.SEGM)).get(Metric.AP))
        .isGreaterThan(0.3);
  }

  @Test
  void weightsAreInTheOrderOfIds() throws IOException {
    assertThat(ResampledPrecision.of(input(0), IouType.BBOX).imageIds()).isSorted().hasSize(11);
  }

  @Test
  void imagesWithoutObjectsHaveNoPrecision() throws IOException {
    int[] none = new int[truth.images().size()];
    assertThat(ResampledPrecision.of(input(0), IouType.BBOX).averagePrecision(1, sample -> none)[0])
        .isEqualTo(-1);
  }
}
