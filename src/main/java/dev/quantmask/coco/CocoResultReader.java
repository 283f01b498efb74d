package dev.quantmask.coco;

import dev.quantmask.coco.json.CocoFormatException;
import dev.quantmask.coco.json.JsonScanner.Kind;
import dev.quantmask.coco.json.JsonSource;
import dev.quantmask.coco.json.TextIds;
import dev.quantmask.coco.mask.CocoBox;
import dev.quantmask.coco.mask.Segmentation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads result files in the <a href="https://cocodataset.org/#format-results">COCO format</a>,
 * plain or in gzip, in a stream: an array of detections, or JSON lines with one each; or a folder
 * of such files.
 */
public final class CocoResultReader {
  /** Is called with each detection, in the order of the file. */
  @FunctionalInterface
  public interface Handler {
    void detection(CocoDetection detection) throws IOException;
  }

  private static final String SECTION = "detections";

  private final JsonSource source;
  private final boolean part; // of a folder: it may be empty, where a task has found nothing
  private final boolean segmentations;
  private final Handler handler;
  private final ShapeReader shapes;

  private CocoResultReader(
      JsonSource source, boolean part, boolean segmentations, Handler handler) {
    this.source = source;
    this.part = part;
    this.segmentations = segmentations;
    this.handler = handler;
    this.shapes = new ShapeReader(source);
  }

  /**
   * Reads a file, or the files of a folder, record by record, in bounded memory.
   *
   * @param segmentations false: they are passed by
   * @param texts numbers for ids that are texts
   * @throws CocoFormatException naming file, record and field, as in {@code detections[17].bbox}
   */
  public static void read(Path path, boolean segmentations, TextIds texts, Handler handler)
      throws IOException {
    for (Path file : ResultFiles.of(path)) {
      try (JsonSource source = JsonSource.open(file, texts)) {
        new CocoResultReader(source, !file.equals(path), segmentations, handler).readAll();
      }
    }
  }

  /**
   * Reads the first record only; empty if there is none.
   *
   * @throws CocoFormatException naming file, record and field
   */
  public static Optional<CocoDetection> first(Path path) throws IOException {
    for (Path file : ResultFiles.of(path)) {
      try (JsonSource source = JsonSource.open(file, new TextIds())) {
        CocoDetection[] first = new CocoDetection[1];
        new CocoResultReader(source, !file.equals(path), true, one -> first[0] = one).readFirst();
        if (first[0] != null) {
          return Optional.of(first[0]);
        }
      }
    }
    return Optional.empty();
  }

  private void readAll() throws IOException {
    if (!isLines()) {
      source.forEachRecord(SECTION, this::readDetection);
      source.requireEnd();
      return;
    }
    while (!source.isAtEnd()) {
      source.readRecord(this::readDetection);
    }
  }

  private void readFirst() throws IOException {
    if (isLines() ? !source.isAtEnd() : beginArray()) {
      source.readRecord(this::readDetection);
    }
  }

  private boolean beginArray() throws IOException {
    source.beginRecords(SECTION);
    return source.nextElement();
  }

  private boolean isLines() throws IOException {
    source.in(SECTION);
    return source.kind() == Kind.OBJECT || part && source.isAtEnd();
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
