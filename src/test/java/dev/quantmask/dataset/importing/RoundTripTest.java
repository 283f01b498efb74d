package dev.quantmask.dataset.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quantmask.coco.CocoAnnotation;
import dev.quantmask.coco.CocoDataset;
import dev.quantmask.coco.CocoReader;
import dev.quantmask.coco.mask.Iou;
import dev.quantmask.coco.mask.Rle;
import dev.quantmask.dataset.findings.FindingKind;
import dev.quantmask.dataset.format.AnnotationFormat;
import dev.quantmask.dataset.format.AnnotationFormats;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is exported as a format, and imported from there, is what it was. */
class RoundTripTest {
  /** Formats that can say every pixel of every object. */
  private static final Set<String> EXACT = Set.of("coco", "cvat", "labelme", "labelstudio", "yolo");

  private static final double LEAST_IOU = 0.9; // of the others

  @TempDir Path directory;
  private ImportFixture fixture;
  private Path images;

  static Stream<AnnotationFormat> writable() {
    return AnnotationFormats.all().stream().filter(format -> format.writer().isPresent());
  }

  @BeforeEach
  void setUp() throws IOException {
    fixture = new ImportFixture(directory, AnnotationFormats.named("coco"));
    fixture.image("a.png", 40, 30).image("b/c.png", 60, 50).image("b/empty.png", 20, 20);
    images = fixture.folder;
    // One polygon; two that are one object; a mask with a hole; one that touches all borders.
    fixture.file(
        "all.json",
        """
        {'images': [{'id': 1, 'file_name': 'a.png', 'width': 40, 'height': 30},
                    {'id': 2, 'file_name': 'b/c.png', 'width': 60, 'height': 50},
                    {'id': 3, 'file_name': 'b/empty.png', 'width': 20, 'height': 20}],
         'categories': [{'id': 1, 'name': 'small car'}, {'id': 2, 'name': 'Ä\\'<&>'},
                        {'id': 3, 'name': 'unused'}],
         'annotations': [
          {'id': 1, 'image_id': 1, 'category_id': 2, 'iscrowd': 0,
           'segmentation': [[1.25, 1.5, 12.75, 3, 9.1, 14.3]]},
          {'id': 2, 'image_id': 2, 'category_id': 1, 'iscrowd': 0,
           'segmentation': [[5, 5, 20, 5, 20, 20, 5, 20], [30, 5, 45, 5, 45, 20]]},
          {'id': 3, 'image_id': 2, 'category_id': 2, 'iscrowd': 0, 'segmentation':
            {'size': [50, 60], 'counts': [1525, 20, 30, 20, 30, 5, 10, 5, 30, 5, 10, 5, 30, 5, 10, 5, 30, 5,
             10, 5, 30, 5, 10, 5, 30, 5, 10, 5, 30, 20, 30, 20, 1005]}},
          {'id': 4, 'image_id': 1, 'category_id': 1, 'iscrowd': 0,
           'segmentation': [[14, 15, 40, 15, 40, 30, 0, 30, 0, 20, 14, 20]]}]}
        """);
    fixture.input("all.json").images(images);
  }

  private ImportResult export(AnnotationFormat format, Path out) throws IOException {
    ImportRequest request =
        ImportRequest.of(
            ImportSource.of(
                    Optional.of(AnnotationFormats.named("coco")),
                    List.of(images.resolve("all.json")))
                .withImages(Optional.of(images)),
            new ImportTarget(format, out, true),
            List.of());
    return DatasetImport.run(request, (read, total) -> {});
  }

  private CocoDataset importAgain(Path in) throws IOException {
    ImportSource source = ImportSource.of(Optional.empty(), List.of(in));
    ImportRequest request =
        ImportRequest.of(
            Files.isDirectory(in) ? source : source.withImages(Optional.of(images)),
            ImportTarget.coco(directory.resolve("again.json")),
            List.of("small car", "Ä\"<&>", "unused"));
    ImportResult result = DatasetImport.run(request, (read, total) -> {});
    assertThat(result.isWritten()).as("%s", result.first()).isTrue();
    return CocoReader.read(result.files().get(0).path());
  }

  @ParameterizedTest
  @MethodSource("writable")
  void objectsComeBack(AnnotationFormat format) throws IOException {
    CocoDataset before = fixture.dataset();
    Path out = directory.resolve("exported");
    assertThat(export(format, out).files()).hasSize(1);
    CocoDataset after = importAgain(out);

    assertThat(after.images()).hasSize(3);
    assertThat(after.annotations()).hasSize(4);
    assertThat(after.categories()).isEqualTo(before.categories());
    for (CocoAnnotation object : before.annotations()) {
      double best =
          after.annotations().stream()
              .filter(
                  other ->
                      isSameImage(before, object, after, other)
                          && other.categoryId() == object.categoryId())
              .mapToDouble(other -> iou(mask(before, object), mask(after, other)))
              .max()
              .orElse(0);
      double least = EXACT.contains(format.name()) ? 1 : LEAST_IOU;
      assertThat(best)
          .as("%s: annotation %d", format.name(), object.id())
          .isGreaterThanOrEqualTo(least);
    }
  }

  private static boolean isSameImage(
      CocoDataset one, CocoAnnotation object, CocoDataset other, CocoAnnotation another) {
    String name = name(one, object);
    String otherName = name(other, another);
    return otherName.equals(name) || otherName.endsWith("/" + name);
  }

  private static String name(CocoDataset dataset, CocoAnnotation object) {
    return dataset.images().get((int) object.imageId() - 1).fileName();
  }

  private static Rle mask(CocoDataset dataset, CocoAnnotation object) {
    var image = dataset.images().get((int) object.imageId() - 1);
    return object.segmentation().toRle(image.height(), image.width());
  }

  private static double iou(Rle one, Rle other) {
    return Iou.ofMasks(one, other, false);
  }

  @Test
  void whatAFormatCannotSayIsAWarning() throws IOException {
    Path file = images.resolve("all.json");
    Files.writeString(
        file, Files.readString(file).replaceFirst("\"iscrowd\": 0", "\"iscrowd\": 1"));
    Map<FindingKind, Long> counts =
        export(AnnotationFormats.named("labelme"), directory.resolve("exported")).counts();
    assertThat(counts).containsEntry(FindingKind.NOT_IN_FORMAT, 1L);
  }

  @Test
  void aFolderWithSomethingInItIsNotReplaced() throws IOException {
    Path out = Files.createDirectory(directory.resolve("mine"));
    Files.writeString(out.resolve("a.json"), "mine");
    assertThatThrownBy(() -> export(AnnotationFormats.named("labelme"), out))
        .hasMessage(out + ": expected a new or empty folder, found files in it");
    assertThat(out.resolve("a.json")).hasContent("mine");
  }

  @Test
  void twoImagesWhoseFilesWouldHaveOneNameAreAnError() throws IOException {
    fixture.image("a.png", 40, 30).image("a.bmp", 40, 30);
    String image = "{'id': %d, 'file_name': '%s', 'width': 40, 'height': 30}";
    fixture.file(
        "all.json",
        Text.format(
            "{'images': [%s, %s], 'annotations': [], 'categories': [{'id': 1, 'name': 'crab'}]}",
            Text.format(image, 1, "a.png"), Text.format(image, 2, "a.bmp")));
    Path out = directory.resolve("exported");
    assertThatThrownBy(() -> export(AnnotationFormats.named("labelme"), out))
        .hasMessage(out.resolve("a.json") + ": cannot be written: exists already");
    assertThat(directory.toFile().list()).containsExactlyInAnyOrder("in", "out");
  }
}
