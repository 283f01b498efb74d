package dev.quantmask.detection.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.coco.mask.Rle;
import dev.quantmask.detection.Detection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Against the originals' own results, see {@code test-data/masks/generate.py}. */
class MaskPasterTest {
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Mask(int side, float[] values) {}

  private record Case(Mask mask, int height, int width, Detection.Box box, JsonNode expected) {}

  private static final List<Case> CASES = new ArrayList<>();

  @BeforeAll
  static void read() throws IOException {
    Path file = Path.of("test-data/masks/masks.json.gz");
    JsonNode data;
    try (var in = new GZIPInputStream(Files.newInputStream(file))) {
      data = new ObjectMapper().readTree(in);
    }
    List<Mask> masks = new ArrayList<>();
    for (JsonNode mask : data.get("masks")) {
      byte[] raw = Base64.getDecoder().decode(mask.get("values").asText());
      float[] values = new float[raw.length / 4];
      ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
      masks.add(new Mask(mask.get("side").asInt(), values));
    }
    for (JsonNode one : data.get("cases")) {
      JsonNode box = one.get("box");
      CASES.add(
          new Case(
              masks.get(one.get("mask").asInt()),
              one.get("height").asInt(),
              one.get("width").asInt(),
              new Detection.Box(
                  box.get(0).floatValue(),
                  box.get(1).floatValue(),
                  box.get(2).floatValue(),
                  box.get(3).floatValue()),
              one));
    }
  }

  @ParameterizedTest
  @EnumSource
  void equalsTheOriginalInEveryPixel(MaskStyle style) {
    String key = style == MaskStyle.DETECTRON2 ? "detectron2" : "torchvision";
    int compared = 0;
    for (Case one : CASES) {
      JsonNode counts = one.expected().get(key);
      if (counts == null) {
        continue;
      }
      Rle expected = Rle.fromCompressed(one.height(), one.width(), counts.asText());
      MaskPaster paster = new MaskPaster(style, one.height(), one.width());
      List<Rle> pasted =
          paster.pasteAll(one.mask().values(), one.mask().side(), List.of(one.box()));
      assertThat(pasted).as("mask %d of %s", compared, one.box()).containsExactly(expected);
      compared++;
    }
    assertThat(compared).isGreaterThan(150);
  }

  @Test
  void pastesManyInOrder() {
    int side = 28;
    List<Detection.Box> boxes = new ArrayList<>();
    float[] ones = new float[100 * side * side];
    Arrays.fill(ones, 1);
    for (int i = 0; i < 100; i++) {
      boxes.add(new Detection.Box(i, 10, i + 20, 15));
    }
    List<Rle> masks = new MaskPaster(MaskStyle.DETECTRON2, 300, 400).pasteAll(ones, side, boxes);
    assertThat(masks).hasSize(100);
    for (int i = 0; i < 100; i++) {
      assertThat(masks.get(i).bounds().x0()).isEqualTo(i);
      assertThat(masks.get(i).area()).isEqualTo(100);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aBoxOutsideTheImageOrTurnedAroundIsEmpty(MaskStyle style) {
    float[] ones = new float[28 * 28];
    Arrays.fill(ones, 1);
    MaskPaster paster = new MaskPaster(style, 20, 30);
    for (Detection.Box box :
        List.of(
            new Detection.Box(-50, -50, -20, -20),
            new Detection.Box(1e30f, 40, 2e30f, 90),
            new Detection.Box(25, 15, 5, 5))) {
      assertThat(paster.pasteAll(ones, 28, List.of(box)).get(0).area()).isZero();
    }
  }

  @Test
  void namesWhatIsWrong() {
    MaskPaster paster = new MaskPaster(MaskStyle.TORCHVISION, 20, 30);
    Detection.Box fine = new Detection.Box(0, 0, 1, 1);
    assertThatThrownBy(() -> paster.pasteAll(new float[783], 28, List.of(fine)))
        .hasMessage("masks: expected 1 x 28 x 28 probabilities, found 783");
    Detection.Box infinite = new Detection.Box(0, 0, Float.POSITIVE_INFINITY, 1);
    assertThatThrownBy(() -> paster.pasteAll(new float[2 * 784], 28, List.of(fine, infinite)))
        .hasMessageContaining("boxes[1]: expected finite corners");
  }
}
