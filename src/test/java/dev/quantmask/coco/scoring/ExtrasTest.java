package dev.quantmask.coco.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What pycocotools does not have, see {@code test-data/coco/scoring/extras.py}. */
class ExtrasTest {
  private static ScoringInput input(String name) throws IOException {
    return ScoringFiles.read(
        ScoringCase.file(name, "gt.json.gz"),
        ScoringCase.file(name, "dt.json.gz"),
        EnumSet.allOf(IouType.class),
        Protocol.COCO);
  }

  private static JsonNode expected(String name) throws IOException {
    return new ObjectMapper().readTree(ScoringCase.file(name, "extras.json").toFile());
  }

  @ParameterizedTest
  @ValueSource(strings = {"s01_mixed", "s03_empty", "s04_crowd", "s08_poly"})
  void boundaries(String name) throws IOException {
    CocoScores scores = CocoScorer.score(input(name), ScoringOptions.of(IouType.BOUNDARY));
    assertThat(scores.options().metrics().stream().mapToDouble(scores::get).toArray())
        .containsExactly(
            ScoringCase.list(expected(name).get("boundary")).stream()
                .mapToDouble(figure -> Double.parseDouble(figure.textValue()))
                .toArray());
    assertThat(scores.get(Metric.AP)).isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"s01_mixed", "s03_empty", "s04_crowd", "s08_poly"})
  void bestThresholds(String name) throws IOException {
    CocoScores scores = CocoScorer.score(input(name), ScoringOptions.of(IouType.BBOX));
    List<JsonNode> expected = ScoringCase.list(expected(name).get("thresholds"));
    assertThat(scores.categories()).hasSameSizeAs(expected);
    for (int k = 0; k < expected.size(); k++) {
      JsonNode one = expected.get(k);
      if (one.isNull()) {
        assertThat(scores.bestThreshold(k)).isEmpty();
        continue;
      }
      assertThat(scores.bestThreshold(k))
          .contains(
              new BestThreshold(
                  one.get(1).doubleValue(),
                  one.get(0).doubleValue(),
                  one.get(2).doubleValue(),
                  one.get(3).doubleValue()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"s01_mixed", "s03_empty", "s04_crowd", "s08_poly"})
  void confusion(String name) throws IOException {
    JsonNode expected = expected(name);
    ConfusionMatrix matrix =
        ConfusionMatrix.of(input(name), IouType.BBOX, expected.get("minScore").doubleValue());
    assertThat(new ObjectMapper().<JsonNode>valueToTree(matrix.counts()).toString())
        .isEqualTo(expected.get("confusion").toString());
  }
}
