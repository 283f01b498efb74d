package dev.quantmask.detection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.coco.mask.PixelWindow;
import dev.quantmask.coco.mask.Rle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a reference implementation found in an image. */
final class ExpectedDetections {
  private ExpectedDetections() {}

  static List<Detection> read(Path json) throws IOException {
    List<Detection> expected = new ArrayList<>();
    for (JsonNode node : new ObjectMapper().readTree(json.toFile()).get("detections")) {
      JsonNode box = node.get("box");
      JsonNode mask = node.get("mask");
      expected.add(
          new Detection(
              node.get("classId").intValue(),
              node.get("label").textValue(),
              node.get("score").floatValue(),
              new Detection.Box(
                  box.get(0).floatValue(),
                  box.get(1).floatValue(),
                  box.get(2).floatValue(),
                  box.get(3).floatValue()),
              Rle.fromCompressed(
                  mask.get("size").get(0).intValue(),
                  mask.get("size").get(1).intValue(),
                  mask.get("counts").textValue())));
    }
    return expected;
  }

  /**
   * How far the reference's own detections move where the rounding is another: in float64, with
   * other kernels, with weights and features that have noise in their last bits.
   *
   * @param score largest change
   * @param box largest change of an edge, in pixels
   * @param maskOverlap least, in the mean over an image
   */
  record Stability(double score, double box, double maskOverlap) {
    /** How much further ours may be from them: the reference was asked five times only. */
    private static final double MARGIN = 3;

    static Stability read(Path json) throws IOException {
      double score = 0;
      double box = 0;
      double maskOverlap = 1;
      for (var disturbance :
          new ObjectMapper().readTree(json.toFile()).get("disturbances").properties()) {
        if (disturbance.getKey().contains("resize")) {
          continue; // of another image: ours are resized as Pillow does, bit for bit
        }
        JsonNode moved = disturbance.getValue();
        score = Math.max(score, moved.get("score").doubleValue());
        box = Math.max(box, moved.get("box").doubleValue());
        maskOverlap = Math.min(maskOverlap, moved.get("mask_iou").doubleValue());
      }
      return new Stability(MARGIN * score, MARGIN * box, 1 - MARGIN * (1 - maskOverlap));
    }

    private boolean isSame(Detection found, Detection wanted) {
      return found.classId() == wanted.classId()
          && Math.abs(found.score() - wanted.score()) <= score
          && Math.abs(found.box().x0() - wanted.box().x0()) <= box
          && Math.abs(found.box().y0() - wanted.box().y0()) <= box
          && Math.abs(found.box().x1() - wanted.box().x1()) <= box
          && Math.abs(found.box().y1() - wanted.box().y1()) <= box;
    }
  }

  /** Every detection is there, and no other; masks agree in the mean. */
  static void assertMatched(List<Detection> found, List<Detection> expected, Stability stability) {
    List<Detection> rest = new ArrayList<>(found);
    List<Detection> missing = new ArrayList<>();
    double maskOverlaps = 0;
    for (Detection wanted : expected) {
      Optional<Detection> match =
          rest.stream().filter(candidate -> stability.isSame(candidate, wanted)).findFirst();
      match.ifPresentOrElse(rest::remove, () -> missing.add(wanted));
      if (match.isPresent()) {
        maskOverlaps += maskOverlap(match.get().mask(), wanted.mask());
      }
    }
    assertThat(missing).as("expected and not found").isEmpty();
    assertThat(rest).as("found and not expected").isEmpty();
    assertThat(maskOverlaps / expected.size())
        .as("mean mask IoU")
        .isGreaterThanOrEqualTo(stability.maskOverlap());
  }

  static boolean matches(Detection found, Detection wanted, double overlap) {
    return found.classId() == wanted.classId() && overlap(found.box(), wanted.box()) >= overlap;
  }

  static double overlap(Detection.Box a, Detection.Box b) {
    double width = Math.min(a.x1(), b.x1()) - Math.max(a.x0(), b.x0());
    double height = Math.min(a.y1(), b.y1()) - Math.max(a.y0(), b.y0());
    double intersection = Math.max(width, 0) * Math.max(height, 0);
    return intersection / (area(a) + area(b) - intersection);
  }

  private static double area(Detection.Box box) {
    return ((double) box.x1() - box.x0()) * ((double) box.y1() - box.y0());
  }

  /** Two empty masks are the same. */
  private static double maskOverlap(Rle a, Rle b) {
    PixelWindow all = new PixelWindow(0, 0, a.width(), a.height());
    boolean[] pixelsA = a.decode(all);
    boolean[] pixelsB = b.decode(all);
    int both = 0;
    int any = 0;
    for (int i = 0; i < pixelsA.length; i++) {
      both += pixelsA[i] && pixelsB[i] ? 1 : 0;
      any += pixelsA[i] || pixelsB[i] ? 1 : 0;
    }
    return any == 0 ? 1 : (double) both / any;
  }
}
