package dev.quantmask.dataset.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quantmask.coco.CocoAnnotation;
import dev.quantmask.coco.CocoCategory;
import dev.quantmask.coco.CocoDataset;
import dev.quantmask.coco.CocoImage;
import dev.quantmask.coco.mask.CocoBox;
import dev.quantmask.dataset.format.AnnotationFormats;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VocImportTest {
  private static final String XML =
      """
      <annotation><size><width>40</width><height>30</height><depth>3</depth></size>
      <object><name>crab</name><difficult>1</difficult>
      <bndbox><xmin>%s</xmin><ymin>5</ymin><xmax>20</xmax><ymax>15</ymax></bndbox>
      <part><name>head</name><bndbox><xmin>1</xmin><ymin>1</ymin><xmax>2</xmax><ymax>2</ymax></bndbox>
      </part></object></annotation>
      """;

  @TempDir private Path directory;
  private ImportFixture fixture;

  @BeforeEach
  void makeFolder() throws IOException {
    fixture = new ImportFixture(directory, null);
  }

  /** The masks that datumaro reads of its own colours, and those of palettes with void. */
  @ParameterizedTest
  @ValueSource(strings = {"voc", "voc-palette"})
  void masksAreThoseOfDatumaro(String folder) throws Exception {
    Path in = FormatFixtures.FOLDER.resolve(folder);
    ImportResult result = FormatFixtures.convert(in, null, "coco", fixture.out);
    assertThat(result.classes()).containsExactly("crab", "red boat");
    assertThat(FormatFixtures.read(result.files())).isEqualTo(FormatFixtures.expected(folder));
  }

  @Test
  void listsArePartsUnlessTheyRepeatOthers() throws Exception {
    for (String stem : new String[] {"a", "b"}) {
      fixture.image("VOC2012/JPEGImages/" + stem + ".png", 40, 30);
      fixture.file("VOC2012/Annotations/" + stem + ".xml", Text.format(XML, 1));
    }
    fixture.file("VOC2012/ImageSets/Segmentation/train.txt", "a\n");
    fixture.file("VOC2012/ImageSets/Segmentation/val.txt", "b\n");
    fixture.file("VOC2012/ImageSets/Segmentation/trainval.txt", "a\nb\n");
    fixture.file("VOC2012/ImageSets/Main/crab_train.txt", "a 1\n");
    assertThat(fixture.zipped("voc.zip").run().files())
        .extracting(file -> file.path().getFileName().toString())
        .containsExactly("annotations.train.json", "annotations.val.json");
  }

  @Test
  void anImageOfAListThatIsMissingIsFound() throws Exception {
    fixture.file("Annotations/a.xml", Text.format(XML, 1)).image("JPEGImages/a.png", 40, 30);
    fixture.file("ImageSets/Main/default.txt", "a\n\"b c\"\n");
    fixture.file("ImageSets/Main/crab_train.txt", "a 1\n");
    assertThat(fixture.findings())
        .filteredOn(finding -> !finding.startsWith("box-for-mask"))
        .singleElement()
        .asString()
        .startsWith("missing-image: JPEGImages/b c.jpg: expected the image ");
  }

  /** Objects that are difficult are kept; the boxes of their parts are no objects. */
  @Test
  void boxesAreTakenWhereThereIsNoMask() throws Exception {
    fixture.file("Annotations/a.xml", Text.format(XML, 10)).image("JPEGImages/a.png", 40, 30);
    CocoDataset dataset = fixture.dataset();
    assertThat(dataset.images()).containsExactly(new CocoImage(1, "JPEGImages/a.png", 40, 30));
    assertThat(dataset.categories()).containsExactly(new CocoCategory(1, "crab"));
    assertThat(dataset.annotations())
        .extracting(CocoAnnotation::box)
        .containsExactly(new CocoBox(10, 5, 10, 10));
    assertThat(fixture.findings())
        .containsExactly(
            "box-for-mask: Annotations/a.xml line 2, object: expected a mask, found none: its box"
                + " is taken for it");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<bndbox> | broken-file: Annotations/a.xml: line 3, column ",
        "x | malformed-shape: Annotations/a.xml line 2, object: xmin: expected a number, found 'x'",
        "20 | zero-area: Annotations/a.xml line 2, object: expected sides longer than 0, found 0.0",
      })
  void boxesThatCannotBeUsedAreFound(String left, String finding) throws Exception {
    fixture.file("Annotations/a.xml", Text.format(XML, left)).image("JPEGImages/a.png", 40, 30);
    assertThat(fixture.findings()).anySatisfy(found -> assertThat(found).startsWith(finding));
  }

  @Test
  void masksThatCannotBeUsedAreFound() throws Exception {
    fixture.image("JPEGImages/a.png", 40, 30).bytes("SegmentationClass/a.png", new byte[] {1, 2});
    fixture.image("JPEGImages/b.png", 40, 30).image("SegmentationClass/b.png", 3, 2);
    fixture.image("JPEGImages/c.png", 40, 30).image("SegmentationObject/c.png", 4, 4);
    fixture.image("SegmentationClass/c.png", 3, 2);
    List<String> findings = fixture.findings();
    assertThat(findings)
        .anySatisfy(found -> assertThat(found).startsWith("broken-file: SegmentationClass/a.png: "))
        .contains(
            "unknown-label: SegmentationClass/b.png class 1: expected one of the 21 classes, found"
                + " #001eef",
            "size-mismatch: SegmentationClass/b.png: expected the size of JPEGImages/b.png, 40 x 30,"
                + " found 3 x 2",
            "size-mismatch: SegmentationObject/c.png: expected the size of SegmentationClass/c.png,"
                + " 3 x 2, found 4 x 4");
  }

  @Test
  void severalDataSetsAndWrongListsOfClassesAreRefused() throws Exception {
    fixture.image("VOC2007/SegmentationClass/a.png", 4, 4);
    fixture.image("VOC2012/SegmentationClass/a.png", 4, 4);
    assertThatThrownBy(fixture::run)
        .hasMessageEndingWith("found VOC2007/, VOC2012/: give --in one");
    ImportFixture other = new ImportFixture(directory.resolve("b"), AnnotationFormats.named("voc"));
    other.image("SegmentationClass/a.png", 4, 4).file("labelmap.txt", "# x\ncrab 1,2,3\n");
    assertThatThrownBy(other::run)
        .hasMessage(
            "labelmap.txt: line 2: expected name:red,green,blue:parts:actions, found 'crab 1,2,3'");
  }
}
