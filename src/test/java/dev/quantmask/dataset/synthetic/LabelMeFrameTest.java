package dev.quantmask.dataset.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class LabelMeFrameTest {
  private static final ObjectMask MASK =
      new ObjectMask(
          ObjectClass.TURRET,
          7,
          5,
          3,
          2,
          new boolean[] {false, true, true, true, false, true},
          0,
          0.5);

  private static JsonNode json(Frame frame) throws IOException {
    return new ObjectMapper().readTree(LabelMeFrame.json(frame, "frame_000003.jpg"));
  }

  @Test
  void theFileIsAsLabelMeWritesIt() throws IOException {
    JsonNode file = json(new Frame(64, 36, new byte[0], List.of(MASK)));
    assertThat(file.fieldNames())
        .toIterable()
        .containsExactly(
            "version", "flags", "shapes", "imagePath", "imageData", "imageHeight", "imageWidth");
    assertThat(file.get("version").textValue()).startsWith("5.");
    assertThat(file.get("flags").isObject()).isTrue();
    assertThat(file.get("imagePath").textValue()).isEqualTo("frame_000003.jpg");
    assertThat(file.get("imageData").isNull()).isTrue();
    assertThat(file.get("imageHeight").intValue()).isEqualTo(36);
    assertThat(file.get("imageWidth").intValue()).isEqualTo(64);
    JsonNode shape = file.get("shapes").get(0);
    assertThat(shape.fieldNames())
        .toIterable()
        .containsExactly(
            "label", "points", "group_id", "description", "shape_type", "flags", "mask");
    assertThat(shape.get("label").textValue()).isEqualTo("turret");
    assertThat(shape.get("shape_type").textValue()).isEqualTo("mask");
    assertThat(shape.get("points").toString()).isEqualTo("[[7,5],[9,6]]");
    assertThat(shape.get("group_id").isNull()).isTrue();
    assertThat(shape.get("flags")).isEmpty();
  }

  @Test
  void theMaskIsAImageOfItsWindow() throws IOException {
    JsonNode shape = json(new Frame(64, 36, new byte[0], List.of(MASK))).get("shapes").get(0);
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(shape.get("mask").binaryValue()));
    assertThat(image.getWidth()).isEqualTo(3);
    assertThat(image.getHeight()).isEqualTo(2);
    assertThat(image.getColorModel().getPixelSize()).isEqualTo(1);
    for (int i = 0; i < 6; i++) {
      int expected = MASK.inside()[i] ? 0xffffffff : 0xff000000;
      assertThat(image.getRGB(i % 3, i / 3)).as("pixel %d", i).isEqualTo(expected);
    }
  }

  @Test
  void renderedMasksReadBack() throws IOException {
    Frame frame = new FrameSynthesizer(4, new FrameSize(320, 180)).render(0);
    JsonNode shapes = json(frame).get("shapes");
    assertThat(shapes).hasSameSizeAs(frame.masks());
    for (int i = 0; i < shapes.size(); i++) {
      ObjectMask mask = frame.masks().get(i);
      byte[] png = shapes.get(i).get("mask").binaryValue();
      BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
      JsonNode points = shapes.get(i).get("points");
      assertThat(image.getWidth())
          .isEqualTo(points.at("/1/0").intValue() - points.at("/0/0").intValue() + 1);
      assertThat(image.getHeight())
          .isEqualTo(points.at("/1/1").intValue() - points.at("/0/1").intValue() + 1);
      for (int pixel = 0; pixel < mask.inside().length; pixel++) {
        int x = pixel % mask.width();
        int y = pixel / mask.width();
        assertThat(image.getRaster().getSample(x, y, 0) == 1).isEqualTo(mask.inside()[pixel]);
      }
    }
  }
}
