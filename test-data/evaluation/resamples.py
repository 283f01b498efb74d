"""Writes resamples.json.gz: a small data set with the detections of two models, samples of its images with replacement, and for
each sample the AP by pycocotools (of a data set with as many copies of an image as it was drawn) and the ratio of median times by
numpy. Python 3.11, numpy 2.4, pycocotools 2.0.11. Run: python resamples.py"""

import contextlib
import copy
import gzip
import io
import json
import pathlib

import numpy as np
from pycocotools import mask as coco_mask
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval

SIDE, IMAGES, SAMPLES = 96, 11, 24
CATEGORIES = [{"id": 7, "name": "cat"}, {"id": 2, "name": "dog"}, {"id": 9, "name": "owl"}]


def ellipse(x, y, w, h):
    rows, columns = np.mgrid[0:SIDE, 0:SIDE] + 0.5
    inside = ((columns - x - w / 2) / (w / 2)) ** 2 + ((rows - y - h / 2) / (h / 2)) ** 2 <= 1
    rle = coco_mask.encode(np.asfortranarray(inside.astype(np.uint8)))
    return {"size": rle["size"], "counts": rle["counts"].decode()}


def moved(rng, box, spread):
    x, y, w, h = np.array(box) + rng.normal(0, spread, 4)
    w, h = max(w, 4), max(h, 4)
    return [round(float(v), 3) for v in (min(max(x, 0), SIDE - w), min(max(y, 0), SIDE - h), w, h)]


def data_set(rng):
    images = [{"id": 100 - 3 * i, "file_name": f"{i}.png", "width": SIDE, "height": SIDE} for i in range(IMAGES)]
    annotations = []
    for image in images:
        for _ in range(rng.integers(0, 7)):
            w, h = rng.uniform(8, 50, 2)
            box = [round(float(v), 3) for v in (rng.uniform(0, SIDE - w), rng.uniform(0, SIDE - h), w, h)]
            mask = ellipse(*box)
            annotations.append({
                "id": len(annotations) + 1, "image_id": image["id"], "category_id": int(rng.choice([7, 2, 9], p=[0.6, 0.3, 0.1])),
                "bbox": box, "segmentation": mask, "area": int(coco_mask.area(mask)), "iscrowd": int(rng.random() < 0.08)})
    return {"images": images, "categories": CATEGORIES, "annotations": annotations}


def detections(rng, truth, spread):
    found = []
    for one in truth["annotations"]:
        for _ in range(rng.integers(0, 3)):
            box = moved(rng, one["bbox"], spread)
            found.append({"image_id": one["image_id"], "category_id": one["category_id"] if rng.random() < 0.9 else 2,
                          "bbox": box, "segmentation": ellipse(*box), "score": round(float(rng.random()), 2)})
    found.sort(key=lambda one: (-one["image_id"], -one["score"]))  # by position of the image
    seen = set()
    for one in found:  # equal scores in one class and image are the one thing that may differ
        while (one["image_id"], one["category_id"], one["score"]) in seen:
            one["score"] = round(one["score"] + 0.001, 3)
        seen.add((one["image_id"], one["category_id"], one["score"]))
    return found


def drawn(truth, found, ids):
    """The data set that consists of these images; copies get ids of their own."""
    result = {"images": [], "categories": truth["categories"], "annotations": []}
    copies = []
    for new_id, old_id in enumerate(sorted(ids), 1):
        for records, target in ((truth["images"], result["images"]), (truth["annotations"], result["annotations"]), (found, copies)):
            key = "id" if records is truth["images"] else "image_id"
            target.extend({**copy.deepcopy(one), key: new_id} for one in records if one[key] == old_id)
    for number, one in enumerate(result["annotations"], 1):
        one["id"] = number
    return result, copies


def average_precision(truth, found, kind):
    with contextlib.redirect_stdout(io.StringIO()):
        coco = COCO()
        coco.dataset = truth
        coco.createIndex()
        if not found:
            return 0.0 if truth["annotations"] else -1.0
        evaluation = COCOeval(coco, coco.loadRes(found), kind)
        evaluation.evaluate()
        evaluation.accumulate()
        evaluation.summarize()
    return float(evaluation.stats[0])


def main():
    rng = np.random.default_rng(20261122)
    truth = data_set(rng)
    models = [detections(rng, truth, 2.0), detections(rng, truth, 5.0)]
    ids = sorted(image["id"] for image in truth["images"])
    times = [np.round(rng.gamma(30, 3, IMAGES), 3), np.round(rng.gamma(30, 2, IMAGES), 3)]
    samples = []
    for number in range(SAMPLES):
        draws = list(range(IMAGES)) if number == 0 else sorted(rng.integers(0, IMAGES, IMAGES).tolist())
        if number == 1:
            draws = [draws[0]] * IMAGES
        sample = {"draws": draws, "bbox": [], "segm": []}
        for found in models:
            for kind in ("bbox", "segm"):
                sample[kind].append(average_precision(*drawn(truth, found, [ids[i] for i in draws]), kind))
        sample["ratio"] = float(np.median(times[0][draws]) / np.median(times[1][draws]))
        samples.append(sample)
    changes = [100 * (sample["segm"][1] - sample["segm"][0]) for sample in samples]
    ratios = [sample["ratio"] for sample in samples]
    fixture = {"truth": truth, "models": models, "times": [one.tolist() for one in times], "samples": samples,
               "segmInterval": np.percentile(changes, [2.5, 97.5]).tolist(),
               "ratioInterval": np.percentile(ratios, [2.5, 97.5]).tolist()}
    path = pathlib.Path(__file__).with_name("resamples.json.gz")
    path.write_bytes(gzip.compress(json.dumps(fixture).encode(), mtime=0))


main()
