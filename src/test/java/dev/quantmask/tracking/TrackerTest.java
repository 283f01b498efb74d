package dev.quantmask.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quantmask.coco.mask.CocoBox;
import dev.quantmask.coco.mask.Rle;
import dev.quantmask.detection.Detection;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TrackerTest {
  /**
   * The reference rounds boxes to floats before it filters them, at most 2^-14 pixels at 2,048, and
   * the fixture to a thousandth of a pixel; a box is the sum of two such numbers.
   */
  private static final double PIXELS = 0.0015;

  private static List<JsonNode> sequences() {
    return Fixtures.cases("tracks.json.gz");
  }

  @ParameterizedTest
  @MethodSource("sequences")
  void idsAreThoseOfSupervisionInEveryFrame(JsonNode sequence) {
    Tracker tracker = new Tracker(options(sequence.get("options")));
    int number = 0;
    for (JsonNode frame : sequence.get("frames")) {
      List<Integer> ids =
          tracker.update(detections(frame.get("detections"))).stream()
              .map(one -> one.trackId() == null ? 0 : one.trackId())
              .toList();
      List<Integer> expected = new ArrayList<>();
      frame.get("ids").forEach(id -> expected.add(id.intValue()));
      assertThat(ids).as("frame %d of %s", number++, sequence.get("name")).isEqualTo(expected);
    }
    assertThat(number).isGreaterThanOrEqualTo(30);
  }

  @ParameterizedTest
  @MethodSource("sequences")
  void filteredBoxesAreThoseOfSupervision(JsonNode sequence) {
    TrackerOptions options = options(sequence.get("options"));
    Tracker tracker = new Tracker(options);
    for (JsonNode frame : sequence.get("frames")) {
      tracker.update(detections(frame.get("detections")));
      List<Track> tracks = tracker.confirmed();
      assertThat(tracks).hasSize(frame.get("tracks").size());
      for (int i = 0; i < tracks.size(); i++) {
        JsonNode expected = frame.get("tracks").get(i);
        CocoBox box = tracks.get(i).box();
        assertThat(tracks.get(i).id()).isEqualTo(expected.get(0).intValue());
        assertThat(box.x()).isCloseTo(expected.get(1).doubleValue(), within(PIXELS));
        assertThat(box.y()).isCloseTo(expected.get(2).doubleValue(), within(PIXELS));
        assertThat(box.x() + box.width()).isCloseTo(expected.get(3).doubleValue(), within(PIXELS));
        assertThat(box.y() + box.height()).isCloseTo(expected.get(4).doubleValue(), within(PIXELS));
      }
    }
  }

  private static TrackerOptions options(JsonNode options) {
    TrackerOptions defaults = TrackerOptions.DEFAULT;
    return new TrackerOptions(
        options.path("track_activation_threshold").asDouble(defaults.activationThreshold()),
        options.path("lost_track_buffer").asInt(defaults.lostFrames()),
        options.path("minimum_matching_threshold").asDouble(defaults.matchingThreshold()),
        Overlap.BOX);
  }

  private static List<Detection> detections(JsonNode rows) {
    List<Detection> detections = new ArrayList<>();
    for (JsonNode row : rows) {
      float[] numbers = new float[5];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = row.get(i).isNull() ? Float.NaN : (float) row.get(i).asDouble();
      }
      detections.add(
          new Detection(
              0,
              "enemy",
              numbers[4],
              new Detection.Box(numbers[0], numbers[1], numbers[2], numbers[3]),
              null));
    }
    return detections;
  }

  @Test
  void objectIsExpectedWhereItMovesTo() {
    Tracker tracker = new Tracker(TrackerOptions.DEFAULT);
    for (int frame = 0; frame < 20; frame++) {
      tracker.update(List.of(square(100 + 4 * frame, 50)));
    }
    tracker.predict();
    List<Detection> expected = tracker.predict();
    assertThat(expected).hasSize(1);
    assertThat(expected.get(0).trackId()).isEqualTo(1);
    // the last box began at 176, and the filter lags behind a steady motion by less than a pixel
    assertThat(expected.get(0).box().x0()).isCloseTo(184, within(1f));
    assertThat(expected.get(0).mask().bounds().x0()).isBetween(183, 185);
    assertThat(tracker.update(List.of(square(188, 50))).get(0).trackId()).isEqualTo(1);
  }

  /**
   * Two objects whose boxes are the same: one is the upper left half of it, one the lower right.
   */
  @Test
  void masksTellObjectsApartWhoseBoxesAreTheSame() {
    Tracker tracker = new Tracker(new TrackerOptions(0.25, 30, 0.8, Overlap.MASK));
    List<Detection> first = tracker.update(List.of(half(true, 0.9f), half(false, 0.8f)));
    assertThat(first).extracting(Detection::trackId).containsExactly(1, 2);
    tracker.update(List.of(half(false, 0.95f), half(true, 0.8f)));
    assertThat(tracker.confirmed().get(0).expectedMask()).isEqualTo(half(true, 1).mask());
  }

  private static Detection square(int x, int y) {
    CocoBox box = new CocoBox(x, y, 40, 40);
    return new Detection(
        0, "enemy", 0.9f, new Detection.Box(x, y, x + 40, y + 40), Rle.fromBox(200, 400, box));
  }

  private static Detection half(boolean upper, float score) {
    double[] corners =
        upper ? new double[] {20, 20, 80, 20, 20, 80} : new double[] {80, 80, 20, 80, 80, 20};
    return new Detection(
        0,
        "enemy",
        score,
        new Detection.Box(20, 20, 80, 80),
        Rle.fromPolygons(100, 100, List.of(corners)));
  }

  @Test
  void optionsAreFractions() {
    assertThatThrownBy(() -> new TrackerOptions(1.5, 30, 0.8, Overlap.BOX))
        .hasMessage("activationThreshold: expected 0 to 1, found 1.5");
    assertThatThrownBy(() -> new TrackerOptions(0.5, 30, -1, Overlap.BOX))
        .hasMessage("matchingThreshold: expected 0 to 1, found -1.0");
    assertThatThrownBy(() -> new TrackerOptions(0.5, -1, 0.8, Overlap.BOX))
        .hasMessage("lostFrames: expected 0 or more, found -1");
  }
}
