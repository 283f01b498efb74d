package dev.quantmask.detection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.coco.PixelWindow;
import dev.quantmask.coco.Rle;
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
   * The tolerance within which the originals agree with themselves on other machines: every
   * detection is matched in class, box and score, 2% more are allowed, masks agree in the mean.
   */
  static void assertMatched(List<Detection> found, List<Detection> expected) {
    List<Detection> rest = new ArrayList<>(found);
    List<Detection> missing = new ArrayList<>();
    double maskOverlaps = 0;
    for (Detection wanted : expected) {
      Optional<Detection> match =
          rest.stream()
              .filter(candidate -> Math.abs(candidate.score() - wanted.score()) <= 0.001)
              .filter(candidate -> matches(candidate, wanted, 0.99))
              .findFirst();
      match.ifPresentOrElse(rest::remove, () -> missing.add(wanted));
      if (match.isPresent()) {
        maskOverlaps += maskOverlap(match.get().mask(), wanted.mask());
      }
    }
    assertThat(missing).as("expected and not found").isEmpty();
    assertThat(rest).as("found and not expected").hasSizeLessThanOrEqualTo(expected.size() / 50);
    assertThat(maskOverlaps / expected.size()).as("mean mask IoU").isGreaterThanOrEqualTo(0.99);
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
