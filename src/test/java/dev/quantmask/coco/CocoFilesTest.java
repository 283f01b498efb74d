package dev.quantmask.coco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quantmask.coco.ReadOptions.Field;
import dev.quantmask.coco.json.CocoFormatException;
import dev.quantmask.coco.mask.CocoBox;
import dev.quantmask.coco.mask.CompressedRunLengths;
import dev.quantmask.coco.mask.Polygons;
import dev.quantmask.coco.mask.Rle;
import dev.quantmask.coco.mask.RunLengths;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CocoFilesTest {
  private static final String WRITTEN =
      """
      {"info":{"description":"two frames"},"images":[
      {"id":7,"file_name":"a.png","width":4,"height":3},
      {"id":9,"file_name":"b.png","width":2,"height":2}],"categories":[
      {"id":1,"name":"fish","supercategory":"animal"}],"annotations":[
      {"id":900100000001,"image_id":7,"category_id":1,"segmentation":[[0,0.1,3,0,3,2.5],[1,1,1]],\
      "area":3.75,"bbox":[0.0,0.0,3.0,2.5],"iscrowd":0},
      {"id":2,"image_id":9,"category_id":1,"segmentation":{"size":[2,2],"counts":[1,3]},\
      "area":3,"bbox":[0.0,0.0,2.0,2.0],"iscrowd":1},
      {"id":3,"image_id":9,"category_id":1,"segmentation":{"size":[2,2],"counts":"13"},\
      "area":3,"bbox":[0.0,0.0,2.0,2.0],"iscrowd":0},
      {"id":4,"image_id":9,"category_id":1,"segmentation":[],\
      "area":1.0E-5,"bbox":[0.0,0.0,0.1,1.0E-4],"iscrowd":0}]}
      """;

  @TempDir Path directory;

  private Path file(String text) throws IOException {
    return Files.writeString(directory.resolve("gt.json"), text);
  }

  private static CocoDataset dataset() {
    return new CocoDataset(
        Map.of("description", "two frames"),
        List.of(new CocoImage(7, "a.png", 4, 3), new CocoImage(9, "b.png", 2, 2)),
        List.of(new CocoCategory(1, "fish", "animal")),
        List.of(
            new CocoAnnotation(
                900100000001L,
                7,
                1,
                new Polygons(List.of(new double[] {0, 0.1, 3, 0, 3, 2.5}, new double[] {1, 1, 1})),
                3.75,
                new CocoBox(0, 0, 3, 2.5),
                false),
            new CocoAnnotation(
                2,
                9,
                1,
                new RunLengths(new Rle(2, 2, new int[] {1, 3})),
                3,
                new CocoBox(0, 0, 2, 2),
                true),
            new CocoAnnotation(
                3, 9, 1, new CompressedRunLengths(2, 2, "13"), 3, new CocoBox(0, 0, 2, 2), false),
            new CocoAnnotation(4, 9, 1, Polygons.NONE, 1e-5, new CocoBox(0, 0, 0.1, 1e-4), false)));
  }

  @Test
  void writesARecordALine() throws IOException {
    Path file = directory.resolve("out.json");
    CocoWriter.write(file, dataset());
    assertThat(file).hasContent(WRITTEN);
  }

  @Test
  void whatWasWrittenIsReadAndWrittenAgainTheSame() throws IOException {
    Path file = directory.resolve("again.json");
    CocoDataset read = CocoReader.read(file(WRITTEN));
    assertThat(read).usingRecursiveComparison().isEqualTo(dataset());
    CocoWriter.write(file, read);
    assertThat(file).hasContent(WRITTEN);
  }

  @Test
  void readsGzipWhateverItsName() throws IOException {
    Path file = directory.resolve("gt.json");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(WRITTEN.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    assertThat(CocoReader.read(file)).usingRecursiveComparison().isEqualTo(dataset());
  }

  @Test
  void aPolygonMayHaveManyCorners() throws IOException {
    double[] ring = new double[1000];
    Arrays.setAll(ring, i -> i * 0.25);
    CocoAnnotation winding =
        new CocoAnnotation(1, 1, 1, new Polygons(List.of(ring)), 1, new CocoBox(0, 0, 1, 1), false);
    Path file = directory.resolve("long.json");
    CocoWriter.write(file, new CocoDataset(List.of(), List.of(), List.of(winding)));
    assertThat(CocoReader.read(file).annotations())
        .usingRecursiveComparison()
        .isEqualTo(List.of(winding));
  }

  @Test
  void aFileWithoutRecordsHasItsArrays() throws IOException {
    Path file = directory.resolve("out.json");
    CocoWriter.write(file, new CocoDataset(List.of(), List.of(), List.of()));
    assertThat(Files.readString(file).replace("\n", ""))
        .isEqualTo("{\"info\":{},\"images\":[],\"categories\":[],\"annotations\":[]}");
    assertThat(CocoReader.read(file).images()).isEmpty();
  }

  @Test
  void nothingIsThereUntilItIsComplete() throws IOException {
    Path file = directory.resolve("out.json");
    try (CocoWriter writer = CocoWriter.to(file)) {
      writer.annotation(dataset().annotations().get(0));
      CocoImage image = dataset().images().get(0);
      assertThatThrownBy(() -> writer.image(image))
          .hasMessage("IMAGES: expected before ANNOTATIONS, found after");
      assertThatThrownBy(() -> writer.info(Map.of()))
          .hasMessage("info: expected it first, found it after ANNOTATIONS");
    }
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void onlyFiniteNumbersAreWritten() throws IOException {
    CocoAnnotation wrong =
        new CocoAnnotation(1, 1, 1, Polygons.NONE, Double.NaN, new CocoBox(0, 0, 1, 1), false);
    try (CocoWriter writer = CocoWriter.to(directory.resolve("out.json"))) {
      assertThatThrownBy(() -> writer.annotation(wrong))
          .hasMessage("ANNOTATIONS: expected finite numbers, found NaN");
    }
  }

  @Test
  void whatIsMissingIsMadeUpUnlessRequired() throws IOException {
    Path file =
        file(
            """
            {"licenses": [{"id": 1}], "annotations": [
             {"id": 1, "image_id": 5, "category_id": 2.0, "keypoints": [1, [2]],
              "segmentation": [[1, 2, 4, 2, 4, 8]]},
             {"id": 2, "image_id": 5, "category_id": 2, "bbox": null,
              "segmentation": {"counts": [1, 2, 1], "size": [2, 2]}}],
             "images": [{"id": 5, "date": null}]}
            """);
    List<CocoAnnotation> read = new ArrayList<>();
    CocoHandler collector =
        new CocoHandler() {
          @Override
          public void annotation(CocoAnnotation annotation) {
            read.add(annotation);
          }
        };
    CocoReader.read(file, new ReadOptions(true, Set.of()), collector);
    assertThat(read.get(0).box()).isEqualTo(new CocoBox(1, 2, 3, 6));
    assertThat(read.get(0).area()).isNaN();
    assertThat(read.get(0).crowd()).isFalse();
    assertThat(read.get(1).box()).isEqualTo(new CocoBox(0, 0, 2, 2));

    assertThatThrownBy(
            () -> CocoReader.read(file, new ReadOptions(true, Set.of(Field.AREA)), collector))
        .hasMessage(file + ": annotations[0].area: missing");
    assertThatThrownBy(
            () -> CocoReader.read(file, new ReadOptions(true, Set.of(Field.ISCROWD)), collector))
        .hasMessage(file + ": annotations[0].iscrowd: missing");
    assertThatThrownBy(() -> CocoReader.read(file, new ReadOptions(false, Set.of()), collector))
        .hasMessage(file + ": annotations[0].bbox: missing");
    assertThatThrownBy(() -> CocoReader.read(file)).hasMessage(file + ": images[0].width: missing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[]| expected an object with images, annotations and categories, found an array",
        "{}| images: missing",
        "{'images': 3}| images: expected an array, found a number",
        "{'images': [3]}| images[0]: expected an object, found a number",
        "{'images': [{'id': [1]}]}| images[0].id: expected a whole number, found an array",
        "{'images': [{'id': 1.5}]}| images[0].id: expected a whole number, found 1.5",
        "{'images': [{'id': 1, 'width': -4, 'height': 4}]}| images[0].width: expected a number from"
            + " 0 to 2147483647, found -4",
        "{'images': [{'id': 1, 'width': 4}]}| images[0].height: missing",
        "{'images': []} x| byte 15: expected the end of the file, found 'x'",
        "{'images': []} 5| byte 15: expected the end of the file, found '5'",
        "{'images': [| images[0]: byte 12: expected a value, found the end of the file",
        "{'images': [{'id': 1 'b'}]}| images[0]: byte 21: expected ',', found '\"'",
        "{'annotations': [{}, {'bbox': [1, 2, 3]}]}| annotations[0].bbox: missing",
        "{'annotations': [{'bbox': [1, 2, 3]}]}| annotations[0].bbox: expected 4 numbers, found 3",
        "{'annotations': [{'bbox': [1, 2, 3, NaN]}]}| annotations[0].bbox: expected a finite"
            + " number, found NaN",
        "{'annotations': [{'bbox': [1, 2, 3, null]}]}| annotations[0].bbox: expected a number,"
            + " found null",
        "{'annotations': [{'bbox': 5}]}| annotations[0].bbox: expected an array of 4 numbers,"
            + " found a number",
        "{'annotations': [{'segmentation': [5]}]}| annotations[0].segmentation: expected an array"
            + " of numbers for each polygon, found a number",
        "{'annotations': [{'segmentation': 'x'}]}| annotations[0].segmentation: expected polygons"
            + " or run lengths, found a string",
        "{'annotations': [{'segmentation': {'counts': 'x'}}]}| annotations[0]."
            + "segmentation.size: missing",
        "{'annotations': [{'segmentation': {'size': [1, 2, 3]}}]}| annotations[0]."
            + "segmentation.size: expected height and width, found 3 numbers",
        "{'annotations': [{'segmentation': {'size': [1, 2], 'counts': 3}}]}| annotations[0]."
            + "segmentation.counts: expected a string, found a number",
        "{'annotations': [{'segmentation': {'size': [1, 2]}}]}| annotations[0]."
            + "segmentation.counts: missing",
        "{'annotations': [{'segmentation': {'size': [1, 2], 'counts': [1, 2]}}]}|"
            + " annotations[0].segmentation.counts: Rle.counts: expected runs that add up to 1 x 2"
            + " = 2 pixels, found 3",
        "{'categories': [{'id': 1}]}| categories[0].name: missing",
        "{'categories': [{'id': 1, 'name': null}]}| categories[0].name: missing",
        "{'images': [{'id': 1, 'width': null, 'height': 4}]}| images[0].width: missing",
      })
  void whatIsWrongIsNamed(String text, String message) throws IOException {
    Path file = file(text.replace('\'', '"'));
    assertThatThrownBy(() -> CocoReader.read(file))
        .isInstanceOf(CocoFormatException.class)
        .hasMessageStartingWith(file + ": " + message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''| detections: byte 0: expected a value, found the end of the file",
        "5| detections: expected an array, found a number",
        "{}| detections[0].image_id: missing",
        "{'image_id': 1, 'category_id': 1, 'score': 1} {'image_id': 1, 'category_id': 1}|"
            + " detections[1].score: missing",
        "{'image_id': 1, 'category_id': 1, 'score': 1} ]| detections[1]: byte 46: expected a value,"
            + " found ']'",
        "[{}]| detections[0].image_id: missing",
        "[{'image_id': 1, 'category_id': 1, 'score': 1}, {'image_id': 1, 'category_id': 1}]|"
            + " detections[1].score: missing",
        "[{'image_id': 1, 'category_id': 1, 'score': NaN}]| detections[0].score: expected a finite"
            + " number, found NaN",
        "[{'score': Infinity}]| detections[0].score: expected a finite number, found Infinity",
      })
  void whatIsWrongInResultsIsNamed(String text, String message) throws IOException {
    Path file = file(text.replace('\'', '"'));
    assertThatThrownBy(() -> CocoResultReader.read(file, true, null, detection -> {}))
        .isInstanceOf(CocoFormatException.class)
        .hasMessage(file + ": " + message);
  }

  /** In the order of the texts, as sorting them in pycocotools and Detectron2 has it. */
  @Test
  void idsThatAreTextsAreNumbered() throws IOException {
    Path file = directory.resolve("texts.json");
    Files.writeString(
        file,
        """
        {"annotations": [{"id": "b", "image_id": "z.png", "category_id": "10", "area": 1,
          "bbox": [0, 0, 1, 1]}, {"id": 7, "image_id": "none", "category_id": "9", "area": 1,
          "bbox": [0, 0, 1, 1]}],
         "categories": [{"id": "9", "name": "nine"}, {"id": "10", "name": "ten"}],
         "images": [{"id": "z.png", "width": 4, "height": 3},
          {"id": "a.png", "width": 4, "height": 3}]}
        """);
    List<String> notes = new ArrayList<>();
    CocoDataset dataset = CocoReader.read(file, notes::add);
    assertThat(dataset.classNames()).containsExactly("ten", "nine");
    assertThat(dataset.images()).extracting(CocoImage::id).containsExactly(3L, 1L);
    assertThat(dataset.annotations()).extracting(CocoAnnotation::id).containsExactly(8L, 7L);
    assertThat(dataset.annotations()).extracting(CocoAnnotation::imageId).containsExactly(3L, 2L);
    assertThat(dataset.annotations())
        .extracting(CocoAnnotation::categoryId)
        .containsExactly(1L, 2L);
    assertThat(notes)
        .containsExactly(file + ": ids that are texts are numbered in the order of the texts");
  }
}
