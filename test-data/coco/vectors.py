"""Writes vectors.json.gz: polygons filled, masks merged, IoU of masks and of boxes, all as pycocotools 2.0.11 has them
(x86-64: elsewhere its C compiler may fuse operations). numpy 2.4. Run in this folder."""

import gzip
import json

import numpy as np
from pycocotools import mask as coco


def text(rle):
    return rle["counts"].decode()


def polygon(rng, height, width):
    corners = rng.integers(3, 20)
    kind = rng.integers(4)
    if kind == 0:  # a star around a point, some of it outside
        angles = np.sort(rng.random(corners)) * 2 * np.pi
        radii = rng.random(corners) * max(height, width)
        xy = np.stack([np.cos(angles), np.sin(angles)], 1) * radii[:, None] + rng.random(2) * [width, height]
    else:
        xy = rng.random((corners, 2)) * [width * 1.3, height * 1.3] - [width * 0.15, height * 0.15]
    if kind == 2:
        xy = np.round(xy)  # corners that fall together, sides along the axes
    if kind == 3:
        xy = np.round(xy * 5) / 5 + 0.1  # halfway between the points of the fine grid
    return xy.ravel().tolist()


def filled(rng):
    for i in range(150):
        height, width = (int(n) for n in rng.integers(1, 200, 2))
        polygons = [polygon(rng, height, width) for _ in range(rng.integers(1, 4))]
        if i % 10 == 0:
            polygons[0] += [3.5]  # an odd number of values
        if i % 7 == 0:
            polygons += [[1, 2, 9.5, 8]]  # a line; not alone, since four numbers would be a box
            parts = coco.frPyObjects(polygons[:-1], height, width) + coco.frPyObjects(
                [polygons[-1] + [1, 2]], height, width)
        else:
            parts = coco.frPyObjects(polygons, height, width)
        union, common = coco.merge(parts), coco.merge(parts, True)
        yield {"height": height, "width": width, "polygons": polygons, "parts": [text(part) for part in parts],
               "union": text(union), "intersection": text(common)}


def filled_boxes(rng):
    for _ in range(60):
        height, width = (int(n) for n in rng.integers(1, 100, 2))
        box = (rng.random(4) * [width, height, width, height] * 1.2 - 5).tolist()
        rle = coco.frPyObjects(np.array([box]), height, width)[0]
        yield {"height": height, "width": width, "box": box, "mask": text(rle)}


def mask_ious(rng):
    for _ in range(80):
        height, width = (int(n) for n in rng.integers(5, 60, 2))
        masks = [coco.frPyObjects([polygon(rng, height, width)], height, width)[0] for _ in range(6)]
        masks.append(coco.encode(np.asfortranarray(rng.random((height, width)) < 0.5, dtype=np.uint8)))
        crowd = rng.integers(0, 2, 3).tolist()
        iou = coco.iou(masks[3:], masks[:3], crowd)
        yield {"height": height, "width": width, "truths": [text(m) for m in masks[:3]], "crowd": crowd,
               "detections": [text(m) for m in masks[3:]], "iou": [[x.hex() for x in row] for row in iou.tolist()]}


def box_ious(rng):
    for _ in range(60):
        truths = rng.random((4, 4)) * 300 - [60, 60, 10, 10]  # some of negative size
        detections = np.concatenate([truths + rng.normal(0, 8, (4, 4)), rng.random((3, 4)) * 200])
        crowd = rng.integers(0, 2, 4).tolist()
        iou = coco.iou(detections, truths, crowd)
        yield {"truths": truths.tolist(), "detections": detections.tolist(), "crowd": crowd,
               "iou": [[x.hex() for x in row] for row in iou.tolist()]}


def main():
    rng = np.random.default_rng(11)
    vectors = {"polygons": list(filled(rng)), "boxes": list(filled_boxes(rng)), "maskIous": list(mask_ious(rng)),
               "boxIous": list(box_ious(rng))}
    with open("vectors.json.gz", "wb") as file, gzip.GzipFile("", "wb", 9, file, mtime=0) as out:
        out.write(json.dumps(vectors).encode())


main()
