package dev.quantmask.dataset.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quantmask.coco.CocoCategory;
import dev.quantmask.coco.CocoDataset;
import dev.quantmask.coco.CocoImage;
import dev.quantmask.dataset.format.AnnotationFormats;
import dev.quantmask.dataset.synthetic.FrameSize;
import dev.quantmask.dataset.synthetic.SyntheticClips;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values by the table of columns of MOTChallenge's instructions. */
class MotImportTest {
  private static final String INFORMATION =
      "[Sequence]\nname=V\nimDir=img1\nframeRate=30\nseqLength=3\nimWidth=40\nimHeight=30\n"
          + "imExt=.jpg\n";

  @TempDir private Path directory;
  private ImportFixture fixture;

  @BeforeEach
  void makeFolder() throws IOException {
    fixture = new ImportFixture(directory, AnnotationFormats.named("mot"));
  }

  private static List<String> boxes(CocoDataset dataset) {
    return dataset.annotations().stream()
        .map(
            one ->
                one.imageId()
                    + " "
                    + one.categoryId()
                    + " "
                    + Stream.of(one.box().x(), one.box().y(), one.box().width(), one.box().height())
                        .map(number -> Integer.toString(number.intValue()))
                        .toList()
                    + " "
                    + (long) one.area())
        .toList();
  }

  private static List<String> classes(CocoDataset dataset) {
    return dataset.categories().stream().map(CocoCategory::name).toList();
  }

  @Test
  void aSequenceIsReadWithFramesThatHaveNoObject() throws Exception {
    fixture.file("V/seqinfo.ini", INFORMATION);
    fixture.file("V/gt/gt.txt", "1,7,1,1,5,4,1,1,1\n3,7,11,21,10,5,1,3,0.5\n3,8,2,2,9,9,0,8,1\n");
    for (int frame = 1; frame <= 3; frame++) {
      fixture.image("V/img1/00000" + frame + ".jpg", 40, 30);
    }
    CocoDataset dataset = fixture.dataset();
    assertThat(dataset.images())
        .containsExactly(
            new CocoImage(1, "V/img1/000001.jpg", 40, 30),
            new CocoImage(2, "V/img1/000002.jpg", 40, 30),
            new CocoImage(3, "V/img1/000003.jpg", 40, 30));
    assertThat(classes(dataset)).containsExactly("car", "pedestrian");
    assertThat(boxes(dataset)).containsExactly("1 2 [0, 0, 5, 4] 20", "3 1 [10, 20, 10, 5] 50");
    assertThat(fixture.findings())
        .containsExactly(
            "box-for-mask: V/gt/gt.txt line 1: expected a mask, found none: its box is taken for it",
            "box-for-mask: V/gt/gt.txt line 2: expected a mask, found none: its box is taken for it");
  }

  @Test
  void aLoneFileHasTheFramesOfItsRows() throws Exception {
    fixture.file("gt.txt", "\n4, 1, 3, 4, 10, 8, 1, 2, 1\r\n").input("gt.txt");
    fixture.image("000004.png", 40, 30).classes("crab", "fish");
    CocoDataset dataset = fixture.dataset();
    assertThat(dataset.images()).containsExactly(new CocoImage(1, "000004.png", 40, 30));
    assertThat(classes(dataset)).containsExactly("crab", "fish");
    assertThat(boxes(dataset)).containsExactly("1 2 [2, 3, 10, 8] 80");
  }

  @Test
  void theListOfCvatsExportNamesTheClasses() throws Exception {
    fixture.file("gt/gt.txt", "1,1,3,4,10,8,1,2,1\n").file("gt/labels.txt", "whale\ncrab\n");
    assertThat(classes(fixture.image("img1/000001.PNG", 40, 30).dataset()))
        .containsExactly("whale", "crab");
  }

