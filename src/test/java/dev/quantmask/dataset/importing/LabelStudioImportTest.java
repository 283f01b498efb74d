package dev.quantmask.dataset.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quantmask.coco.CocoAnnotation;
import dev.quantmask.coco.CocoDataset;
import dev.quantmask.coco.CocoImage;
import dev.quantmask.coco.mask.CocoBox;
import dev.quantmask.dataset.format.AnnotationFormats;
import dev.quantmask.text.Text;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelStudioImportTest {
  @TempDir private Path directory;
  private ImportFixture fixture;

  @BeforeEach
  void makeFolder() throws IOException {
    fixture = new ImportFixture(directory, AnnotationFormats.named("labelstudio"));
    fixture.image("a.png", 40, 30).input("export.json");
  }

  private void task(String... results) throws IOException {
    fixture.file("export.json", "[" + taskOf("a.png", annotation(1, results)) + "]");
  }

  private static String taskOf(String image, String annotations) {
    return Text.format(
        "{'id': 5, 'data': {'image': '%s'}, 'annotations': [%s], 'predictions': [{'result': 1}]}",
        image, annotations);
  }

  private static String annotation(int id, String... results) {
    return Text.format("{'id': %d, 'result': [%s]}", id, String.join(", ", results));
  }

  private static String result(String type, String value) {
    return Text.format(
        """
        {'id': 'x1', 'type': '%s', 'from_name': 'label', 'to_name': 'image', 'image_rotation': 0,
         'original_width': 40, 'original_height': 30, 'value': {%s}}\
        """,
        type, value);
  }

  @Test
  void lengthsAreInPercent() throws Exception {
    task(
        result(
            "rectanglelabels",
            "'x': 25, 'y': 10, 'width': 50, 'height': 20, 'rotation': 0, 'rectanglelabels':"
                + " ['crab']"),
        result(
            "polygonlabels",
            "'points': [[5, 10], [30, 10], [30, 30], [5, 30]], 'closed': true, 'polygonlabels':"
                + " ['crab']"),
        result(
            "ellipselabels",
            "'x': 50, 'y': 50, 'radiusX': 25, 'radiusY': 20, 'rotation': 0, 'ellipselabels':"
                + " ['crab']"));
    CocoDataset dataset = fixture.dataset();
    assertThat(dataset.images()).containsExactly(new CocoImage(1, "a.png", 40, 30));
    assertThat(dataset.annotations())
        .extracting(CocoAnnotation::box)
        .containsExactly(
            new CocoBox(10, 3, 20, 6), new CocoBox(2, 3, 10, 6), new CocoBox(10, 9, 20, 12));
    assertThat(dataset.annotations().get(2).area()).isCloseTo(Math.PI * 60, within(5.0));
  }

  @Test
  void rectanglesTurnAboutTheirUpperLeftCorner() throws Exception {
    task(
        result(
            "rectanglelabels",
            "'x': 50, 'y': 20, 'width': 25, 'height': 20, 'rotation': 90, 'rectanglelabels':"
                + " ['crab']"));
    // From (20, 6), 10 wide and 6 high; a quarter clockwise: down, and to the left.
    assertThat(fixture.dataset().annotations().get(0).box()).isEqualTo(new CocoBox(14, 6, 6, 10));
  }

  @Test
  void ellipsesTurnAboutTheirCentre() throws Exception {
    task(
        result(
            "ellipselabels",
            "'x': 50, 'y': 50, 'radiusX': 25, 'radiusY': 20, 'rotation': 90, 'ellipselabels':"
                + " ['crab']"));
    assertThat(fixture.dataset().annotations().get(0).box()).isEqualTo(new CocoBox(14, 5, 12, 20));
  }

  @Test
  void brushMasksAreTheAlphaChannel() throws Exception {
    boolean[] mask = new boolean[40 * 30];
    Arrays.fill(mask, 5 * 40 + 10, 5 * 40 + 30, true);
    mask[20 * 40 + 39] = true;
    task(
        result(
            "brushlabels",
            Text.format("'format': 'rle', 'rle': [%s], 'brushlabels': ['crab']", brush(mask))));
    CocoAnnotation only = fixture.dataset().annotations().get(0);
    assertThat(only.segmentation().toRle(30, 40).decode()).isEqualTo(mask);
    assertThat(only.area()).isEqualTo(21);
  }

  /** Runs of 4 x 300 values at most, then single ones: an encoder that is simple, not short. */
  private static String brush(boolean[] mask) {
    Bits bits = new Bits();
    bits.add(4L * mask.length, 32);
    bits.add(7, 5);
    for (int lengthBits : new int[] {3, 4, 8, 16}) {
      bits.add(lengthBits - 1, 4);
    }
    int start = 0;
    while (start < mask.length) {
      int end = start;
      while (end < mask.length && mask[end] == mask[start]) {
        end++;
      }
      int values = 4 * (end - start);
      if (values <= 8) { // as they are
        bits.add(0, 1);
        bits.add(0, 2);
        bits.add(values - 1, 3);
        for (int i = 0; i < values; i++) {
          bits.add(mask[start] ? 255 : 0, 8);
        }
      } else {
        bits.add(1, 1);
        bits.add(3, 2);
        bits.add(values - 1, 16);
        bits.add(mask[start] ? 255 : 0, 8);
      }
      start = end;
    }
    return bits.bytes();
  }

  private static final class Bits {
    private final BitSet set = new BitSet();
    private int size;

    void add(long value, int count) {
      for (int i = count - 1; i >= 0; i--) {
        set.set(size++, (value >> i & 1) == 1);
      }
    }

    String bytes() {
      return IntStream.range(0, (size + 7) / 8)
          .map(i -> IntStream.range(0, 8).map(bit -> set.get(8 * i + bit) ? 128 >> bit : 0).sum())
          .mapToObj(Integer::toString)
          .collect(Collectors.joining(", "));
    }
  }

  @Test
  void labelsMayBeInAResultOfTheirOwn() throws Exception {
    task(
        result("rectangle", "'x': 25, 'y': 10, 'width': 50, 'height': 20"),
        result("labels", "'x': 25, 'y': 10, 'width': 50, 'height': 20, 'labels': ['crab']"),
        result("choices", "'choices': ['dusk']"));
    assertThat(fixture.dataset().annotations()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/data/upload/3/0a1b2c3d-a.png",
        "/data/local-files/?d=some/where/a.png",
        "/data/local-files/?d=a%2Epng",
        "/data/upload/3/0a1b2c3d-%61.png",
        "s3://bucket/folder/a.png",
        "https://example.com/x/a.png?width=3",
        "a.png"
      })
  void imagesAreFoundByTheirName(String address) throws Exception {
    fixture.file("export.json", "[" + taskOf(address, annotation(1)) + "]");
    assertThat(fixture.dataset().images()).extracting(CocoImage::fileName).containsExactly("a.png");
  }

  @Test
  void ofSeveralAnnotatorsOneIsTaken() throws Exception {
    String box = "'x': %d, 'y': 10, 'width': 50, 'height': 20, 'rectanglelabels': ['crab']";
    String cancelled = "{'id': 1, 'was_cancelled': true, 'result': []}";
    String truth =
        Text.format(
            "{'id': 3, 'ground_truth': true, 'result': [%s]}",
            result("rectanglelabels", Text.format(box, 50)));
    fixture.file(
        "export.json",
        "["
            + taskOf(
                "a.png",
                cancelled
                    + ", "
                    + annotation(2, result("rectanglelabels", Text.format(box, 0)))
                    + ", "
                    + truth)
            + "]");
    assertThat(fixture.dataset().annotations())
        .extracting(annotation -> annotation.box().x())
        .containsExactly(20.0);
    assertThat(fixture.findings())
        .containsExactly(
            "several-annotators: export.json, task 5: expected one annotation of the task, found 2;"
                + " that with the id 3 is taken");
  }

  @Test
  void whatCannotBeUsedIsNamed() throws Exception {
    task(
        result("keypointlabels", "'x': 1, 'y': 1, 'keypointlabels': ['crab']"),
        result("rectanglelabels", "'x': 25, 'y': 10, 'width': 50, 'rectanglelabels': ['crab']"),
        result("polygonlabels", "'points': [[1, 1], [9, 1], [9, 9]], 'polygonlabels': ['a', 'b']"),
        result("polygonlabels", "'points': [[1, 1], [9, 1], [9, 9]]").replace("x1", "x2"),
        result("brushlabels", "'format': 'png', 'brushlabels': ['crab']"),
        result("brushlabels", "'format': 'rle', 'rle': [0, 0, 0, 1], 'brushlabels': ['crab']"),
        result("brushlabels", "'format': 'rle', 'rle': [0, 0, 18, 192], 'brushlabels': ['crab']"),
        result("brushlabels", "'format': 'rle', 'rle': [256], 'brushlabels': ['crab']"),
        result("brushlabels", "'brushlabels': ['crab']").replace("40", "null"),
        result("rectanglelabels", "'x': 25")
            .replace("'image_rotation': 0", "'image_rotation': 90"));
    String file = "malformed-shape: export.json, task 5 ";
    assertThat(fixture.findings())
        .containsExactlyInAnyOrder(
            "shape-without-area: export.json, task 5 result[0]: a shape of type keypointlabels has"
                + " no area",
            file + "result[1]: height: expected a number, found nothing",
            "missing-label: export.json, task 5 result[2]: expected one label, found [\"a\",\"b\"]",
            "missing-label: export.json, task 5 result[3]: expected a label, found none: give --label NAME for shapes that have none",
            file + "result[4]: format: expected rle, found png",
            file + "result[5]: rle: expected 4 x 40 x 30 values, found 1",
            file + "result[6]: rle: expected more of the mask, found its end",
            file + "result[7]: rle[0]: expected a byte, found 256",
            file + "result[8]: original_width, original_height: expected a size, found none",
            file + "result[9]: image_rotation: expected 0: an image that was not turned, found 90");
  }

  @Test
  void tasksThatSayNothingAreNamed() throws Exception {
    fixture.file(
        "export.json",
        "[{'id': 1, 'data': {}, 'annotations': [{'result': []}]}, {'data': {'image': 'a.png'}},"
            + " 7]");
    assertThat(fixture.findings())
        .containsExactly(
            "malformed-record: export.json, task 1: data: expected the address of one image, or a"
                + " field image, found {}",
            "malformed-record: export.json, task [1]: annotations: expected an array, found nothing",
            "malformed-record: export.json, task [2]: annotations: expected an array, found nothing");
  }

  @Test
  void blanksInAddressesAreEncoded() throws Exception {
    fixture.image("my frame+1.png", 40, 30).image("50%.png", 40, 30);
    fixture.file(
        "export.json",
        "["
            + taskOf("/data/upload/3/0a1b2c3d-my%20frame+1.png", annotation(1))
            + ", "
            + taskOf("s3://bucket/50%.png", annotation(2))
            + "]");
    assertThat(fixture.dataset().images())
        .extracting(CocoImage::fileName)
        .containsExactly("50%.png", "my frame+1.png");
  }

  /** Opaque on nothing, or white on black: both are what a browser's canvas may hold. */
  @ParameterizedTest
  @ValueSource(ints = {0, 0xff000000})
  void bitmasksAreImages(int background) throws Exception {
    BufferedImage mask = new BufferedImage(40, 30, BufferedImage.TYPE_INT_ARGB);
    for (int y = 0; y < 30; y++) {
      for (int x = 0; x < 40; x++) {
        mask.setRGB(x, y, x >= 5 && x < 12 && y >= 3 && y < 7 ? 0xffffffff : background);
      }
    }
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(mask, "png", png);
    String data = Base64.getEncoder().encodeToString(png.toByteArray());
    task(
        result(
            "bitmasklabels",
            Text.format(
                "'imageDataURL': 'data:image/png;base64,%s', 'bitmasklabels': ['crab']", data)));
    assertThat(fixture.dataset().annotations().get(0).box()).isEqualTo(new CocoBox(5, 3, 7, 4));
    assertThat(fixture.dataset().annotations().get(0).area()).isEqualTo(28);
  }

  @Test
  void regionsOfUnknownTypesAreErrors() throws Exception {
    task(result("videorectangle", "'sequence': []"));
    assertThat(fixture.findings())
        .containsExactly(
            "malformed-shape: export.json, task 5 result[0]: type: expected a rectangle, polygon,"
                + " ellipse, brush or bitmask, with or without labels, found videorectangle");
  }

  @Test
  void tasksThatNobodyAnnotatedAreLeftOut() throws Exception {
    fixture.file(
        "export.json",
        "["
            + taskOf("a.png", annotation(1))
            + ", "
            + taskOf("b.png", "")
            + ", "
            + taskOf("c.png", "{'id': 1, 'was_cancelled': true, 'result': []}")
            + "]");
    assertThat(fixture.findings())
        .containsExactly(
            "not-annotated: export.json, task 5: expected an annotation, found none: the task is"
                + " left out",
            "not-annotated: export.json, task 5: expected an annotation, found 1 that were skipped:"
                + " the task is left out");
    assertThat(fixture.dataset().images()).extracting(CocoImage::fileName).containsExactly("a.png");
  }
}
