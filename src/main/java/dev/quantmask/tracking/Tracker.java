package dev.quantmask.tracking;

import dev.quantmask.detection.Detection;
import dev.quantmask.detection.DetectionResult;
import dev.quantmask.detection.Detections;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Follows the objects of one video: detections of a frame in, the same with ids out.
 *
 * <p>It is ByteTrack (Zhang and others, 2022): detections with high scores are matched first, to
 * where a Kalman filter expects the objects, then those with low scores to the objects that are
 * left. Ids are those of {@code ByteTrack.update_with_detections} of supervision 0.30.9; like
 * there, classes are not looked at. Not for several threads.
 */
public final class Tracker {
  private static final double LOW_LIMIT = 0.5; // highest cost of a match with a low score
  private static final double UNCONFIRMED_LIMIT = 0.7;
  private static final double DUPLICATE_LIMIT = 0.05; // below it two tracks are of one object
  private static final double ANSWER_LIMIT = 0.5;

  private final TrackerOptions options;
  private int frame;
  private int lastId;
  private List<Track> tracked = new ArrayList<>();
  private List<Track> lost = new ArrayList<>();
  private List<Track> removed = new ArrayList<>(); // in the frame before

  public Tracker(TrackerOptions options) {
    this.options = options;
  }

  /**
   * Looks at the next frame.
   *
   * @return the detections in their order, those that belong to an object with its id: an object
   *     has one from its second detection on, or from the first if that is in the first frame
   */
  public List<Detection> update(List<Detection> detections) {
    frame++;
    List<TrackedDetection> valid = valid(detections);
    List<Track> unconfirmed = tracked.stream().filter(track -> !track.isConfirmed()).toList();
    List<Track> known = joined(confirmed(), lost);
    known.forEach(Track::predict);

    var high = Matches.of(known, high(valid), this::fusedCost, options.matchingThreshold());
    List<Track> found = new ArrayList<>();
    List<Track> foundAgain = new ArrayList<>();
    take(high, found, foundAgain);

    List<Track> left =
        high.rows().stream().filter(track -> track.state() == Track.State.TRACKED).toList();
    var low = Matches.of(left, low(valid), this::cost, LOW_LIMIT);
    take(low, found, foundAgain);
    low.rows().forEach(Track::lose);

    var second = Matches.of(unconfirmed, high.columns(), this::fusedCost, UNCONFIRMED_LIMIT);
    take(second, found, foundAgain);
    second.rows().forEach(Track::remove);

    found.addAll(started(second.columns()));
    List<Track> nowRemoved = new ArrayList<>(second.rows());
    nowRemoved.addAll(givenUp());

    tracked.removeIf(track -> track.state() != Track.State.TRACKED);
    tracked = joined(joined(tracked, found), foundAgain);
    lost.removeAll(Set.copyOf(tracked));
    lost.addAll(low.rows());
    lost.removeAll(Set.copyOf(removed));
    removed = nowRemoved;
    dropDuplicates();
    return answer(detections, valid);
  }

  /** The same with what a detector gives. */
  public DetectionResult update(DetectionResult result) {
    Detections detections = result.detections();
    return new DetectionResult(
        result.image(), detections.with(update(detections.detections())), result.model());
  }

  /**
   * Goes to the next frame without looking at it.
   *
   * @return the objects of the last frame that was looked at, each at its expected place
   */
  public List<Detection> predict() {
    frame++;
    confirmed().forEach(Track::predict);
    lost.forEach(Track::predict);
    return confirmed().stream().map(Track::expected).toList();
  }

  /** The objects that were found in the last frame. */
  List<Track> confirmed() {
    return tracked.stream().filter(Track::isConfirmed).toList();
  }

  private static List<TrackedDetection> valid(List<Detection> detections) {
    List<TrackedDetection> valid = new ArrayList<>();
    for (int i = 0; i < detections.size(); i++) {
      TrackedDetection detection = new TrackedDetection(i, detections.get(i));
      if (detection.isValid()) {
        valid.add(detection);
      }
    }
    return valid;
  }

  /** Scores are floats, and are compared as floats. */
  private List<TrackedDetection> high(List<TrackedDetection> detections) {
    float least = (float) options.activationThreshold();
    return detections.stream().filter(one -> one.score() >= least).toList();
  }

  private List<TrackedDetection> low(List<TrackedDetection> detections) {
    float least = (float) TrackerOptions.LOW_THRESHOLD;
    float most = (float) options.activationThreshold();
    return detections.stream().filter(one -> one.score() > least && one.score() < most).toList();
  }

  private double cost(Track track, TrackedDetection detection) {
    return 1 - options.overlap().of(track, detection);
  }

  private double fusedCost(Track track, TrackedDetection detection) {
    return 1 - options.overlap().of(track, detection) * detection.score();
  }

  private void take(
      Matches<Track, TrackedDetection> matches, List<Track> found, List<Track> foundAgain) {
    for (var match : matches.pairs()) {
      Track track = match.row();
      (track.state() == Track.State.TRACKED ? found : foundAgain).add(track);
      track.update(match.column(), frame);
      if (!track.isConfirmed()) {
        track.confirm(++lastId);
      }
    }
  }

  private List<Track> started(List<TrackedDetection> unknown) {
    float least = (float) options.startThreshold();
    List<Track> started = new ArrayList<>();
    for (TrackedDetection detection : unknown) {
      if (detection.score() < least) {
        continue;
      }
      Track track = new Track(detection, frame);
      if (frame == 1) {
        track.confirm(++lastId);
      }
      started.add(track);
    }
    return started;
  }

  /** Who is away for too long; like the reference they are still searched for in one more frame. */
  private List<Track> givenUp() {
    List<Track> givenUp =
        lost.stream().filter(track -> frame - track.lastFrame() > options.lostFrames()).toList();
    givenUp.forEach(Track::remove);
    return givenUp;
  }

  /** Of a track that is followed and one that is lost at the same place, the older one stays. */
  private void dropDuplicates() {
    Set<Track> duplicates = new LinkedHashSet<>();
    for (Track one : tracked) {
      for (Track other : lost) {
        if (1 - Overlap.ofBoxes(one.box(), other.box()) < DUPLICATE_LIMIT) {
          duplicates.add(one.age() > other.age() ? other : one);
        }
      }
    }
    tracked.removeAll(duplicates);
    lost.removeAll(duplicates);
  }

  /** A detection gets the id of the track whose box, as it is now, fits it best. */
  private List<Detection> answer(List<Detection> detections, List<TrackedDetection> valid) {
    List<Detection> answer = new ArrayList<>(detections);
    var matches =
        Matches.of(
            valid,
            confirmed(),
            (detection, track) -> 1 - Overlap.ofBoxes(detection.box(), track.box()),
            ANSWER_LIMIT);
    for (var match : matches.pairs()) {
      TrackedDetection detection = match.row();
      answer.set(detection.index(), detection.detection().tracked(match.column().id()));
    }
    return answer;
  }

  private static List<Track> joined(Collection<Track> first, Collection<Track> second) {
    Set<Track> joined = new LinkedHashSet<>(first);
    joined.addAll(second);
    return new ArrayList<>(joined);
  }
}
