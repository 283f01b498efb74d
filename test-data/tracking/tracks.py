"""Writes tracks.json.gz: detections of scenes that move, and the ids that supervision's ByteTrack gives them.

    python3 -m venv venv && venv/bin/pip install supervision==0.30.9 numpy==2.4.6 scipy==1.17.1
    venv/bin/python tracks.py

0.30.9 is the last version of supervision that has ByteTrack. Every detection of a sequence has a score of its
own, by which the detection of an answer is found.

ByteTrack keeps what is unmatched in a set, and numbers new tracks in the order that CPython has for it: with many
objects that is not theirs. Here the set is sorted; without that the ids are the same but for their names, which is
checked.
"""

import gzip
import json
import warnings

import numpy as np
import supervision
from supervision.tracker.byte_tracker import matching
from supervision.tracker.byte_tracker.core import ByteTrack

warnings.simplefilter("ignore")
WIDTH, HEIGHT = 1280, 720


class Object:
    """Moves through the image with some noise; `seen` says in which frames it is detected, and how well."""

    def __init__(self, x, y, w, h, vx, vy, seen=lambda t: 0.9, grow=1.0, jitter=1.0):
        self.x, self.y, self.w, self.h, self.vx, self.vy = x, y, w, h, vx, vy
        self.seen, self.grow, self.jitter = seen, grow, jitter

    def detection(self, t, random):
        score = self.seen(t)
        if score is None:
            return None
        w, h = self.w * self.grow**t, self.h * self.grow**t
        x, y = self.x + self.vx * t, self.y + self.vy * t
        box = np.array([x - w / 2, y - h / 2, x + w / 2, y + h / 2]) + random.normal(0, self.jitter, 4)
        return [*box, score]


def sequence(random, objects, frames, clutter=0.0, shuffle=True):
    result = []
    for t in range(frames):
        found = [d for d in (o.detection(t, random) for o in objects) if d is not None]
        for _ in range(random.poisson(clutter)):
            x, y = random.uniform(0, WIDTH), random.uniform(0, HEIGHT)
            w, h = random.uniform(10, 120, 2)
            found.append([x, y, x + w, y + h, random.uniform(0.05, 0.9)])
        if shuffle:
            random.shuffle(found)
        result.append(found)
    return result


def crossing(random):
    return sequence(random, [Object(100 + 30 * i, 120 + 90 * i, 60, 110, 12 - i, 0) for i in range(5)]
                    + [Object(1100 - 20 * i, 130 + 85 * i, 70, 100, -11 + i, 1) for i in range(5)], 90)


def low_scores(random):
    fading = lambda i: lambda t: 0.15 + 0.75 * abs(np.sin((t + 7 * i) / 9))
    return sequence(random, [Object(150 + 150 * i, 300, 80, 140, 3 * (-1) ** i, 2, fading(i)) for i in range(7)], 100)


def misses(random):
    gone = lambda p: lambda t: None if random.random() < p else random.uniform(0.3, 0.95)
    return sequence(random, [Object(100 + 140 * i, 200 + 30 * i, 70, 90, 4, 1, gone(0.3)) for i in range(8)], 120)


def lost_and_found(random):
    """Away for 5, 15, 28 to 33 and 60 frames: around the 30 after which a track is given up."""
    away = lambda n: lambda t: None if 20 <= t < 20 + n else 0.8
    return sequence(random, [Object(100 + 120 * i, 100 + 60 * i, 100, 120, 0.5, 0.2, away(n))
                             for i, n in enumerate([5, 15, 28, 29, 30, 31, 32, 33, 60])], 110)


def crowd(random):
    objects = [Object(random.uniform(0, WIDTH), random.uniform(0, HEIGHT), random.uniform(30, 60), random.uniform(50, 90),
                      *random.normal(0, 5, 2), lambda t: None if random.random() < 0.1 else random.uniform(0.12, 0.98))
               for _ in range(50)]
    return sequence(random, objects, 40, clutter=3)


def empty_frames(random):
    frames = sequence(random, [Object(200 + 200 * i, 300, 90, 90, 5, 0) for i in range(4)], 80, clutter=0.5)
    return [[] if t < 3 or 30 <= t < 36 or 50 <= t < 52 else found for t, found in enumerate(frames)]


