package dev.quantmask.coco;

import dev.quantmask.coco.json.CocoFormatException;
import dev.quantmask.coco.json.JsonSource;
import dev.quantmask.coco.json.TextIds;
import dev.quantmask.coco.mask.CocoBox;
import dev.quantmask.coco.mask.Segmentation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads result files in the <a href="https://cocodataset.org/#format-results">COCO format</a>,
 * plain or in gzip, in a stream: an array of detections.
 */
public final class CocoResultReader {
  /** Is called with each detection, in the order of the file. */
  @FunctionalInterface
  public interface Handler {
    void detection(CocoDetection detection) throws IOException;
  }

  private static final String SECTION = "detections";

  private final JsonSource source;
  private final boolean segmentations;
  private final Handler handler;
  private final ShapeReader shapes;

  private CocoResultReader(JsonSource source, boolean segmentations, Handler handler) {
    this.source = source;
    this.segmentations = segmentations;
    this.handler = handler;
    this.shapes = new ShapeReader(source);
  }

  /**
   * Reads a file record by record, in bounded memory.
   *
   * @param segmentations false: they are passed by
   * @param texts numbers for ids that are texts
   * @throws CocoFormatException naming file, record and field, as in {@code detections[17].bbox}
   */
  public static void read(Path file, boolean segmentations, TextIds texts, Handler handler)
      throws IOException {
    try (JsonSource source = JsonSource.open(file, texts)) {
      CocoResultReader reader = new CocoResultReader(source, segmentations, handler);
      source.forEachRecord(SECTION, reader::readDetection);
      source.requireEnd();
    }
  }

  /**
   * Reads the first record only; empty if there is none.
   *
   * @throws CocoFormatException naming file, record and field
   */
  public static Optional<CocoDetection> first(Path file) throws IOException {
    try (JsonSource source = JsonSource.open(file, new TextIds())) {
      source.beginRecords(SECTION);
      CocoDetection[] first = new CocoDetection[1];
      if (source.nextElement()) {
        CocoResultReader reader = new CocoResultReader(source, true, one -> first[0] = one);
        source.readRecord(reader::readDetection);
      }
      return Optional.ofNullable(first[0]);
    }
  }

  private void readDetection() throws IOException {
    Long imageId = null;
    Long categoryId = null;
    Double score = null;
    CocoBox box = null;
    Segmentation segmentation = null;
    for (String key = source.nextField(); key != null; key = source.nextField()) {
      switch (key) {
        case "image_id" -> imageId = source.anyId();
        case "category_id" -> categoryId = source.anyId();
        case "score" -> score = source.number();
        case "bbox" -> box = shapes.box();
        case "segmentation" -> {
          if (segmentations) {
            segmentation = shapes.segmentation();
          } else {
            source.skip();
          }
        }
        default -> source.skip();
      }
    }
    handler.detection(
        new CocoDetection(
            source.required("image_id", imageId),
            source.required("category_id", categoryId),
            box,
            segmentation,
            source.required("score", score)));
  }
}
