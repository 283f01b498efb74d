"""Scores what `detect` printed about the frames of this folder with pycocotools.

    python score.py LINES RESULTS       writes RESULTS in the COCO format, for `coco score`, and prints AP

Made with Python 3.11 and pycocotools 2.0.11.
"""
import contextlib
import io
import json
import sys
from pathlib import Path

from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval

TRUTH = Path(__file__).resolve().parent / "annotations.json"


def records(lines, image_ids):
    for line in lines:
        answer = json.loads(line)
        for found in answer["detections"]:
            x0, y0, x1, y1 = found["box"]
            yield {"image_id": image_ids[Path(answer["image"]).name], "category_id": found["classId"] + 1,
                   "score": found["score"], "bbox": [x0, y0, x1 - x0, y1 - y0], "segmentation": found["mask"]}


def main(lines, results):
    image_ids = {image["file_name"]: image["id"] for image in json.loads(TRUTH.read_text())["images"]}
    with open(lines) as source, open(results, "w") as target:
        json.dump(list(records(source, image_ids)), target)
    for kind in ("bbox", "segm"):
        with contextlib.redirect_stdout(io.StringIO()):
            truth = COCO(TRUTH)
            scorer = COCOeval(truth, truth.loadRes(results), kind)
            scorer.evaluate()
            scorer.accumulate()
            scorer.summarize()
        print(kind, *("%s %.4f" % figure for figure in zip(("AP", "AP50", "AP75", "APs", "APm", "APl"), scorer.stats)))


if __name__ == "__main__":
    main(*sys.argv[1:])
