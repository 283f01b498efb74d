package dev.quantmask.dataset.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quantmask.dataset.findings.FindingKind;
import dev.quantmask.testing.TestImages;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class YoloExportTest {
  private static final String COCO =
      """
      {"images": [{"id": 1, "file_name": "%s", "width": 40, "height": 20},
                  {"id": 2, "file_name": "%s", "width": 40, "height": 20}],
       "categories": [{"id": 1, "name": "a: b"}, {"id": 2, "name": "crab"}],
       "annotations": [
        {"id": 1, "image_id": 1, "category_id": 2, "iscrowd": 0, "segmentation": [
          [0, 0, 10, 0, 10, 5, 0, 5], [10, 10, 20, 10, 20, 20]]},
        {"id": 2, "image_id": 1, "category_id": 1, "iscrowd": 1, "segmentation": [[1, 1, 9, 1, 9, 9]]},
        {"id": 3, "image_id": 1, "category_id": 1, "iscrowd": 0, "segmentation": [
          [0, 0, 10, 0, 10, 4, 0, 4], [5, 2, 15, 2, 15, 6, 5, 6]]}]}
      """;

  @TempDir private Path directory;

  private ImportResult export(String one, String other) throws IOException {
    Path coco = directory.resolve("in/coco.json");
    for (String image : new String[] {one, other}) {
      Path file = directory.resolve("in").resolve(image);
      Files.createDirectories(file.getParent());
      Files.write(file, TestImages.png(40, 20));
    }
    Files.writeString(coco, Text.format(COCO, one, other));
    return FormatFixtures.convert(coco, coco.getParent(), "yolo", directory.resolve("out"));
  }

  private String text(String name) throws IOException {
    return Files.readString(directory.resolve("out").resolve(name));
  }

  /**
   * Parts that overlap become their outline, others are joined by a seam where they are nearest.
   */
  @Test
  void anObjectIsARow() throws IOException {
    ImportResult result = export("a.png", "set/images/b.png");
    assertThat(text("labels/a.txt"))
        .isEqualTo(
            """
            1 0 0 0.25 0 0.25 0.25 0.25 0.5 0.5 0.5 0.5 1 0.25 0.5 0.25 0.25 0 0.25
            0 0 0 0.25 0 0.25 0.1 0.375 0.1 0.375 0.3 0.125 0.3 0.125 0.2 0 0.2
            """);
    assertThat(text("labels/set/b.txt")).isEmpty();
    assertThat(text("data.yaml"))
        .isEqualTo(
            """
            # Objects with masks for Ultralytics' YOLO. The label of images/a.jpg is labels/a.txt.
            train: images
            val: images
            names:
              0: "a: b"
              1: "crab"
            """);
    assertThat(directory.resolve("out/images/set/b.png")).hasBinaryContent(TestImages.png(40, 20));
    assertThat(result.counts()).containsEntry(FindingKind.NOT_IN_FORMAT, 1L);
  }

  @Test
  void twoImagesOfOneLabelAreRefused() {
    assertThatThrownBy(() -> export("a.png", "images/a.png"))
        .hasMessageContaining("labels/a.txt")
        .hasMessageContaining("exists already");
    assertThat(directory.resolve("out")).doesNotExist();
  }
}
