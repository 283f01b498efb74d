package dev.quantmask.dataset.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quantmask.dataset.findings.FindingKind;
import dev.quantmask.testing.TestImages;
import dev.quantmask.text.Text;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VocExportTest {
  private static final String HEAD =
      """
      {"images": [{"id": 1, "file_name": "a.png", "width": 40, "height": 20}],
       "categories": [{"id": 1, "name": "crab"}, {"id": 2, "name": "a < b"}], "annotations": [
      """;

  @TempDir private Path directory;

  private static String object(int id, int category, int crowd, String ring) {
    return Text.format(
        "{\"id\": %d, \"image_id\": 1, \"category_id\": %d, \"iscrowd\": %d, \"segmentation\": [%s]}",
        id, category, crowd, ring);
  }

  private ImportResult export(String objects) throws IOException {
    Path folder = Files.createDirectories(directory.resolve("in"));
    Files.write(folder.resolve("a.png"), TestImages.png(40, 20));
    Path coco = Files.writeString(folder.resolve("coco.json"), HEAD + objects + "]}");
    return FormatFixtures.convert(coco, folder, "voc", directory.resolve("out"));
  }

  private String text(String name) throws IOException {
    return Files.readString(directory.resolve("out").resolve(name));
  }

  @Test
  void aPixelIsOfTheLastObject() throws IOException {
    ImportResult result =
        export(
            object(1, 2, 0, "[0, 0, 10, 0, 10, 10, 0, 10]")
                + ","
                + object(2, 1, 0, "[5, 5, 20, 5, 20, 15, 5, 15]")
                + ","
                + object(3, 1, 1, "[0, 0, 30, 0, 30, 5, 0, 5]"));
    BufferedImage objects = image("SegmentationObject/a.png");
    BufferedImage classes = image("SegmentationClass/a.png");
    int[][] places = {
      {0, 0, 1, 2}, {6, 6, 2, 1}, {19, 14, 2, 1}, {25, 2, 255, 255}, {35, 18, 0, 0}
    };
    for (int[] place : places) {
      assertThat(objects.getRaster().getSample(place[0], place[1], 0)).isEqualTo(place[2]);
      assertThat(classes.getRaster().getSample(place[0], place[1], 0)).isEqualTo(place[3]);
    }
    IndexColorModel palette = (IndexColorModel) objects.getColorModel();
    assertThat(palette.getRGB(1)).isEqualTo(0xff800000);
    assertThat(palette.getRGB(255)).isEqualTo(0xffe0e0c0);
    assertThat(text("labelmap.txt"))
        .isEqualTo(
            "# label:color_rgb:parts:actions\nbackground:0,0,0::\ncrab:128,0,0::\na < b:0,128,0::\n");
    assertThat(text("ImageSets/Segmentation/default.txt")).isEqualTo("a\n");
    assertThat(text("Annotations/a.xml"))
        .contains("<filename>a.png</filename>", "<name>a &lt; b</name>")
        .contains("<xmin>5</xmin><ymin>5</ymin><xmax>20</xmax><ymax>15</ymax>");
    assertThat(result.counts()).containsEntry(FindingKind.NOT_IN_FORMAT, 2L); // crowd, covered
  }

  private BufferedImage image(String name) throws IOException {
    return ImageIO.read(directory.resolve("out").resolve(name).toFile());
  }

  @Test
  void moreObjectsThanAByteHoldsAreRefused() {
    String objects =
        IntStream.rangeClosed(1, 255)
            .mapToObj(
                id ->
                    object(
                        id, 1, 0, Text.format("[0, 0, %d, 0, %d, 10]", 5 + id % 30, 10 + id / 30)))
            .collect(Collectors.joining(","));
    assertThatThrownBy(() -> export(objects))
        .hasMessage("a.png: expected at most 254 objects, which VOC numbers from 1, found 255");
    assertThat(directory.resolve("out")).doesNotExist();
  }
}
