"""Writes extras.json beside cases: average precision by boundary IoU, thresholds of the best F1, confusion matrices; worked
out here in numpy, on top of pycocotools 2.0.11's IoU and matching. numpy 2.4. Run in this folder."""

import contextlib
import io
import json

import numpy as np
from pycocotools import mask as coco
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval

from expected import load, pathlib

CASES = ("s01_mixed", "s03_empty", "s04_crowd", "s08_poly")
MIN_SCORE = 0.3


def boundary(rle):
    """The mask less itself eroded: a 3x3 minimum as often as 2 % of the diagonal, zeros around the image."""
    mask = np.pad(coco.decode(rle), 1)
    height, width = rle["size"]
    eroded = mask
    for _ in range(max(1, round(0.02 * np.sqrt(height**2 + width**2)))):
        padded = np.pad(eroded, 1)
        shifted = [padded[i : i + mask.shape[0], j : j + mask.shape[1]] for i in range(3) for j in range(3)]
        eroded = np.minimum.reduce(shifted)
    return coco.encode(np.asfortranarray((mask - eroded)[1:-1, 1:-1]))


class BoundaryEval(COCOeval):
    def computeIoU(self, image, category):
        whole = super().computeIoU(image, category)
        masks = {}
        for objects in (self._gts, self._dts):
            for one in objects[image, category]:
                masks[id(one)] = one["segmentation"]
                one["segmentation"] = boundary(one["segmentation"])
        edges = super().computeIoU(image, category)
        for objects in (self._gts, self._dts):
            for one in objects[image, category]:
                one["segmentation"] = masks[id(one)]
        return np.minimum(whole, edges) if len(whole) else whole


def evaluate(kind, case, iou_type):
    truth = COCO()
    truth.dataset = load(case / "gt.json.gz")
    truth.createIndex()
    evaluation = kind(truth, truth.loadRes(load(case / "dt.json.gz")), iou_type)
    evaluation.evaluate()
    evaluation.accumulate()
    evaluation.summarize()
    return evaluation


def thresholds(evaluation):
    params, images = evaluation.params, len(evaluation.params.imgIds)
    best = []
    for k in range(len(params.catIds)):
        parts = [e for e in evaluation.evalImgs[k * 4 * images : (k * 4 + 1) * images] if e]
        objects = sum(int((np.array(e["gtIgnore"]) == 0).sum()) for e in parts)
        found = [(s, m > 0) for e in parts
                 for s, m, i in zip(e["dtScores"], e["dtMatches"][0], e["dtIgnore"][0]) if not i]
        tried = []
        for score in sorted({s for s, _ in found}, reverse=True):
            kept = [m for s, m in found if s >= score]
            tried.append((2 * sum(kept) / (len(kept) + objects), score, sum(kept) / len(kept), sum(kept) / max(objects, 1)))
        top = max(tried, key=lambda one: one[0], default=(0,))
        best.append(list(top) if top[0] > 0 else None)
    return best


def confusion(evaluation):
    categories = evaluation.params.catIds
    size = len(categories)
    matrix = np.zeros((size + 1, size + 1), int)
    for image in evaluation.params.imgIds:
        truths = [t for c in categories for t in evaluation._gts[image, c]]
        found = [d for c in categories for d in evaluation._dts[image, c] if d["score"] >= MIN_SCORE]
        found.sort(key=lambda d: -d["score"])
        free = set(range(len(truths)))
        for one in found:
            column = categories.index(one["category_id"])
            iou = [coco.iou([one["bbox"]], [t["bbox"]], [t["iscrowd"]])[0][0] for t in truths]
            fits = [j for j in sorted(free) if iou[j] >= 0.5]
            real = [j for j in fits if not truths[j]["iscrowd"]]
            if real:
                j = max(real, key=lambda j: iou[j])
                free.discard(j)
                matrix[categories.index(truths[j]["category_id"]), column] += 1
            elif not fits:
                matrix[size, column] += 1
        for j in free:
            if not truths[j]["iscrowd"]:
                matrix[categories.index(truths[j]["category_id"]), size] += 1
    return matrix.tolist()


def main():
    for name in CASES:
        case = pathlib.Path(name)
        with contextlib.redirect_stdout(io.StringIO()):
            boxes = evaluate(COCOeval, case, "bbox")
            edges = evaluate(BoundaryEval, case, "segm")
        extras = {"boundary": [float(figure).hex() for figure in edges.stats], "thresholds": thresholds(boxes),
                  "minScore": MIN_SCORE, "confusion": confusion(boxes)}
        (case / "extras.json").write_text(json.dumps(extras) + "\n")


if __name__ == "__main__":
    main()
