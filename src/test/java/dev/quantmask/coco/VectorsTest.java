package dev.quantmask.coco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.coco.mask.CocoBox;
import dev.quantmask.coco.mask.Iou;
import dev.quantmask.coco.mask.Polygons;
import dev.quantmask.coco.mask.Rle;
import dev.quantmask.coco.mask.RunLengths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Polygons, merging and IoU against pycocotools, see {@code test-data/coco/vectors.py}. */
@Tag("slow")
class VectorsTest {
  private static JsonNode vectors;

  @BeforeAll
  static void read() throws IOException {
    Path file = Path.of("test-data/coco/vectors.json.gz");
    try (var in = new GZIPInputStream(Files.newInputStream(file))) {
      vectors = new ObjectMapper().readTree(in);
    }
  }

  private static List<JsonNode> cases(String name, int least) {
    List<JsonNode> cases = list(vectors.get(name));
    assertThat(cases).hasSizeGreaterThanOrEqualTo(least);
    return cases;
  }

  private static List<JsonNode> list(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }

  private static double[] numbers(JsonNode array) {
    return list(array).stream().mapToDouble(JsonNode::doubleValue).toArray();
  }

  private static CocoBox box(JsonNode array) {
    double[] numbers = numbers(array);
    return new CocoBox(numbers[0], numbers[1], numbers[2], numbers[3]);
  }

  private static List<Rle> masks(JsonNode one, String field) {
    return list(one.get(field)).stream()
        .map(
            counts ->
                Rle.fromCompressed(
                    one.get("height").intValue(), one.get("width").intValue(), counts.textValue()))
        .toList();
  }

  @Test
  void fillsAndMergesPolygons() {
    for (JsonNode one : cases("polygons", 150)) {
      int height = one.get("height").intValue();
      int width = one.get("width").intValue();
      List<double[]> polygons = list(one.get("polygons")).stream().map(p -> numbers(p)).toList();
      List<Rle> parts = new ArrayList<>();
      for (double[] polygon : polygons) {
        parts.add(Rle.fromPolygons(height, width, List.of(polygon)));
      }
      assertThat(parts).extracting(Rle::compressed).isEqualTo(texts(one.get("parts")));
      assertThat(new Polygons(polygons).toRle(height, width).compressed())
          .isEqualTo(one.get("union").textValue());
    }
  }

  private static List<String> texts(JsonNode array) {
    return list(array).stream().map(JsonNode::textValue).toList();
  }

  @Test
  void fillsBoxes() {
    for (JsonNode one : cases("boxes", 60)) {
      int height = one.get("height").intValue();
      int width = one.get("width").intValue();
      assertThat(Rle.fromBox(height, width, box(one.get("box"))).compressed())
          .isEqualTo(one.get("mask").textValue());
    }
  }

  @Test
  void masksOverlapToTheLastBit() {
    for (JsonNode one : cases("maskIous", 80)) {
      List<Rle> detections = masks(one, "detections");
      List<Rle> truths = masks(one, "truths");
      for (int i = 0; i < detections.size(); i++) {
        for (int j = 0; j < truths.size(); j++) {
          boolean crowd = one.get("crowd").get(j).intValue() == 1;
          assertThat(Iou.ofMasks(detections.get(i), truths.get(j), crowd))
              .isEqualTo(Double.parseDouble(one.get("iou").get(i).get(j).textValue()));
        }
      }
    }
  }

  @Test
  void boxesOverlapToTheLastBit() {
    for (JsonNode one : cases("boxIous", 60)) {
      List<JsonNode> detections = list(one.get("detections"));
      List<JsonNode> truths = list(one.get("truths"));
      for (int i = 0; i < detections.size(); i++) {
        for (int j = 0; j < truths.size(); j++) {
          boolean crowd = one.get("crowd").get(j).intValue() == 1;
          assertThat(Iou.ofBoxes(box(detections.get(i)), box(truths.get(j)), crowd))
              .isEqualTo(Double.parseDouble(one.get("iou").get(i).get(j).textValue()));
        }
      }
    }
  }

  @Test
  void masksOfDifferentSizeDoNotMatch() {
    Rle small = new Rle(2, 2, new int[] {0, 4});
    Rle large = new Rle(3, 2, new int[] {0, 6});
    assertThat(Iou.ofMasks(small, large, false)).isEqualTo(-1);
    assertThatThrownBy(() -> Rle.union(List.of(small, large)))
        .hasMessage("masks: expected all to be 2 x 2 (height x width), found one of 3 x 2");
    assertThatThrownBy(() -> Rle.union(List.of()))
        .hasMessage("masks: expected at least one, found none");
    assertThatThrownBy(() -> new RunLengths(large).toRle(2, 2))
        .hasMessage("expected the size of the image, 2 x 2 (height x width), found 3 x 2");
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, 1e300, -1e9, Double.NEGATIVE_INFINITY})
  void coordinatesAreFiniteAndNear(double value) {
    double[] polygon = {1, 2, 3, value, 5, 6};
    assertThatThrownBy(() -> Rle.fromPolygons(9, 9, List.of(polygon)))
        .hasMessageStartingWith("polygon[3]: expected a coordinate between -53687091 and 53687091")
        .hasMessageEndingWith("found " + value);
  }

  @Test
  void anOutlineMustEnd() {
    double[] polygon = new double[400];
    for (int i = 0; i < polygon.length; i += 4) {
      polygon[i] = 5e7;
    }
    assertThatThrownBy(() -> Rle.fromPolygons(9, 9, List.of(polygon)))
        .hasMessage("polygon: expected an outline of at most 53687091 pixels, found more");
  }

  @Test
  void aSegmentationNeedsAPolygon() {
    assertThatThrownBy(() -> Polygons.NONE.toRle(5, 5))
        .hasMessage("expected a polygon, found none");
    assertThatThrownBy(() -> new Polygons(List.of(new double[] {1, 2, 3, 4})).toRle(5, 5))
        .hasMessage("expected at least 6 numbers in the first polygon, found 4");
  }
}
