"""Writes parameters.json beside cases: figures of pycocotools 2.0.11, with numpy 2.3 or newer, for other IoU thresholds and ranges of
area than COCO's. Run in this folder."""

import contextlib
import io
import json

import numpy as np
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval

from expected import load, pathlib

CASES = ("s01_mixed", "s04_crowd")
AREAS = "all=16:10000000000,tiny=0:256,xs=100.5:400,rest=400:inf"
OPTIONS = (  # thresholds and areas as the command takes them, thresholds as pycocotools does
    ("0.5", None, [0.5]),
    ("0.5,0.75", None, [0.5, 0.75]),
    ("0.5:0.95:0.05", None, np.linspace(0.5, 0.95, 10)),
    ("0.3:0.9:0.1", None, np.linspace(0.3, 0.9, 7)),
    ("0,0.1,1", None, [0, 0.1, 1]),
    ("0.01:0.99:0.01", None, np.linspace(0.01, 0.99, 99)),
    (None, AREAS, np.linspace(0.5, 0.95, 10)),
    ("0.75,0.8", AREAS, [0.75, 0.8]),
)


def mean(values):
    values = values[values > -1]
    return float(np.mean(values)) if values.size else -1


def figures(case, iou_type, areas, thresholds):
    """In the steps of COCOeval.summarize, whose names of areas and thresholds are fixed."""
    truth = COCO()
    truth.dataset = load(case / "gt.json.gz")
    truth.createIndex()
    evaluation = COCOeval(truth, truth.loadRes(load(case / "dt.json.gz")), iou_type)
    params = evaluation.params
    params.iouThrs = np.array(thresholds)
    names = ["", "s", "m", "l"]
    if areas:
        ranges = dict(part.split("=") for part in areas.split(","))
        names = ["" if name == "all" else name for name in ranges]
        params.areaRngLbl = list(ranges)
        params.areaRng = [list(map(float, ends.split(":"))) for ends in ranges.values()]
    evaluation.evaluate()
    evaluation.accumulate()
    precision, recall = evaluation.eval["precision"], evaluation.eval["recall"]
    answer = {}
    for t in (0.5, 0.75):
        if t in params.iouThrs:
            answer[f"AP{round(100 * t)}"] = mean(precision[params.iouThrs == t][:, :, :, 0, 2])
    for a, name in enumerate(names):
        answer["AP" + name] = mean(precision[:, :, :, a, 2])
        answer["AR" + (name or "100")] = mean(recall[:, :, a, 2])
    for m, name in enumerate(("AR1", "AR10")):
        answer[name] = mean(recall[:, :, 0, m])
    return answer


def main():
    for case in map(pathlib.Path, CASES):
        lines = []
        for iou_type in ("bbox", "segm"):
            for written, areas, thresholds in OPTIONS:
                with contextlib.redirect_stdout(io.StringIO()):
                    answer = figures(case, iou_type, areas, thresholds)
                lines.append({"iouType": iou_type, "iouThresholds": written, "areaRanges": areas, "figures": answer})
        (case / "parameters.json").write_text("[" + ",\n".join(map(json.dumps, lines)) + "]\n")


if __name__ == "__main__":
    main()
