package dev.quantmask.dataset.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quantmask.dataset.findings.Finding;
import dev.quantmask.dataset.findings.FindingKind;
import dev.quantmask.dataset.format.AnnotationFormats;
import dev.quantmask.dataset.importing.ImportFixture;
import dev.quantmask.testing.TestImages;
import dev.quantmask.text.Text;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CocoCheckTest {
  private static final String IMAGE = "{'id': 1, 'file_name': 'a.png', 'width': 40, 'height': 30}";
  private static final String CATEGORY = "{'id': 7, 'name': 'crab'}";
  private static final String GOOD =
      "{'id': 1, 'image_id': 1, 'category_id': 7, 'segmentation': [[1, 1, 9, 1, 9, 9, 1, 9]],"
          + " 'area': 64, 'bbox': [1, 1, 8, 8], 'iscrowd': 0}";

  private static final String OF_THE_WHOLE =
      "(similar-labels|class-without-objects|crowds-only|images-without-objects): .*";

  @TempDir private Path directory;
  private Path file;

  @BeforeEach
  void name() {
    file = directory.resolve("coco.json");
  }

  private void write(String text) throws IOException {
    Files.writeString(file, text.replace('\'', '"'));
  }

  private void annotations(String... annotations) throws IOException {
    write(
        Text.format(
            "{'annotations': [%s], 'images': [%s], 'categories': [%s]}",
            String.join(", ", annotations), IMAGE, CATEGORY));
  }

  /** What is found in records; {@link #allFindings} has what is said of the whole, too. */
  private List<String> findings(Optional<Path> images) throws IOException {
    return allFindings(images).stream().filter(text -> !text.matches(OF_THE_WHOLE)).toList();
  }

  private List<String> allFindings(Optional<Path> images) throws IOException {
    CocoCheck.Result result = CocoCheck.run(file, images, Optional.empty());
    List<String> findings = new ArrayList<>();
    for (FindingKind.Severity severity : FindingKind.Severity.values()) {
      for (Finding finding : result.first().get(severity)) {
        String place = finding.place() == null ? "" : finding.place() + ": ";
        findings.add(finding.kind().label() + ": " + place + finding.message());
      }
    }
    boolean isError =
        result.counts().keySet().stream()
            .anyMatch(kind -> kind.severity() == FindingKind.Severity.ERROR);
    assertThat(result.isFine()).isEqualTo(!isError);
    return findings;
  }

  private List<String> findings() throws IOException {
    return findings(Optional.empty());
  }

  @Test
  void aGoodFileIsFine() throws Exception {
    annotations(
        GOOD,
        "{'id': 2, 'image_id': 1, 'category_id': 7, 'iscrowd': 1, 'area': 4, 'bbox': [1, 1, 1, 4],"
            + " 'segmentation': {'size': [30, 40], 'counts': [31, 4, 1165]}}");
    CocoCheck.Result result = CocoCheck.run(file, Optional.empty(), Optional.empty());
    assertThat(result.isFine()).isTrue();
    assertThat(result.counts()).isEmpty();
    assertThat(result.images()).isEqualTo(1);
    assertThat(result.categories()).isEqualTo(1);
    assertThat(result.annotations()).isEqualTo(2);
  }

  @Test
  void anImportIsFine() throws Exception {
    ImportFixture fixture = new ImportFixture(directory, AnnotationFormats.named("labelme"));
    fixture.labelMe(
        "a.json",
        ImportFixture.shape("crab", "circle", "[[20, 15], [26, 23]]"),
        ImportFixture.shape("fish", "polygon", "[[1, 1], [9, 1], [9.5, 9]]"));
    fixture.run();
    file = fixture.out;
    assertThat(findings(Optional.of(fixture.folder))).isEmpty();
  }

  @Test
  void idsAreWholeNumbersFromOneAndTheirOwn() throws Exception {
    annotations(
        GOOD.replace("'id': 1,", "'id': 0,"),
        GOOD.replace("'id': 1,", "'id': 5,").replace("9, 9", "8, 9"),
        GOOD.replace("'id': 1,", "'id': 5,").replace("9, 9", "8, 8"),
        GOOD.replace("'id': 1,", "'id': '6',").replace("9, 9", "9, 8"),
        GOOD.replace("'id': 1,", ""));
    assertThat(findings())
        .containsExactly(
            "id-zero: annotations[0] (id 0): id: expected 1 or more, found 0, which never counts as"
                + " found",
            "repeated-id: annotations[2] (id 5): id: expected one of its own, found 5 again",
            "malformed-record: annotations[4]: id: expected a whole number, found nothing",
            "duplicate-shape: annotations[4]: expected each object once, found another of this"
                + " image, category and segmentation",
            "text-ids: annotations: id: expected whole numbers, found 1 texts, which are numbered in"
                + " their order");
  }

  @Test
  void everyFieldMustBeThere() throws Exception {
    annotations("{'id': 3}", "{'id': 4, 'image_id': 9, 'category_id': 9, 'area': 0, 'iscrowd': 2}");
    assertThat(findings())
        .containsExactly(
            "malformed-record: annotations[0] (id 3): image_id: expected a whole number, found"
                + " nothing",
            "malformed-record: annotations[0] (id 3): category_id: expected a whole number, found"
                + " nothing",
            "malformed-record: annotations[0] (id 3): iscrowd: expected 0 or 1, found nothing",
            "malformed-record: annotations[0] (id 3): area: expected a number, found nothing",
            "malformed-record: annotations[0] (id 3): bbox: expected four numbers, found nothing",
            "unknown-image: annotations[1] (id 4): image_id: expected an image of the file, found 9",
            "unknown-label: annotations[1] (id 4): category_id: expected a category of the file,"
                + " found 9",
            "malformed-record: annotations[1] (id 4): iscrowd: expected 0 or 1, found 2",
            "zero-area: annotations[1] (id 4): area: expected more than 0, found 0",
            "malformed-record: annotations[1] (id 4): bbox: expected four numbers, found nothing",
            "box-for-mask: annotations[0] (id 3): segmentation: expected one, found none",
            "box-for-mask: annotations[1] (id 4): segmentation: expected one, found none");
  }

  @Test
  void boxesLieInTheImage() throws Exception {
    String box = "[1, 1, 8, 8]";
    annotations(
        GOOD.replace(box, "[50, 1, 8, 8]")
            .replace("'segmentation': [[1, 1, 9, 1, 9, 9, 1, 9]],", ""),
        GOOD.replace("'id': 1,", "'id': 2,").replace(box, "[-3, 1, 12, 8]"),
        GOOD.replace("'id': 1,", "'id': 3,")
            .replace(box, "[1, 1, 0, 8]")
            .replace("1, 9]]", "2, 9]]"));
    assertThat(findings())
        .containsExactly(
            "outside-image: annotations[0] (id 1): bbox: expected it within 40 x 30 pixels, found"
                + " [50,1,8,8] outside",
            "zero-area: annotations[2] (id 3): bbox: expected a width and a height of more than 0,"
                + " found 0.0 and 8.0",
            "box-for-mask: annotations[0] (id 1): segmentation: expected one, found none",
            "box-beyond-image: annotations[1] (id 2): bbox: expected it within 40 x 30 pixels,"
                + " found [-3,1,12,8]",
            "wrong-box: annotations[1] (id 2): bbox: expected about [1, 1, 8, 8], the box of the"
                + " mask, found [-3,1,12,8]",
            "wrong-box: annotations[2] (id 3): bbox: expected about [1, 1, 8, 8], the box of the"
                + " mask, found [1,1,0,8]");
  }

  @Test
  void areaAndBoxAreThoseOfTheMask() throws Exception {
    annotations(GOOD.replace("'area': 64", "'area': 100").replace("[1, 1, 8, 8]", "[1, 1, 8, 20]"));
    assertThat(findings())
        .containsExactly(
            "wrong-area: annotations[0] (id 1): area: expected about the 64 pixels of the mask,"
                + " found 100",
            "wrong-box: annotations[0] (id 1): bbox: expected about [1, 1, 8, 8], the box of the"
                + " mask, found [1,1,8,20]");
  }

  @Test
  void degenerateSegmentationsAreNamed() throws Exception {
    List<String> segmentations =
        List.of(
            "[[1, 1, 9, 9]]",
            "[[1, 1]]",
            "[[1, 1, 9, 1, 9, 9, 1]]",
            "[[1, 1, 9, 1, 9, 9], ['x', 1, 2, 2, 3, 3]]",
            "[[1, 1, 5, 1, 9, 1]]",
            "'x'",
            "{'size': [40, 30], 'counts': [1200]}",
            "{'size': [30, 40], 'counts': [1200]}",
            "{'size': [30, 40], 'counts': [9]}",
            "{'size': [30, 40], 'counts': '~'}");
    List<String> annotations = new ArrayList<>();
    for (String segmentation : segmentations) {
      annotations.add(
          GOOD.replace("'id': 1,", Text.format("'id': %d,", annotations.size() + 1))
              .replace("[[1, 1, 9, 1, 9, 9, 1, 9]]", segmentation));
    }
    annotations(annotations.toArray(String[]::new));
    assertThat(findings())
        .containsExactly(
            "four-number-polygon: annotations[0] (id 1): segmentation[0]: expected a polygon of at"
                + " least 3 points, found 2, whose four numbers others take for a box",
            "too-few-points: annotations[1] (id 2): segmentation[0]: expected a polygon of at least"
                + " 3 points, found 1",
            "malformed-shape: annotations[2] (id 3): segmentation[0]: expected an even number of"
                + " numbers, found 7",
            "malformed-shape: annotations[3] (id 4): segmentation[1]: number 0: expected a number,"
                + " found \"x\"",
            "zero-area: annotations[4] (id 5): segmentation: expected it to cover a pixel, found"
                + " none",
            "malformed-shape: annotations[5] (id 6): segmentation: size: expected an array, found"
                + " nothing",
            "malformed-shape: annotations[6] (id 7): segmentation: size: expected that of the image,"
                + " [30, 40], found [40,30]",
            "zero-area: annotations[7] (id 8): segmentation: expected it to cover a pixel, found"
                + " none",
            "malformed-shape: annotations[8] (id 9): segmentation: Rle.counts: expected runs that"
                + " add up to 30 x 40 = 1200 pixels, found 9",
            "malformed-shape: annotations[9] (id 10): segmentation: Rle string, character 0:"
                + " expected a character '0' to 'o', found U+007E");
  }

  @Test
  void imagesAndCategoriesAreChecked() throws Exception {
    write(
        Text.format(
            "{'images': [%s], 'categories': [%s], 'annotations': []}",
            String.join(
                ", ",
                IMAGE,
                IMAGE.replace("a.png", "b.png"),
                IMAGE.replace("'id': 1", "'id': 2"),
                "{'id': 3, 'file_name': 'c.png', 'width': 0, 'height': 30}",
                "{'width': 3, 'height': 3}"),
            Text.format("%s, {'id': 8, 'name': 'crab'}, {'id': 7, 'name': 'fish'}, {}", CATEGORY)));
    assertThat(findings())
        .containsExactly(
            "repeated-id: images[1] (id 1): id: expected one of its own, found 1 again",
            "repeated-image: images[2] (id 2): file_name: expected one image an image, found"
                + " a.png again",
            "malformed-record: images[3] (id 3): width: expected a size of at least 1, found 0",
            "malformed-record: images[4]: id: expected a whole number, found nothing",
            "malformed-record: images[4]: file_name: expected a text, found nothing",
            "repeated-name: categories[1] (id 8): name: expected one that no other category has,"
                + " found 'crab' again",
            "repeated-id: categories[2] (id 7): id: expected one of its own, found 7 again",
            "malformed-record: categories[3]: name: expected a text, found nothing");
  }

  @Test
  void imagesAreLookedAt() throws Exception {
    Path images = Files.createDirectory(directory.resolve("images"));
    annotations(GOOD);
    assertThat(findings(Optional.of(images)))
        .containsExactly(
            Text.format(
                "missing-image: images[0] (id 1): expected the image %s, found none",
                images.resolve("a.png")));
    Files.write(images.resolve("a.png"), TestImages.png(41, 30));
    assertThat(findings(Optional.of(images)))
        .containsExactly(
            "size-mismatch: images[0] (id 1): expected the size of a.png, 41 x 30, found 40 x 30");
    Files.write(images.resolve("a.png"), Arrays.copyOf(TestImages.png(40, 30), 40));
    assertThat(findings(Optional.of(images)))
        .singleElement()
        .asString()
        .startsWith("broken-image: images[0] (id 1): " + images.resolve("a.png") + ": truncated");
    Files.write(images.resolve("a.png"), TestImages.png(40, 30));
    assertThat(findings(Optional.of(images))).isEmpty();
  }

  @Test
  void theSizeBeforeOrientationIsExplained() throws Exception {
    Path images = Path.of("test-data/decoder/images");
    write(
        "{'images': [{'id': 1, 'file_name': 'exif6.jpg', 'width': 20, 'height': 14}],"
            + " 'categories': [], 'annotations': []}");
    assertThat(findings(Optional.of(images)))
        .containsExactly(
            "size-mismatch: images[0] (id 1): expected the size of exif6.jpg, 14 x 20, found 20 x"
                + " 14, which it has before its EXIF orientation is applied");
  }

  @Test
  void whatIsNoCocoFileIsNamed() throws Exception {
    write("{'shapes': []}");
    assertThat(findings())
        .containsExactly(
            "broken-file: images: expected an array, found nothing",
            "broken-file: categories: expected an array, found nothing",
            "broken-file: annotations: expected an array, found nothing");
    write("");
    assertThat(findings())
        .containsExactly("broken-file: line 1, column 1: expected JSON, found an empty file");
    write("{'images': {}}");
    assertThat(findings())
        .containsExactly("broken-file: line 1, column 12: expected an array, found an object");
    Files.delete(file);
    assertThatThrownBy(() -> findings()).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void gzipIsUnpacked() throws Exception {
    annotations(GOOD);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(Files.readAllBytes(file));
    }
    Files.write(file, packed.toByteArray());
    assertThat(findings()).isEmpty();
  }

  @Test
  void everythingIsInTheReport() throws Exception {
    annotations(GOOD.replace("'id': 1,", "'id': 0,"), GOOD.replace("'id': 1,", "'id': 0,"));
    Path report = directory.resolve("report.json");
    CocoCheck.run(file, Optional.empty(), Optional.of(report));
    assertThat(Files.readString(report, StandardCharsets.UTF_8))
        .contains("\"id-zero\" : 2", "\"duplicate-shape\" : 1", "\"severity\" : \"error\"");
  }

  @Test
  void whatIsDoubtfulAboutTheWholeIsCounted() throws Exception {
    String crowd = GOOD.replace("'iscrowd': 0", "'iscrowd': 1");
    write(
        Text.format(
            "{'annotations': [%s], 'images': [%s, %s], 'categories': [%s, %s]}",
            crowd,
            IMAGE,
            IMAGE.replace("'id': 1", "'id': 2").replace("a.png", "b.png"),
            CATEGORY,
            "{'id': 8, 'name': ' Crab'}"));
    assertThat(allFindings(Optional.empty()))
        .containsExactly(
            "similar-labels: differs from 'crab' in case or blanks only",
            "class-without-objects: expected an object, found none",
            "crowds-only: all 1 objects are crowds, which training leaves out",
            "images-without-objects: 1 of 2 images are without objects");
  }

  @Test
  void idsMayBeTexts() throws Exception {
    write(
        Text.format(
                "{'annotations': [%s], 'images': [%s], 'categories': [%s]}", GOOD, IMAGE, CATEGORY)
            .replace("'id': 1, 'file_name'", "'id': 'a', 'file_name'")
            .replace("'image_id': 1", "'image_id': 'a'")
            .replace("'id': 7", "'id': 'x'")
            .replace("'category_id': 7", "'category_id': 'x'"));
    String what = "id: expected whole numbers, found 1 texts, which are numbered in their order";
    assertThat(allFindings(Optional.empty()))
        .containsExactly("text-ids: categories: " + what, "text-ids: images: " + what);
  }
}