def growing(random):
    return sequence(random, [Object(640, 360, 20, 30, 0, 0, grow=1.05), Object(300, 200, 200, 250, 4, 1, grow=0.97),
                             Object(900, 300, 40, 200, -6, 0, jitter=6.0)], 60)


def fast(random):
    return sequence(random, [Object(20, 60 + 70 * i, 60 - 4 * i, 60, 10 + 6 * i, 0, jitter=3.0) for i in range(9)], 40)


def clutter(random):
    return sequence(random, [Object(300, 300, 120, 160, 3, 1), Object(700, 300, 100, 160, -3, 1)], 80, clutter=12)


def odd_boxes(random):
    """Boxes without an area and not a number are no detections."""
    frames = sequence(random, [Object(200 + 200 * i, 300, 90, 90, 5, 0) for i in range(3)], 30, shuffle=False)
    for t, found in enumerate(frames):
        found.insert(1, [[50, 50, 50, 90, 0.9], [50, 50, 40, 90, 0.9], [float("nan"), 5, 40, 90, 0.9]][t % 3])
    return frames


def in_order(indices_to_matches):
    def sort(*arguments):
        matches, rows, columns = indices_to_matches(*arguments)
        return matches, tuple(sorted(rows)), tuple(sorted(columns))
    return sort


def check_names(unsorted, answer):
    pairs = {pair for one, other in zip(unsorted, answer) for pair in zip(one["ids"], other["ids"])}
    assert len(pairs) == len({one for one, _ in pairs}) == len({other for _, other in pairs})


def run(frames, **options):
    """The id of each detection, 0 for none, and the boxes of the tracks of each frame."""
    tracker = ByteTrack(**options)
    result = []
    for found in frames:
        found = np.asarray(found, dtype=np.float32).reshape(-1, 5)
        ids = np.full(len(found), 0)
        answer = tracker.update_with_detections(supervision.Detections(xyxy=found[:, :4], confidence=found[:, 4]))
        for score, track in zip(answer.confidence if len(answer) else [], answer.tracker_id):
            ids[np.flatnonzero(found[:, 4] == score)[0]] = track
        boxes = [[track.external_track_id, *(round(float(v), 3) for v in track.tlbr)]
                 for track in tracker.tracked_tracks if track.is_activated]
        result.append({
            "detections": [[None if np.isnan(v) else float(str(v)) for v in d] for d in found],
            "ids": ids.tolist(), "tracks": boxes})
    return result


def main():
    random = np.random.default_rng(23)
    cases, differing, total = [], 0, 0
    for make, options in [
        (crossing, {}), (low_scores, {}), (misses, {}), (lost_and_found, {}), (crowd, {}), (empty_frames, {}),
        (growing, {}), (fast, {}), (clutter, {}), (odd_boxes, {}),
        (misses, {"track_activation_threshold": 0.5, "lost_track_buffer": 10, "minimum_matching_threshold": 0.7}),
        (crowd, {"track_activation_threshold": 0.6, "lost_track_buffer": 5, "minimum_matching_threshold": 0.9}),
    ]:
        frames = make(random)
        for frame in frames:  # a score of its own for each, and few digits for a small file
            for found in frame:
                found[:4] = [round(v, 2) for v in found[:4]]
            for i, found in enumerate(frame):
                found[4] = round(round(found[4], 4) + 1e-6 * i, 6)
            scores = [np.float32(found[4]) for found in frame]
            assert len(set(scores)) == len(scores)
        as_it_is = matching.indices_to_matches
        unsorted = run(frames, **options)
        matching.indices_to_matches = in_order(as_it_is)
        answer = run(frames, **options)
        matching.indices_to_matches = as_it_is
        check_names(unsorted, answer)
        cases.append({"name": make.__name__, "options": options, "frames": answer})
        print(make.__name__, options, len(frames), "frames", max(max(f["ids"], default=0) for f in answer), "tracks")
    with gzip.GzipFile("tracks.json.gz", "wb", mtime=0) as file:
        file.write(json.dumps(cases, separators=(",", ":")).encode())


main()