  @Test
  void rowsOf2015HaveAPlaceInsteadOfAClass() throws Exception {
    fixture.file("gt/gt.txt", "1,1,3,4,10,8,1,-1,-1,-1\n").image("img1/000001.jpg", 40, 30);
    assertThat(fixture.findings())
        .contains(
            "missing-label: gt/gt.txt, frame 1 line 1: expected a label, found none: give --label NAME for"
                + " shapes that have none");
    fixture.label("pedestrian");
    assertThat(classes(fixture.dataset())).containsExactly("pedestrian");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1,1,3,4,10,8 | malformed-shape | row: expected frame, id, left,",
        "0,1,3,4,10,8,1 | malformed-shape | column 1: expected a frame from 1 to 999999, found 0",
        "1.5,1,3,4,10,8,1 | malformed-shape | column 1: expected a whole number, found 1.5",
        "4,1,3,4,10,8,1 | malformed-shape | column 1: expected one of the 3 frames of seqinfo.ini",
        "1,-1,3,4,10,8,1 | malformed-shape | column 2: expected the id of an object, 0 or more",
        "1,1,x,4,10,8,1 | malformed-shape | column 3: expected a number, found 'x'",
        "1,1,3,NaN,10,8,1 | malformed-shape | column 4: expected a number",
        "1,1,3,4,0,8,1 | malformed-shape | columns 5 and 6: expected a size above 0, found 0.0 x 8.0",
        "2,2,3,4,10,8,1 | repeated-id | expected an id once in a frame, found id 2 again in frame 2",
        "1,1,3,4,10,8,1,14,1 | unknown-label | expected the number of one of the 13 classes of MOT",
        "1,1,99,4,10,8,1,1,1 | outside-image | expected a shape within 40 x 30 pixels",
      })
  void aRowThatCannotBeUsedIsFound(String row, String kind, String message) throws IOException {
    fixture.file("gt/gt.txt", "2,2,3,4,10,8,0,1,1\n" + row + "\n").file("seqinfo.ini", INFORMATION);
    assertThat(fixture.withoutImages().findings())
        .filteredOn(finding -> !finding.startsWith("box-for-mask"))
        .singleElement()
        .asString()
        .startsWith(
            kind
                + ": gt/gt.txt"
                + (kind.equals("outside-image") ? ", frame 1 line 2: " : " line 2: ")
                + message);
    assertThat(fixture.out).doesNotExist();
  }

  @Test
  void aBrokenDescriptionIsFound() throws Exception {
    fixture.file("gt/gt.txt", "1,1,3,4,10,8,1,1,1\n").file("seqinfo.ini", "seqLength=9999999\n");
    assertThat(fixture.findings())
        .containsExactly(
            "broken-file: gt/gt.txt: seqinfo.ini: seqLength: expected a whole number up to 999999,"
                + " found 9999999");
  }

  @Test
  void aFolderWithoutGroundTruthIsAnError() throws Exception {
    fixture.file("V/det/det.txt", "1,-1,3,4,10,8,0.9\n");
    assertThatThrownBy(fixture::run)
        .hasMessage("%s: expected files gt.txt, found none", fixture.folder);
  }

  /** The masks of LabelMe's files and the boxes of gt.txt are of the same objects. */
  @Test
  void boxesOfRenderedClipsAreThoseOfTheirMasks() throws Exception {
    Path clips = directory.resolve("clips");
    new SyntheticClips(1, FrameSize.of("320x180")).write(clips, 1, 2, done -> {});
    ImportFixture masks =
        new ImportFixture(directory.resolve("masks"), AnnotationFormats.named("labelme"))
            .images(clips);
    fixture.images(clips);
    masks.input(clips.toString());
    fixture.input(clips.toString());
    String[] names = Files.readAllLines(clips.resolve("classes.txt")).toArray(String[]::new);
    List<String> expected = withoutAreas(masks.classes(names).dataset());
    assertThat(withoutAreas(fixture.dataset())).isEqualTo(expected).isNotEmpty();
  }

  private static List<String> withoutAreas(CocoDataset dataset) {
    return boxes(dataset).stream().map(box -> box.replaceAll(" \\d+$", "")).sorted().toList();
  }
}
