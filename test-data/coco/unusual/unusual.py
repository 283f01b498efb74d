"""Figures of files that are unusual, and that pycocotools scores: NAME/expected.json.

Run in this folder, with pycocotools 2.0.11 and numpy 2.3 or newer: python unusual.py
"""

import json
import pathlib

from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval

NAMES = ["AP", "AP50", "AP75", "APs", "APm", "APl"]
NAMES += ["AR1", "AR10", "AR100", "ARs", "ARm", "ARl"]

for folder in sorted(path.parent for path in pathlib.Path().glob("*/gt.json")):
    truth = COCO(str(folder / "gt.json"))
    found = truth.loadRes(str(folder / "dt.json"))
    figures = {}
    for kind in ["bbox", "segm"]:
        evaluation = COCOeval(truth, found, kind)
        evaluation.evaluate()
        evaluation.accumulate()
        evaluation.summarize()
        figures[kind] = dict(zip(NAMES, map(float, evaluation.stats)))
    (folder / "expected.json").write_text(json.dumps(figures, indent=1) + "\n")
