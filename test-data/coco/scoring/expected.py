"""Writes expected.json beside each case's gt.json.gz and dt.json.gz: what pycocotools 2.0.11 with numpy 2.4 makes of them
(x86-64). numpy before 2.3 rounds some of the means otherwise. Run in this folder."""

import contextlib
import gzip
import hashlib
import io
import json
import pathlib

import numpy as np
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval

OPTIONS = (
    {"maxDets": [1, 10, 100], "categories": True},
    {"maxDets": [20, 1, 5], "categories": True},
    {"maxDets": [1, 10, 100], "categories": False},
)


def load(file):
    return json.loads(gzip.decompress(file.read_bytes()))


def mean(values):
    values = values[values > -1]
    return float(np.mean(values)).hex() if values.size else "-1"


def score(case, iou_type, options):
    truth = COCO()
    truth.dataset = load(case / "gt.json.gz")
    truth.createIndex()
    evaluation = COCOeval(truth, truth.loadRes(load(case / "dt.json.gz")), iou_type)
    evaluation.params.maxDets = list(options["maxDets"])
    evaluation.params.useCats = int(options["categories"])
    evaluation.evaluate()
    evaluation.accumulate()
    evaluation.summarize()
    found = evaluation.eval
    answer = {"stats": [float(figure).hex() for figure in evaluation.stats], "sha256": {}, "classes": []}
    for name in ("precision", "recall", "scores"):
        array = np.ascontiguousarray(found[name], dtype="<f8")
        answer["sha256"][name] = hashlib.sha256(array.tobytes()).hexdigest()
    for k in range(found["recall"].shape[1]):
        answer["classes"].append({
            "AP": mean(found["precision"][:, :, k, 0, -1]),
            "AP50": mean(found["precision"][0, :, k, 0, -1]),
            "AR": mean(found["recall"][:, k, 0, -1]),
        })
    return answer


def main():
    for case in sorted(pathlib.Path(".").iterdir()):
        if not case.is_dir():
            continue
        expected = []
        for iou_type in ("bbox", "segm"):
            for options in OPTIONS if case.name[0] in "so" else OPTIONS[:1]:
                try:
                    with contextlib.redirect_stdout(io.StringIO()):
                        answer = score(case, iou_type, options)
                except Exception as e:
                    answer = {"error": type(e).__name__}
                expected.append({"iouType": iou_type} | options | answer)
        (case / "expected.json").write_text("[" + ",\n".join(map(json.dumps, expected)) + "]\n")


if __name__ == "__main__":
    main()
