package dev.quantmask.dataset.importing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.coco.CocoAnnotation;
import dev.quantmask.coco.CocoDataset;
import dev.quantmask.coco.CocoReader;
import dev.quantmask.coco.mask.Iou;
import dev.quantmask.coco.mask.Rle;
import dev.quantmask.dataset.format.AnnotationFormats;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatumaroImportTest {
  private static final Path DATASET = Path.of("test-data/formats/datumaro");
  private static final double NEAR =
      0.95; // an ellipse of 80 pixels: with other corners, few of its edge differ

  @TempDir Path directory;

  @Test
  void whatDatumaroWroteIsWhatPycocotoolsFills() throws IOException {
    ImportSource source = ImportSource.of(Optional.empty(), List.of(DATASET));
    ImportTarget target = ImportTarget.coco(directory.resolve("out.json"));
    ImportResult result =
        DatasetImport.run(ImportRequest.of(source, target, List.of()), (read, total) -> {});
    assertThat(result.files())
        .extracting(file -> file.path().getFileName().toString())
        .containsExactly("out.train.json", "out.val.json");
    assertThat(result.classes()).containsExactly("dog", "cat");
    assertThat(CocoReader.read(directory.resolve("out.val.json")).images())
        .extracting("fileName")
        .containsExactly("images/val/sub_b.png");

    CocoDataset train = CocoReader.read(directory.resolve("out.train.json"));
    JsonNode expected = new ObjectMapper().readTree(DATASET.resolve("expected.txt").toFile());
    assertThat(train.annotations()).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      CocoAnnotation object = train.annotations().get(i);
      Rle mask = Rle.fromCompressed(30, 40, expected.get(i).get("counts").textValue());
      double least = i == expected.size() - 1 ? NEAR : 1;
      assertThat(Iou.ofMasks(object.segmentation().toRle(30, 40), mask, false))
          .as("object %d", i)
          .isGreaterThanOrEqualTo(least);
      assertThat(result.classes().get((int) object.categoryId() - 1))
          .isEqualTo(expected.get(i).get("label").textValue());
      assertThat(object.crowd()).isEqualTo(i == 2);
    }
  }

  @Test
  void defectsAreFoundWithTheirPlaces() throws IOException {
    ImportFixture fixture =
        new ImportFixture(directory, AnnotationFormats.named("datumaro"))
            .image("images/a/a.png", 40, 30)
            .file(
                "annotations/a.json",
                """
                {'items': [{'id': 'a', 'image': {'path': 'a.png', 'size': [30, 40]}, 'annotations': [
                  {'type': 'polygon', 'label_id': 1, 'points': [1, 1, 9, 1, 9, 9]},
                  {'type': 'polygon', 'label_id': 0, 'points': [1, 1, 9, 1, 9]},
                  {'type': 'mask', 'label_id': 0, 'rle': {'size': [30, 40], 'counts': 'x'}},
                  {'type': 'bbox', 'label_id': 0, 'bbox': [1, 2, 3]},
                  {'type': 'polyline', 'label_id': 0, 'points': [1, 1, 9, 1]},
                  {'type': 'blob', 'label_id': 0}, {'type': 'label', 'label_id': 0}]}, {'id': 'b'}],
                 'categories': {'label': {'labels': [{'name': 'crab'}]}}}
                """);
    assertThat(fixture.findings())
        .containsExactly(
            "unknown-label: annotations/a.json, a annotations[0]: label_id: expected one of 1"
                + " labels, found 1",
            "malformed-shape: annotations/a.json, a annotations[1]: points: expected an even number"
                + " of numbers, found 5",
            "malformed-shape: annotations/a.json, a annotations[2]: Rle string, character 0:"
                + " expected a character '0' to 'o', found U+0078",
            "malformed-shape: annotations/a.json, a annotations[3]: bbox: expected 4 numbers, found"
                + " 3",
            "shape-without-area: annotations/a.json, a annotations[4]: a shape of type polyline has"
                + " no area",
            "malformed-shape: annotations/a.json, a annotations[5]: type: expected polygon, mask,"
                + " bbox or ellipse, found blob",
            "malformed-record: annotations/a.json, b: image: expected an object, found nothing");
  }
}
