"""Writes rle.json.gz: masks as pycocotools 2.0.11 encodes them. numpy 2.4. Run in this folder."""

import gzip
import json

import numpy as np
from pycocotools import mask as coco


def bitmaps(rng):
    for _ in range(60):
        height, width = rng.integers(1, 40, 2)
        yield rng.random((height, width)) < rng.random()
    for _ in range(60):  # blobs with holes and parts that touch at corners
        height, width = rng.integers(8, 60, 2)
        noise = rng.random((height + 4, width + 4))
        smooth = sum(noise[i : i + height, j : j + width] for i in range(5) for j in range(5))
        yield smooth > np.quantile(smooth, rng.random())
    yield np.zeros((7, 5), bool)
    yield np.ones((7, 5), bool)
    yield np.ones((1, 1), bool)
    large = np.zeros((900, 1600), bool)
    large[100:830, 3:1590] = True
    large[200:300, 500:700] = False
    yield large


def main():
    rng = np.random.default_rng(7)
    cases = []
    for bitmap in bitmaps(rng):
        rle = coco.encode(np.asfortranarray(bitmap.astype(np.uint8)))
        flat = np.flatnonzero(np.diff(np.concatenate(([0], bitmap.T.ravel(), [0])))).tolist()
        ends = [0] + flat
        if ends[-1] != bitmap.size:
            ends.append(bitmap.size)
        cases.append({
            "height": bitmap.shape[0], "width": bitmap.shape[1],
            "compressed": rle["counts"].decode(), "counts": np.diff(ends).tolist(),
            "area": int(coco.area(rle)), "box": coco.toBbox(rle).astype(int).tolist(),
        })
    with open("rle.json.gz", "wb") as file:
        file.write(gzip.compress(json.dumps(cases).encode(), mtime=0))


main()
