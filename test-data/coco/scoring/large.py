"""Writes gt.json and dt.json of the size of COCO's validation set, to measure time and memory: 5,000 images, 80 classes, 36
thousand objects, 126 thousand detections, with polygons and run lengths. Always the same bytes. numpy 2.4 and pycocotools
2.0.11. Run: python large.py FOLDER"""

import json
import pathlib
import sys

import numpy as np
from pycocotools import mask as coco

IMAGES, CLASSES, OBJECTS, DETECTIONS = 5000, 80, 36_335, 126_000


def outline(rng, x, y, w, h):
    """A star-shaped polygon of 10 to 60 corners within a box."""
    angles = np.sort(rng.random(rng.integers(10, 60))) * 2 * np.pi
    radii = 0.6 + 0.4 * rng.random(len(angles))
    xs = x + w / 2 * (1 + radii * np.cos(angles))
    ys = y + h / 2 * (1 + radii * np.sin(angles))
    return np.round(np.stack([xs, ys], 1), 2).ravel().tolist()


def moved(rng, box, width, height):
    x, y, w, h = np.array(box) + rng.normal(0, 0.08, 4) * [box[2], box[3], box[2], box[3]]
    x, y = max(x, 0), max(y, 0)
    return [round(float(v), 3) for v in (x, y, min(abs(w) + 1, width - x), min(abs(h) + 1, height - y))]


def main():
    folder = pathlib.Path(sys.argv[1])
    rng = np.random.default_rng(2017)
    ids = np.sort(rng.choice(600_000, IMAGES, replace=False))
    sizes = [[(640, 480), (480, 640), (640, 427), (500, 375)][rng.integers(4)] for _ in ids]
    frequency = 1 / np.arange(1, CLASSES + 1)
    frequency /= frequency.sum()
    owners = rng.choice(IMAGES, OBJECTS, p=rng.dirichlet(np.full(IMAGES, 1.2)))
    annotations, detections = [], []
    for number, i in enumerate(owners):
        width, height = sizes[i]
        w, h = np.minimum(np.exp(rng.normal(4, 1, 2)) + 3, [width - 1, height - 1])
        x, y = rng.random(2) * [width - w, height - h]
        box = [round(float(v), 2) for v in (x, y, w, h)]
        crowd = rng.random() < 0.012
        polygons = [outline(rng, *box) for _ in range(1 + (rng.random() < 0.1))]
        merged = coco.merge(coco.frPyObjects(polygons, height, width))
        runs = np.diff(np.flatnonzero(np.diff(coco.decode(merged).T.ravel(), prepend=2, append=2)))
        counts = [0] * int(coco.decode(merged)[0, 0]) + runs.tolist()
        annotations.append({
            "segmentation": {"counts": counts, "size": [height, width]} if crowd else polygons,
            "area": float(coco.area(merged)), "iscrowd": int(crowd), "image_id": int(ids[i]), "bbox": box,
            "category_id": int(rng.choice(CLASSES, p=frequency)) + 1, "id": 100 + number})
    for _ in range(DETECTIONS):
        truth = annotations[rng.integers(OBJECTS)]
        i = np.searchsorted(ids, truth["image_id"])
        width, height = sizes[i]
        box = moved(rng, truth["bbox"], width, height)
        mask = coco.frPyObjects([outline(rng, *box)], height, width)[0]
        right = rng.random() < 0.75
        detections.append({
            "image_id": truth["image_id"], "bbox": box, "score": round(float(rng.beta(2 if right else 1, 4)), 6),
            "category_id": truth["category_id"] if right else int(rng.integers(CLASSES)) + 1,
            "segmentation": {"size": mask["size"], "counts": mask["counts"].decode()}})
    images = [{"id": int(i), "file_name": f"{i:012}.jpg", "width": w, "height": h} for i, (w, h) in zip(ids, sizes)]
    categories = [{"id": i + 1, "name": f"class {i + 1}", "supercategory": "thing"} for i in range(CLASSES)]
    truth = {"images": images, "annotations": annotations, "categories": categories}
    (folder / "gt.json").write_text(json.dumps(truth))
    (folder / "dt.json").write_text(json.dumps(detections))
    for detection in detections:
        del detection["segmentation"]
    (folder / "dt-boxes.json").write_text(json.dumps(detections))


main()
