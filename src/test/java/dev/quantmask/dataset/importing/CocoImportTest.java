package dev.quantmask.dataset.importing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.coco.CocoAnnotation;
import dev.quantmask.coco.CocoCategory;
import dev.quantmask.coco.CocoDataset;
import dev.quantmask.coco.CocoImage;
import dev.quantmask.coco.CocoReader;
import dev.quantmask.coco.mask.CocoBox;
import dev.quantmask.coco.mask.CompressedRunLengths;
import dev.quantmask.coco.mask.Polygons;
import dev.quantmask.dataset.format.AnnotationFormats;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CocoImportTest {
  private static final String CATEGORIES =
      "'categories': [{'id': 1, 'name': 'fish'}, {'id': 2, 'name': 'crab'}]";

  @TempDir private Path directory;
  private ImportFixture fixture;

  @BeforeEach
  void makeFolder() throws IOException {
    fixture = new ImportFixture(directory, AnnotationFormats.named("coco"));
    fixture.image("a.png", 40, 30).image("b.png", 20, 20).input("coco.json");
  }

  private static String annotation(int image, int category, String rest) {
    return Text.format("{'id': 0, 'image_id': %d, 'category_id': %d, %s}", image, category, rest);
  }

  /** Annotations before images, as the format allows. */
  private void coco(String... annotations) throws IOException {
    fixture.file(
        "coco.json",
        Text.format(
            """
            {'info': {}, 'annotations': [%s],
             'images': [{'id': 5, 'file_name': 'b.png', 'width': 20, 'height': 20},
                        {'id': 0, 'file_name': 'a.png'}], %s}
            """,
            String.join(", ", annotations), CATEGORIES));
  }

  @Test
  void numbersAreGivenAnewAndAreaBoxAndCrowdWritten() throws Exception {
    coco(
        annotation(5, 2, "'segmentation': [[1, 1, 9, 1, 9, 9, 1, 9]], 'area': 3, 'bbox': [0]"),
        annotation(
            0,
            1,
            "'segmentation': [[1, 1, 9, 1, 9, 9, 1, 9], [20, 1, 30, 1, 30, 9, 20, 9]], 'iscrowd':"
                + " 0"));
    CocoDataset dataset = fixture.dataset();
    assertThat(dataset.images())
        .containsExactly(new CocoImage(1, "a.png", 40, 30), new CocoImage(2, "b.png", 20, 20));
    assertThat(dataset.categories())
        .containsExactly(new CocoCategory(1, "fish"), new CocoCategory(2, "crab"));
    CocoAnnotation first = dataset.annotations().get(0);
    assertThat(first.id()).isEqualTo(1);
    assertThat(first.imageId()).isEqualTo(1);
    assertThat(first.categoryId()).isEqualTo(1);
    assertThat(((Polygons) first.segmentation()).rings()).hasSize(2);
    assertThat(first.area()).isEqualTo(64 + 80);
    assertThat(first.box()).isEqualTo(new CocoBox(1, 1, 29, 8));
    assertThat(dataset.annotations().get(1).area()).isEqualTo(64);
    assertThat(Files.readString(fixture.out)).contains("\"iscrowd\":0");
  }

  @Test
  void crowdsAndRunLengthsStay() throws Exception {
    coco(
        annotation(
            5, 2, "'segmentation': {'size': [20, 20], 'counts': [21, 4, 375]}, 'iscrowd': 1"),
        annotation(5, 2, "'segmentation': {'size': [20, 20], 'counts': 'e04g;'}"));
    CocoDataset dataset = fixture.dataset();
    CocoAnnotation crowd = dataset.annotations().get(0);
    assertThat(crowd.crowd()).isTrue();
    assertThat(crowd.area()).isEqualTo(4);
    assertThat(crowd.box()).isEqualTo(new CocoBox(1, 1, 1, 4));
    assertThat(crowd.segmentation()).isInstanceOf(CompressedRunLengths.class);
    assertThat(dataset.annotations().get(1).crowd()).isFalse();
  }

  @Test
  void aBoxStandsInForAMissingMask() throws Exception {
    coco(annotation(5, 2, "'segmentation': [], 'bbox': [2, 3, 10, 5]"));
    assertThat(fixture.dataset().annotations())
        .extracting(CocoAnnotation::box)
        .containsExactly(new CocoBox(2, 3, 10, 5));
    assertThat(fixture.findings())
        .containsExactly(
            "box-for-mask: coco.json annotations[0]: expected a segmentation, found none: its box"
                + " is taken for it");
  }

  @Test
  void whatCannotBeUsedIsNamed() throws Exception {
    String square = "'segmentation': [[1, 1, 9, 1, 9, 9, 1, 9]]";
    coco(
        annotation(5, 2, square),
        annotation(5, 2, square),
        annotation(9, 2, square),
        annotation(5, 3, square),
        annotation(5, 2, "'segmentation': [[1, 1, 9]]"),
        annotation(5, 2, "'segmentation': [[1, 1, 9, 9]]"),
        annotation(5, 2, "'segmentation': ['x']"),
        annotation(5, 2, "'segmentation': {'size': [9, 9], 'counts': [81]}"),
        annotation(5, 2, "'segmentation': {'size': [20, 20], 'counts': [81]}"),
        annotation(5, 2, "'segmentation': {'size': [20, 20], 'counts': [400]}"),
        annotation(5, 2, "'segmentation': {'size': [20, 20]}"),
        annotation(5, 2, "'area': 3"));
    assertThat(fixture.findings())
        .containsExactlyInAnyOrder(
            "duplicate-shape: coco.json, image 5 annotations[1].segmentation[0]: expected each"
                + " shape once, found it again",
            "malformed-shape: coco.json annotations[2]: image_id: expected an image of the file,"
                + " found 9",
            "unknown-label: coco.json annotations[3]: category_id: expected a category of the file,"
                + " found 3",
            "malformed-shape: coco.json annotations[4].segmentation[0]: expected an"
                + " even number of numbers, found 3",
            "four-number-polygon: coco.json, image 5 annotations[5].segmentation[0]: expected a"
                + " polygon of at least 3 points, found 2, whose four numbers others take for a"
                + " box",
            "malformed-shape: coco.json annotations[6].segmentation[0]: expected an"
                + " even number of numbers, found \"x\"",
            "malformed-shape: coco.json annotations[7]: size: expected that of the image, [20, 20],"
                + " found [9,9]",
            "malformed-shape: coco.json annotations[8]: Rle.counts: expected runs that add up to 20"
                + " x 20 = 400 pixels, found 81",
            "zero-area: coco.json, image 5 annotations[9]: expected a mask with a pixel inside,"
                + " found none",
            "malformed-shape: coco.json annotations[10]: counts: expected a text or an array, found"
                + " nothing",
            "malformed-shape: coco.json annotations[11]: segmentation: expected polygons or run"
                + " lengths, or at least a bbox, found neither");
  }

  @Test
  void brokenImagesAndCategoriesAreNamed() throws Exception {
    fixture.file(
        "coco.json",
        """
        {'images': [{'id': 1, 'file_name': 'a.png'}, {'id': 1, 'file_name': 'b.png'}, {'id': 'x'},
                    {'id': 2}],
         'categories': [{'id': 1}], 'annotations': []}
        """);
    assertThat(fixture.findings())
        .containsExactly(
            "malformed-record: coco.json, images[1]: id: expected one that no other image has,"
                + " found 1",
            "malformed-record: coco.json, categories[0]: name: expected a text, found nothing",
            "malformed-record: coco.json, image \"x\": file_name: expected a text, found nothing",
            "malformed-record: coco.json, image 2: file_name: expected a text, found nothing");
  }

  @Test
  void aFileOfSomethingElseIsAnError() throws Exception {
    fixture.file("coco.json", "{'pictures': []}");
    assertThat(fixture.findings())
        .containsExactly("broken-file: coco.json: images: expected an array, found nothing");
    fixture.file("coco.json", "{'images': [\n{'id': 1,]}");
    assertThat(fixture.findings())
        .singleElement()
        .asString()
        .startsWith("broken-file: coco.json: line 2, column 10: invalid JSON: ");
  }

  private static final String CAR_BIKE_VAN =
      "{'id': 1, 'name': 'van'}, {'id': 2, 'name': 'bike'}, {'id': 3, 'name': 'car'}";

  /** A file of one image with one object. */
  private void part(String name, String image, int category, String categories) throws IOException {
    fixture.file(
        name,
        Text.format(
            """
            {'images': [{'id': 1, 'file_name': '%s', 'width': 40, 'height': 30}], 'categories': [%s],
             'annotations': [{'id': 1, 'image_id': 1, 'category_id': %d, 'bbox': [1, 1, 8, 8],
                              'segmentation': [[1, 1, 9, 1, 9, 9, 1, 9]]}]}
            """,
            image, categories, category));
  }

  private String written(String part) throws IOException {
    CocoDataset dataset = CocoReader.read(fixture.out.resolveSibling("annotations" + part));
    return dataset.images().get(0).fileName()
        + " "
        + dataset.classNames()
        + " "
        + dataset.annotations().get(0).categoryId();
  }

  @Test
  void theListOfTheFileAndItsOrderStay() throws Exception {
    part("coco.json", "a.png", 2, CAR_BIKE_VAN);
    assertThat(fixture.findings()).isEmpty();
    assertThat(written(".json")).isEqualTo("a.png [van, bike, car] 2");
    part(
        "coco.json",
        "a.png",
        7,
        "{'id': 7, 'name': 'van'}, {'id': 0, 'name': 'root'}, {'id': 9, 'name': 'car'}");
    assertThat(fixture.findings())
        .containsExactly(
            "renumbered-classes: coco.json: categories {0=root, 7=van, 9=car} are numbered from 1,"
                + " in this order");
    assertThat(written(".json")).isEqualTo("a.png [root, van, car] 2");
    assertThat(fixture.classes("car", "van").findings())
        .contains(
            "other-classes: categories: expected the classes [car, van], found [root, van, car]:"
                + " the former are written");
    assertThat(written(".json")).isEqualTo("a.png [car, van] 2");
  }

  @Test
  void severalFilesShareOneList() throws Exception {
    part("train.json", "a.png", 3, CAR_BIKE_VAN);
    part("val.json", "a.png", 1, "{'id': 1, 'name': 'car'}, {'id': 2, 'name': 'bus'}");
    fixture.input("train.json", "val.json");
    assertThat(fixture.findings())
        .containsExactly(
            "other-classes: val: expected the classes [van, bike, car, bus], found [car, bus]: the"
                + " former are written");
    assertThat(written(".train.json")).isEqualTo("a.png [van, bike, car, bus] 3");
    assertThat(written(".val.json")).isEqualTo("a.png [van, bike, car, bus] 3");
  }

  @Test
  void roboflowsFoldersArePartsWithTheirImages() throws Exception {
    fixture.input("").file("coco.json", "{}");
    Files.delete(fixture.folder.resolve("coco.json"));
    for (String part : new String[] {"train", "valid"}) {
      fixture.image(part + "/x.png", 40, 30);
      part(part + "/_annotations.coco.json", "x.png", 1, CAR_BIKE_VAN);
    }
    assertThat(fixture.run().isWritten()).isTrue();
    assertThat(written(".train.json")).isEqualTo("x.png [van, bike, car] 1");
    assertThat(written(".valid.json")).isEqualTo("x.png [van, bike, car] 1");
  }

  /** VIA 2's own export of COCO: ids are texts, and a segmentation is a flat list. */
  @Test
  void viaExportsAreRead() throws Exception {
    fixture.file(
        "coco.json",
        """
        {'images': [{'id': '0', 'file_name': 'a.png', 'width': 40, 'height': 30}],
         'categories': [{'id': '1', 'name': 'crab'}],
         'annotations': [{'id': '0', 'image_id': '0', 'category_id': 1, 'bbox': [1, 1, 8, 8],
                          'segmentation': [1, 1, 9, 1, 9, 9, 1, 9]}]}
        """);
    assertThat(fixture.dataset().annotations())
        .extracting(CocoAnnotation::area)
        .containsExactly(64.0);
    assertThat(fixture.findings())
        .containsExactly(
            "flat-segmentation: coco.json annotations[0]: segmentation: expected a list of"
                + " polygons, found numbers: they are taken for one polygon");
  }

  @Test
  void imagesOfLvisHaveAnAddress() throws Exception {
    part("coco.json", "a.png", 1, CAR_BIKE_VAN);
    Path file = fixture.folder.resolve("coco.json");
    String url = "\"coco_url\": \"http://images.cocodataset.org/train2017/a.png\"";
    Files.writeString(file, Files.readString(file).replace("\"file_name\": \"a.png\"", url));
    assertThat(fixture.dataset().images()).extracting(CocoImage::fileName).containsExactly("a.png");
    assertThat(CocoReader.read(file).images())
        .extracting(CocoImage::fileName)
        .containsExactly("train2017/a.png");
  }

  @Test
  void whatIsDoubtfulAboutTheWholeIsCounted() throws Exception {
    fixture.file(
        "coco.json",
        """
        {'images': [{'id': 1, 'file_name': 'a.png'}, {'id': 2, 'file_name': 'b.png'}],
         'categories': [{'id': 1, 'name': 'Car'}, {'id': 2, 'name': 'car '}],
         'annotations': [{'id': 1, 'image_id': 1, 'category_id': 1, 'iscrowd': 1,
                          'segmentation': [[1, 1, 9, 1, 9, 9, 1, 9]]}]}
        """);
    assertThat(fixture.allFindings())
        .containsExactly(
            "similar-labels: data set: differs from 'Car' in case or blanks only",
            "class-without-objects: data set: expected an object, found none",
            "crowds-only: data set: all 1 objects are crowds, which training leaves out",
            "images-without-objects: data set: 1 of 2 images are without objects");
  }
}
