"""Writes scores.json.gz: ground truth and predictions as files of MOTChallenge, and what trackeval says about them.

    venv/bin/pip install trackeval==1.3.0     # into the environment of tracks.py
    venv/bin/python scores.py

Figures are those of MotChallenge2DBox without the preprocessing of MOTChallenge's own benchmarks (DO_PREPROC):
all classes count, lines of ground truth whose confidence is 0 do not.
"""

import contextlib
import gzip
import io
import json
import pathlib
import tempfile

import numpy as np
import trackeval

METRICS = ["HOTA", "CLEAR", "Identity"]


def truth(random, objects, frames):
    """Boxes by (frame, id): objects move, grow, leave and come back."""
    boxes = {}
    for i in range(objects):
        x, y = random.uniform(0, 1000), random.uniform(0, 600)
        w, h = random.uniform(20, 150, 2)
        speed, grow = random.normal(0, 6, 2), random.normal(0, 0.4, 2)
        first, last = sorted(random.integers(1, frames + 1, 2))
        gap = random.integers(0, frames, 2) if random.random() < 0.4 else (0, 0)
        for t in range(first, last + 1):
            if not gap[0] <= t < gap[1]:
                boxes[t, int(3 * i + 2)] = [x + speed[0] * t, y + speed[1] * t, max(w + grow[0] * t, 5), max(h + grow[1] * t, 5)]
    return boxes


def predicted(random, boxes, spread, missed, switched, false):
    """Some boxes are missed, some tracks go on under another id, some boxes are of nothing."""
    names, result, fresh = {}, {}, 100
    for (t, i), box in sorted(boxes.items()):
        if i not in names or random.random() < switched:
            if i in names and random.random() < 0.3 and len(names) > 1:  # two objects change places
                other = random.choice(sorted(names))
                names[i], names[other] = names[other], names[i]
            else:
                names[i], fresh = fresh, fresh + 1
        if random.random() >= missed and (t, names[i]) not in result:
            result[t, names[i]] = list(np.array(box) + random.normal(0, spread, 4) * [1, 1, 0.5, 0.5])
    for t in sorted({t for t, _ in boxes}):
        for _ in range(random.poisson(false)):
            result[t, int(random.integers(1000, 1010))] = [*random.uniform(0, 800, 2), *random.uniform(10, 200, 2)]
    return result


def text(random, boxes, is_truth):
    rows = []
    for (t, i), box in boxes.items():
        end = f"{int(random.random() > 0.08)},{random.integers(1, 8)},1" if is_truth else f"{random.random():.3f},-1,-1,-1"
        rows.append(f"{t},{i}," + ",".join(f"{v:.2f}" for v in box) + "," + end + "\n")
    if is_truth:
        rows.sort(key=lambda row: [int(v) for v in row.split(",")[:2]])
    else:
        random.shuffle(rows)
    return "".join(rows)


def sequence(random, objects, frames, *change):
    boxes = truth(random, objects, frames)
    return {"gt": text(random, boxes, True), "predictions": text(random, predicted(random, boxes, *change), False)}


def trackeval_scores(sequences):
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()):
        root = pathlib.Path(folder)
        for name, one in sequences.items():
            (root / "gt" / name / "gt").mkdir(parents=True)
            (root / "gt" / name / "gt" / "gt.txt").write_text(one["gt"])
            (root / "out" / "t" / "data").mkdir(parents=True, exist_ok=True)
            (root / "out" / "t" / "data" / f"{name}.txt").write_text(one["predictions"])
        data = trackeval.datasets.MotChallenge2DBox({
            "GT_FOLDER": str(root / "gt"), "TRACKERS_FOLDER": str(root / "out"), "SKIP_SPLIT_FOL": True,
            "DO_PREPROC": False, "SEQ_INFO": {name: 1000 for name in sequences}, "PRINT_CONFIG": False})
        evaluator = trackeval.Evaluator({
            "PRINT_RESULTS": False, "PRINT_CONFIG": False, "OUTPUT_SUMMARY": False, "OUTPUT_DETAILED": False,
            "PLOT_CURVES": False, "TIME_PROGRESS": False, "LOG_ON_ERROR": None, "BREAK_ON_ERROR": True,
            "OUTPUT_EMPTY_CLASSES": False})
        metrics = [trackeval.metrics.HOTA(), trackeval.metrics.CLEAR({"PRINT_CONFIG": False}),
                   trackeval.metrics.Identity({"PRINT_CONFIG": False})]
        result = evaluator.evaluate([data], metrics)[0]["MotChallenge2DBox"]["t"]
    answer = {}
    for name, scores in result.items():
        answer[name] = {}
        for metric in METRICS:
            for key, value in scores["pedestrian"][metric].items():
                value = np.mean(value)  # of the thresholds, as trackeval prints it
                if key not in ("HOTA_TP", "HOTA_FN", "HOTA_FP", "CLR_Frames", "FP_per_frame", "MOTP_sum"):
                    answer[name][key] = float(value)
    return answer


def main():
    random = np.random.default_rng(11)
    perfect = sequence(random, 5, 20, 0, 0, 0, 0)
    some = lambda *change: sequence(random, 12, 30, *change)
    cases = {
        "perfect": {"a": perfect},
        "good": {"a": some(1, 0.05, 0.01, 0.1)},
        "poor": {"a": some(12, 0.4, 0.2, 2)},
        "switches": {"a": some(2, 0.0, 0.3, 0.0)},
        "crowd": {"a": sequence(random, 60, 15, 4, 0.2, 0.05, 3)},
        "nothing predicted": {"a": {"gt": perfect["gt"], "predictions": ""}},
        "nothing there": {"a": {"gt": "", "predictions": perfect["predictions"]}},
        "sequences": {"a": some(3, 0.1, 0.05, 0.5), "b": some(6, 0.3, 0.1, 1), "c": {"gt": perfect["gt"], "predictions": ""},
                      "d": {"gt": "", "predictions": perfect["predictions"]}},
        "same boxes": {"a": {  # matches that are as good: the assignment's choice decides
            "gt": "".join(f"{t},{i},{10 * (i // 2)},0,20,20,1,1,1\n" for t in range(1, 9) for i in range(6)),
            "predictions": "".join(f"{t},{i},{10 * ((i + t // 3) % 3)},0,20,20,1,-1,-1,-1\n" for t in range(1, 9) for i in range(6))}},
    }
    result = [{"name": name, "sequences": sequences, "scores": trackeval_scores(sequences)}
              for name, sequences in cases.items()]
    for case in result:
        print(case["name"], *(f"{key} {case['scores']['COMBINED_SEQ'][key]:.4f}" for key in ("HOTA", "MOTA", "IDF1", "IDSW")))
    with gzip.GzipFile("scores.json.gz", "wb", mtime=0) as file:
        file.write(json.dumps(result, separators=(",", ":")).encode())


main()
