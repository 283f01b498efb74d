package dev.quantmask.server.openinference;

import dev.quantmask.detection.Detection;
import dev.quantmask.detection.Detections;
import dev.quantmask.server.problem.ProblemException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Names what an answer may have: N images, and as many places as the one with most detections has,
 * filled with zeros and the class -1 in the others, as the archive does.
 */
public enum Output {
  /** (x0, y0, x1, y1) in pixels of the image. */
  BOXES("boxes", "FP32", List.of(-1L, -1L, 4L)) {
    @Override
    void write(Detection detection, TensorSink sink) {
      Detection.Box box = detection == null ? NOWHERE : detection.box();
      sink.number(box.x0());
      sink.number(box.y0());
      sink.number(box.x1());
      sink.number(box.y1());
    }
  },
  SCORES("scores", "FP32", List.of(-1L, -1L)) {
    @Override
    void write(Detection detection, TensorSink sink) {
      sink.number(detection == null ? 0 : detection.score());
    }
  },
  CLASSES("classes", "INT64", List.of(-1L, -1L)) {
    @Override
    void write(Detection detection, TensorSink sink) {
      sink.number(detection == null ? -1L : detection.classId());
    }
  },
  LABELS("labels", "BYTES", List.of(-1L, -1L)) {
    @Override
    void write(Detection detection, TensorSink sink) {
      sink.text(detection == null ? "" : detection.label());
    }
  },

  /** COCO's compressed run lengths, of a mask as large as the image. */
  MASKS("masks", "BYTES", List.of(-1L, -1L)) {
    @Override
    void write(Detection detection, TensorSink sink) {
      sink.text(detection == null ? "" : detection.mask().compressed());
    }
  };

  private static final Detection.Box NOWHERE = new Detection.Box(0, 0, 0, 0);

  /** What comes when nothing is named. */
  static final List<Output> UNASKED = List.of(BOXES, SCORES, CLASSES, LABELS);

  private final String tensor;
  private final String datatype;

  @SuppressWarnings("ImmutableEnumChecker") // List.of is
  private final List<Long> shape;

  Output(String tensor, String datatype, List<Long> shape) {
    this.tensor = tensor;
    this.datatype = datatype;
    this.shape = shape;
  }

  /**
   * @param before how many outputs a request has named
   */
  public static void checkCount(int before, String where) {
    if (before == values().length) {
      throw ProblemException.badRequest("%s: expected each output once", where);
    }
  }

  public static Output named(String name, String where) {
    return Arrays.stream(values())
        .filter(output -> output.tensor.equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                ProblemException.badRequest(
                    "%s: expected one of %s, found \"%.40s\"",
                    where,
                    Arrays.stream(values())
                        .map(output -> output.tensor)
                        .collect(Collectors.joining(", ")),
                    name));
  }

  TensorMetadata metadata() {
    return new TensorMetadata(tensor, datatype, shape);
  }

  /** The same for so many images, each with as many places as the one with most detections. */
  public TensorMetadata metadata(List<Detections> images) {
    return metadata(images.size(), places(images));
  }

  private TensorMetadata metadata(int images, int places) {
    List<Long> actual =
        shape.size() == 2
            ? List.of((long) images, (long) places)
            : List.of((long) images, (long) places, shape.get(2));
    return new TensorMetadata(tensor, datatype, actual);
  }

  private static int places(List<Detections> images) {
    return images.stream().mapToInt(found -> found.detections().size()).max().orElse(0);
  }

  /** Writes all elements. */
  public void write(List<Detections> images, TensorSink sink) {
    int places = places(images);
    for (Detections image : images) {
      List<Detection> found = image.detections();
      for (int place = 0; place < places; place++) {
        write(place < found.size() ? found.get(place) : null, sink);
      }
    }
  }

  /**
   * One place.
   *
   * @param detection null where there is none
   */
  abstract void write(Detection detection, TensorSink sink);
}
