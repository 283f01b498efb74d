package dev.quantmask.dataset.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.quantmask.coco.CocoAnnotation;
import dev.quantmask.coco.CocoDataset;
import dev.quantmask.dataset.format.AnnotationFormats;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CityscapesImportTest {
  @TempDir Path directory;
  private ImportFixture fixture;

  @BeforeEach
  void setUp() throws IOException {
    fixture = new ImportFixture(directory, AnnotationFormats.named("cityscapes"));
  }

  private void annotate(String split, String name, String objects) throws IOException {
    fixture.image("leftImg8bit/" + split + "/ulm/" + name + "_leftImg8bit.png", 40, 30);
    fixture.file(
        "gtFine/" + split + "/ulm/" + name + "_gtFine_polygons.json",
        "{'imgHeight': 30, 'imgWidth': 40, 'objects': [" + objects + "]}");
  }

  private static String square(String label, int left, int top, int size) {
    int right = left + size;
    int bottom = top + size;
    return Text.format(
        "{'label': '%s', 'polygon': [[%d, %d], [%d, %d], [%d, %d], [%d, %d]]}",
        label, left, top, right, top, right, bottom, left, bottom);
  }

  @Test
  void whatIsInFrontHidesWhatIsBehind() throws IOException {
    annotate(
        "val",
        "ulm_000000_000019",
        String.join(
            ", ",
            square("road", 0, 0, 25),
            square("car", 0, 0, 10),
            square("person", 20, 0, 4),
            square("vegetation", 5, 0, 5),
            square("bus", 21, 1, 2),
            square("person", 30, 10, 6),
            square("static", 30, 10, 6)));
    CocoDataset dataset = fixture.dataset();
    assertThat(dataset.images())
        .singleElement()
        .satisfies(
            image ->
                assertThat(image.fileName())
                    .isEqualTo("leftImg8bit/val/ulm/ulm_000000_000019_leftImg8bit.png"));
    assertThat(dataset.categories()).extracting("name").containsExactly("bus", "car", "person");
    assertThat(dataset.annotations())
        .extracting(CocoAnnotation::categoryId, CocoAnnotation::area)
        .containsExactly(
            tuple(2L, 75.0), // 100 less 25 of the vegetation
            tuple(3L, 12.0), // 16 less 4 of the bus
            tuple(1L, 4.0));
  }

  @Test
  void aGroupIsACrowd() throws IOException {
    annotate("val", "a", square("cargroup", 0, 0, 10));
    assertThat(fixture.dataset().annotations())
        .singleElement()
        .satisfies(object -> assertThat(object.crowd()).isTrue());
    assertThat(fixture.dataset().categories()).extracting("name").containsExactly("car");
  }

  @Test
  void eachSplitIsAFile() throws IOException {
    annotate("train", "a", square("car", 0, 0, 10));
    annotate("val", "b", square("person", 0, 0, 10));
    assertThat(fixture.run().files())
        .extracting(file -> file.path().getFileName().toString())
        .containsExactly("annotations.train.json", "annotations.val.json");
  }

  @Test
  void defectsAreFoundWithTheirPlaces() throws IOException {
    annotate(
        "val",
        "a",
        "{'label': 'car', 'polygon': [[0, 0], [1, 'x'], [5, 5]]},"
            + " {'label': 'car', 'polygon': [[0, 0], [9, 9]]}, {'polygon': []},"
            + square("person", 60, 60, 5));
    assertThat(fixture.findings())
        .containsExactly(
            "malformed-shape: gtFine/val/ulm/a_gtFine_polygons.json objects[0]: polygon[1]:"
                + " expected a number, found \"x\"",
            "malformed-shape: gtFine/val/ulm/a_gtFine_polygons.json objects[2]: label: expected a"
                + " text, found nothing",
            "four-number-polygon: gtFine/val/ulm/a_gtFine_polygons.json objects[1]: expected a"
                + " polygon of at least 3 points, found 2, whose four numbers others take for a box",
            "outside-image: gtFine/val/ulm/a_gtFine_polygons.json objects[3]: expected a shape"
                + " within 40 x 30 pixels, found all of it outside");
    fixture.file("gtFine/val/ulm/a_gtFine_polygons.json", "{'objects': []}");
    assertThat(fixture.findings())
        .containsExactly(
            "broken-file: gtFine/val/ulm/a_gtFine_polygons.json: imgWidth: expected a size of at"
                + " least 1, found nothing");
  }
}
