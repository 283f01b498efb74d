package dev.quantmask.coco;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.quantmask.coco.ReadOptions.Field;
import dev.quantmask.coco.json.CocoFormatException;
import dev.quantmask.coco.json.TextIds;
import dev.quantmask.coco.mask.CompressedRunLengths;
import dev.quantmask.coco.mask.Polygons;
import dev.quantmask.coco.mask.Rle;
import dev.quantmask.coco.mask.Segmentation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is in a file, it is read, or a {@link CocoFormatException} says what is wrong. */
class CocoFuzzTest {
  private static final int LARGEST = 1 << 16; // pixels that are looked at

  @TempDir static Path folder;

  static Stream<byte[]> annotationFiles() {
    String polygons =
        """
        {"info": {"year": 2026}, "images": [{"id": 1, "file_name": "a.png", "width": 40, "height": 30}],
         "categories": [{"id": 1, "name": "crate"}],
         "annotations": [{"id": 1, "image_id": 1, "category_id": 1, "iscrowd": 0, "area": 100.5,
           "bbox": [1, 2, 10.5, 1e1], "segmentation": [[1, 2, 11, 2, 11, 12, 1, 12]]}]}\
        """;
    String runs = "{\"size\": [3, 2], \"counts\": [1, 4, 1]}";
    String compressed = "{\"size\": [3, 2], \"counts\": \"141\"}";
    String ring = "[[1, 2, 11, 2, 11, 12, 1, 12]]";
    return Stream.of(polygons, polygons.replace(ring, runs), polygons.replace(ring, compressed))
        .map(text -> text.getBytes(UTF_8));
  }

  @MethodSource("annotationFiles")
  @FuzzTest
  void annotations(byte[] json) throws IOException {
    Path file = Files.write(folder.resolve("annotations.json"), json);
    try {
      for (CocoAnnotation annotation : CocoReader.read(file).annotations()) {
        look(annotation.segmentation());
      }
    } catch (CocoFormatException refused) {
      return; // as documented
    }
  }

  static Stream<byte[]> lvisFiles() {
    return Stream.of(
        """
        {"images": [{"id": "a", "neg_category_ids": [1, "b"], "not_exhaustive_category_ids": []}],
         "categories": [{"id": 1, "frequency": "r"}, {"id": "b", "frequency": "f"}],
         "annotations": [{"id": 1, "image_id": "a", "category_id": 1, "ignore": true,
           "bbox": [1, 2, 10.5, 1e1]}, {"id": 2, "image_id": "a", "category_id": "b",
           "ignore": null, "bbox": [1, 2, 3, 4]}]}\
        """
            .getBytes(UTF_8));
  }

  @MethodSource("lvisFiles")
  @FuzzTest
  void lvis(byte[] json) throws IOException {
    Path file = Files.write(folder.resolve("lvis.json"), json);
    ReadOptions options = new ReadOptions(false, Set.of(Field.LVIS), new TextIds());
    try {
      CocoReader.read(file, options, new CocoHandler() {});
    } catch (CocoFormatException refused) {
      return; // as documented
    }
  }

  static Stream<byte[]> resultFiles() {
    return Stream.of(
        """
        [{"image_id": 1, "category_id": 1, "score": 0.5, "bbox": [1, 2, 10.5, 10],
          "segmentation": {"size": [3, 2], "counts": "141"}}, {"image_id": 1, "category_id": 2,
          "score": 1e-3, "segmentation": {"size": [3, 2], "counts": [0, 6]}}]\
        """
            .getBytes(UTF_8));
  }

  @MethodSource("resultFiles")
  @FuzzTest
  void results(byte[] json) throws IOException {
    Path file = Files.write(folder.resolve("results.json"), json);
    try {
      CocoResultReader.read(file, true, null, detection -> look(detection.segmentation()));
    } catch (CocoFormatException refused) {
      return; // as documented
    }
  }

  static Stream<byte[]> compressedRuns() {
    return Stream.of("141", "06", "ZRh0:1J4M11MO", "001").map(text -> text.getBytes(UTF_8));
  }

  @MethodSource("compressedRuns")
  @FuzzTest
  void runLengths(byte[] bytes) {
    String counts = new String(bytes, ISO_8859_1);
    try {
      look(new CompressedRunLengths(3, 2, counts));
      look(new CompressedRunLengths(360, 640, counts));
    } catch (IllegalArgumentException refused) {
      return; // as documented
    }
  }

  private static void look(Segmentation segmentation) {
    if (segmentation == null || segmentation.isEmpty()) {
      return;
    }
    try {
      segmentation.box();
      Rle mask =
          segmentation instanceof Polygons polygons
              ? polygons.decode(30, 40)
              : segmentation.decode(3, 2);
      if ((long) mask.height() * mask.width() < LARGEST) {
        mask.toPolygons();
      }
    } catch (IllegalArgumentException refused) {
      return; // as documented
    }
  }
}
