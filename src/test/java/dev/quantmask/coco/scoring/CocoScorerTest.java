package dev.quantmask.coco.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quantmask.coco.json.CocoFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against pycocotools, bit by bit, see {@code test-data/coco/scoring/expected.py}. */
class CocoScorerTest {
  // Where pycocotools has figures, and a program should not.
  private static final String NAN_SCORE = "e14_nan_score";

  static Stream<ScoringCase> figures() {
    return ScoringCase.all().filter(one -> !one.fails() && !isNan(one));
  }

  static Stream<ScoringCase> failures() {
    return ScoringCase.all().filter(one -> one.fails() || isNan(one));
  }

  private static boolean isNan(ScoringCase one) {
    return one.folder().endsWith(NAN_SCORE);
  }

  @ParameterizedTest
  @MethodSource("figures")
  void theTwelveFigures(ScoringCase one) throws IOException {
    CocoScores scores = one.score();
    double[] found = scores.options().metrics().stream().mapToDouble(scores::get).toArray();
    double[] expected =
        ScoringCase.list(one.expected().get("stats")).stream()
            .mapToDouble(CocoScorerTest::number)
            .toArray();
    assertThat(found).containsExactly(expected);
  }

  @ParameterizedTest
  @MethodSource("figures")
  void classesAndCurves(ScoringCase one) throws IOException {
    CocoScores scores = one.score();
    List<JsonNode> classes = ScoringCase.list(one.expected().get("classes"));
    if (one.options().byCategory()) {
      assertThat(scores.categories()).hasSameSizeAs(classes);
    }
    for (int k = 0; k < classes.size(); k++) {
      assertThat(scores.get(Metric.AP, k)).isEqualTo(number(classes.get(k).get("AP")));
      assertThat(scores.get(Metric.AP50, k)).isEqualTo(number(classes.get(k).get("AP50")));
      assertThat(scores.get(Metric.AR100, k)).isEqualTo(number(classes.get(k).get("AR")));
    }
    int points = 10 * PrecisionRecallCurve.POINTS;
    JsonNode hashes = one.expected().get("sha256");
    assertThat(hash(scores, classes.size(), points, (c, i) -> c.precision()[i]))
        .isEqualTo(hashes.get("precision").textValue());
    assertThat(hash(scores, classes.size(), 10, (c, i) -> c.recall()[i]))
        .isEqualTo(hashes.get("recall").textValue());
    assertThat(hash(scores, classes.size(), points, (c, i) -> c.scores()[i]))
        .isEqualTo(hashes.get("scores").textValue());
  }

  /** Of the array {@code (points, classes, area ranges, limits)}. */
  private static String hash(
      CocoScores scores,
      int classes,
      int points,
      ToDoubleBiFunction<PrecisionRecallCurve, Integer> value) {
    int limits = scores.options().maxDetections().size();
    ByteBuffer bytes =
        ByteBuffer.allocate(points * classes * AreaRange.STANDARD.size() * limits * Double.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < points; i++) {
      for (int k = 0; k < classes; k++) {
        for (AreaRange area : AreaRange.STANDARD) {
          for (int limit = 0; limit < limits; limit++) {
            int point = i;
            bytes.putDouble(
                scores
                    .curve(k, area, limit)
                    .map(curve -> value.applyAsDouble(curve, point))
                    .orElse(-1.0));
          }
        }
      }
    }
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static double number(JsonNode hex) {
    return Double.parseDouble(hex.textValue().equals("-1") ? "-1" : hex.textValue());
  }

  @ParameterizedTest
  @MethodSource("failures")
  void whereItFailsSoDoWeWithTheRecord(ScoringCase one) {
    String name = one.folder().getFileName().toString();
    assertThatThrownBy(one::score)
        .isInstanceOf(CocoFormatException.class)
        .hasMessageContaining(message(name, one.options().iouType()));
  }

  private static String message(String name, IouType type) {
    String number = name.substring(0, 3);
    return switch (number) {
      case "e01" -> "gt.json.gz: annotations[0].iscrowd: missing";
      case "e02" -> "gt.json.gz: annotations[0].area: missing";
      case "e03" -> "gt.json.gz: annotations[0].segmentation";
      case "e05" -> "dt.json.gz: detections[0].score: missing";
      case "e06" -> "dt.json.gz: detections[0].image_id: expected an image of the annotation file";
      case "e08" -> "gt.json.gz: annotations[0].segmentation: expected at least 6 numbers";
      case "e10" -> "gt.json.gz: annotations[0].segmentation: expected a polygon, found none";
      case "e14" -> "dt.json.gz: detections[0].score: expected a finite number, found NaN";
      case "e16" -> "dt.json.gz: detections[1]: expected a segmentation";
      case "e17" -> "dt.json.gz: detections[0]: expected a string of run lengths";
      case "s10" -> "gt.json.gz: images[0].width: missing";
      default -> throw new IllegalArgumentException(name + " " + type);
    };
  }
}
