package dev.quantmask.dataset.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quantmask.coco.CocoReader;
import dev.quantmask.dataset.findings.FindingKind;
import dev.quantmask.dataset.format.AnnotationFormat;
import dev.quantmask.dataset.format.AnnotationFormats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Coordinates that nobody has drawn, in every format. */
class FarCoordinatesTest {
  private static final String COCO =
      """
      {'images': [{'id': 1, 'file_name': 'a.png', 'width': 40, 'height': 30}],
       'categories': [{'id': 1, 'name': 'crab'}],
       'annotations': [{'id': 1, 'image_id': 1, 'category_id': 1, 'area': 32, 'iscrowd': 0,
         'segmentation': [[NUMBER, 1, 9, 1, 9, 9]], 'bbox': [1, 1, 8, 8]}]}
      """;

  @TempDir Path directory;

  /** The name of the file, and the file. */
  private static List<String> file(AnnotationFormat format) {
    return switch (format.name()) {
      case "labelme" ->
          List.of(
              "a.json",
              """
              {'imagePath': 'a.png', 'imageWidth': 40, 'imageHeight': 30, 'shapes': [
                {'label': 'crab', 'shape_type': 'polygon',
                 'points': [[NUMBER, 1], [9, 1], [9, 9]]}]}
              """);
      case "via" ->
          List.of(
              "a.json",
              """
              {'a.png1': {'filename': 'a.png', 'regions': [
                {'shape_attributes': {'name': 'rect', 'x': NUMBER, 'y': 1, 'width': 5, 'height': 5},
                 'region_attributes': {'label': 'crab'}}]}}
              """);
      case "cvat" ->
          List.of(
              "a.xml",
              """
              <annotations><image id='0' name='a.png' width='40' height='30'>
              <box label='crab' xtl='NUMBER' ytl='1' xbr='9' ybr='9'/></image></annotations>
              """);
      case "supervisely" ->
          List.of(
              "ann/a.png.json",
              """
              {'size': {'height': 30, 'width': 40}, 'objects': [
                {'classTitle': 'crab', 'geometryType': 'polygon',
                 'points': {'exterior': [[NUMBER, 1], [9, 1], [9, 9]], 'interior': []}}]}
              """);
      case "labelstudio" ->
          List.of(
              "a.json",
              """
              [{'data': {'image': 'a.png'}, 'annotations': [{'result': [
                {'type': 'rectanglelabels', 'original_width': 40, 'original_height': 30,
                 'value': {'x': NUMBER, 'y': 1, 'width': 5, 'height': 5,
                           'rectanglelabels': ['crab']}}]}]}]
              """);
      case "coco" -> List.of("a.json", COCO);
      default -> throw new IllegalArgumentException(format.name());
    };
  }

  static Stream<Arguments> formatsAndNumbers() {
    List<Arguments> all = new ArrayList<>();
    for (AnnotationFormat format : formats()) {
      for (String number : List.of("1e308", "-1e308", "10000001", "1e999")) {
        all.add(Arguments.of(format, number));
      }
    }
    all.add(Arguments.of(AnnotationFormats.named("cvat"), "NaN"));
    all.add(Arguments.of(AnnotationFormats.named("cvat"), "-Infinity"));
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("formatsAndNumbers")
  void theyAreErrorsWithFileAndPlace(AnnotationFormat format, String number) throws IOException {
    List<String> file = file(format);
    ImportResult result = run(format, file.get(1).replace("NUMBER", number));
    assertThat(result.isWritten()).isFalse();
    assertThat(result.first().get(FindingKind.Severity.ERROR))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.file()).startsWith(file.get(0));
              assertThat(finding.place()).isNotEmpty();
              assertThat(finding.message()).contains("expected a number").contains("found ");
            });
  }

  /** So that the files are what they are meant to be. */
  @ParameterizedTest
  @MethodSource("formats")
  void nearOnesAreNone(AnnotationFormat format) throws IOException {
    assertThat(run(format, file(format).get(1).replace("NUMBER", "2")).isWritten()).isTrue();
  }

  static AnnotationFormat[] formats() {
    return Stream.of("labelme", "via", "cvat", "supervisely", "labelstudio", "coco")
        .map(AnnotationFormats::named)
        .toArray(AnnotationFormat[]::new);
  }

  private ImportResult run(AnnotationFormat format, String text) throws IOException {
    return new ImportFixture(directory, format)
        .image("a.png", 40, 30)
        .image("img/a.png", 40, 30)
        .file(file(format).get(0), text)
        .run();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e308", "-1e308", "10000001", "1e999"})
  void whoReadsCocoTellsThemToo(String number) throws IOException {
    Path file = directory.resolve("a.json");
    Files.writeString(file, COCO.replace("NUMBER", number).replace('\'', '"'));
    assertThatThrownBy(() -> CocoReader.read(file))
        .hasMessageContaining(file.toString())
        .hasMessageContaining("annotations[0].segmentation");
  }
}
