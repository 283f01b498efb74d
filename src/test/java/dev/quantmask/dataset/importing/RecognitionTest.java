package dev.quantmask.dataset.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quantmask.dataset.format.AnnotationFormats;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The format of an input, when nobody says it, and when somebody says another one. */
class RecognitionTest {
  @TempDir Path directory;

  private ImportFixture fixture(String format) throws IOException {
    return new ImportFixture(directory, format == null ? null : AnnotationFormats.named(format));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a.json | {'version': '5', 'shapes': [], 'imagePath': 'a.png'} | LabelMe | labelme",
        "v.json | {'a.png1': {'filename': 'a.png', 'size': 1, 'regions': []}} | VIA | via",
        "v.json | {'_via_settings': {}, '_via_img_metadata': {}} | VIA | via",
        "v.json | {'project': {}, 'config': {}, 'attribute': {}, 'file': {}, 'metadata': {}}"
            + " | VIA 3 | via",
        "v.csv  | filename,region_count,region_shape_attributes | VIA | via",
        "val/ulm/a_gtFine_polygons.json | {'imgHeight': 1, 'imgWidth': 1, 'objects': []}"
            + " | Cityscapes | cityscapes",
        "a.json | {'dm_format_version': '1.0', 'categories': {}, 'items': []} | Datumaro | datumaro",
        "a.xml  | <annotations><version>1.1</version></annotations> | CVAT | cvat",
        "gt/gt.txt | 1,1,3,4,10,8,1,1,1 | MOTChallenge | mot",
        "t.json | [{'id': 1, 'annotations': [], 'data': {}}] | Label Studio | labelstudio",
        "s/ann/a.png.json | {'size': {}, 'objects': []} | Supervisely | supervisely",
      })
  void anotherFormatIsNamed(String name, String text, String title, String format)
      throws IOException {
    ImportFixture fixture = fixture("coco").file(name, text);
    assertThatThrownBy(fixture::run)
        .hasMessage("%s: expected COCO, found %s: give --format %s", fixture.folder, title, format);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'images': [{}], 'annotations': [{'segments_info': []}]} | a COCO panoptic file",
        "{'images': [{}], 'annotations': [{'caption': 'x'}]} | a COCO captions file",
        "{'images': [{}], 'categories': [{}]} | a COCO file without annotations",
        "[{'image_id': 1, 'category_id': 1, 'bbox': [], 'score': 1}] | detections in COCO's",
        "[{'image': 'a', 'id': 1, 'label': [], 'annotation_id': 3}] | Label Studio's JSON-MIN",
        "[{'image': 'a', 'annotations': []}] | Create ML's JSON",
        "{'type': 'FeatureCollection', 'features': []} | GeoJSON",
        "{'data_row': {}, 'projects': {}} | an export of Labelbox",
      })
  void whatIsNotReadIsNamed(String text, String kind) throws IOException {
    ImportFixture unstated = fixture(null).file("a.json", text);
    assertThatThrownBy(unstated::run)
        .hasMessageStartingWith("%s: expected annotations in one of the formats ", unstated.folder)
        .hasMessageContaining(" coco, cvat, ")
        .hasMessageContaining(", found " + kind);
    ImportFixture stated = fixture("labelme");
    assertThatThrownBy(stated::run)
        .hasMessageStartingWith("%s: expected LabelMe, found %s", stated.folder, kind);
  }

  @Test
  void whatNobodyKnowsIsSaid() throws IOException {
    ImportFixture fixture = fixture(null).file("a.txt", "hello").file("b.json", "[1]");
    assertThatThrownBy(fixture::run).hasMessageEndingWith(", found none that is known");
  }

  @Test
  void aBrokenFirstFileIsPassedOver() throws IOException {
    ImportFixture fixture = fixture(null).file("a.json", "{'shapes").labelMe("b.json");
    assertThat(fixture.findings())
        .singleElement()
        .asString()
        .startsWith("broken-file: a.json: line 1, column");
  }

  @Test
  void aFileThatIsNamedNeedsNoSuffix() throws IOException {
    ImportFixture fixture =
        fixture(null)
            .file(
                "export",
                "<annotations><image id='0' name='a.png'"
                    + " width='40' height='30'/></annotations>")
            .image("a.png", 40, 30);
    assertThat(fixture.input("export").dataset().images()).hasSize(1);
  }

  @Test
  void labelsBesideTheImagesAreFoundInAZip() throws IOException {
    String square = ImportFixture.shape("crab", "rectangle", "[[1, 1], [9, 9]]");
    ImportFixture fixture = fixture(null).labelMe("set/a.json", square);
    fixture.file("__MACOSX/set/._a.json", "{").file(".cache/b.json", "{");
    assertThat(fixture.zipped("export.zip").dataset().images())
        .singleElement()
        .satisfies(image -> assertThat(image.fileName()).isEqualTo("set/a.png"));
  }

  @Test
  void partsOfAZipAreFilesOfTheirOwn() throws IOException {
    String coco =
        """
        {'images': [{'id': 1, 'file_name': '%s.png', 'width': 40, 'height': 30}],
         'categories': [{'id': 1, 'name': 'crab'}], 'annotations': []}
        """;
    ImportFixture fixture = fixture(null);
    for (String part : new String[] {"train", "valid"}) {
      fixture.image(part + "/" + part + ".png", 40, 30);
      fixture.file(part + "/_annotations.coco.json", Text.format(coco, part));
    }
    assertThat(fixture.zipped("roboflow.zip").run().files())
        .extracting(written -> written.path().getFileName().toString())
        .containsExactly("annotations.train.json", "annotations.valid.json");
  }

  @Test
  void aDamagedZipIsAnError() throws IOException {
    ImportFixture fixture = fixture(null).bytes("a.zip", new byte[] {'P', 'K', 3, 4, 0});
    assertThatThrownBy(fixture.input("a.zip")::run)
        .hasMessageStartingWith(
            "%s: expected a zip, found a damaged one: ", fixture.folder.resolve("a.zip"));
  }

  @Test
  void aZipThatUnpacksToFarTooMuchIsRefused() throws IOException {
    ImportFixture fixture = fixture(null).bytes("a.json", new byte[101 << 20]);
    assertThatThrownBy(fixture.zipped("bomb.zip")::run)
        .hasMessageEndingWith(
            "expected a zip that unpacks to at most 100 MB, 200 times its size, found more");
  }
}
