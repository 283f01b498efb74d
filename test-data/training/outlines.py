"""Writes outlines.json: masks that Detectron2's rasterize_polygons_within_box draws of random outlines.

Never needed to build or to test. Made with Python 3.11, Detectron2 at commit 02b5c4e (on the path, with an empty
detectron2/_C.py), torch==2.7.1, numpy==2.4.6, pycocotools==2.0.11.

    PYTHONPATH=detectron2 python outlines.py
"""

import json
import math
import pathlib

import numpy as np
from detectron2.structures.masks import rasterize_polygons_within_box


def star(random, x, y, radius, corners):
    angles = np.sort(random.uniform(0, 2 * math.pi, corners))
    radii = random.uniform(0.2, 1, corners) * radius
    return np.stack([x + radii * np.cos(angles), y + radii * np.sin(angles)], 1).reshape(-1)


def rectangle(random, x, y, radius):
    w, h = random.uniform(0.1, 1, 2) * radius
    return np.array([x - w, y - h, x + w, y - h, x + w, y + h, x - w, y + h])


def rings(random):
    kind = random.integers(0, 5)
    x, y = random.uniform(0, 100, 2)
    radius = random.choice([2, 10, 40])
    if kind == 0:
        return [np.round(rectangle(random, x, y, radius))]
    if kind == 1:
        return [rectangle(random, x, y, radius)]
    if kind == 2:  # crosses itself
        return [random.uniform(0, 100, 2 * random.integers(3, 12))]
    if kind == 3:
        return [np.round(star(random, x + 10 * i, y, radius, random.integers(3, 20)), 2) for i in range(3)]
    return [star(random, x, y, radius, random.integers(3, 60))]


def box(random, polygons):
    points = np.concatenate(polygons).reshape(-1, 2)
    low, high = points.min(0), points.max(0)
    kind = random.integers(0, 4)
    if kind == 0:
        corners = [*low, *high]
    elif kind == 1:
        corners = [*(low + random.uniform(-5, 5, 2)), *(high + random.uniform(-5, 5, 2))]
        corners[2:] = [max(corners[0] + 0.5, corners[2]), max(corners[1] + 0.5, corners[3])]
    elif kind == 2:  # far too small
        middle = points.mean(0)
        corners = [*middle, *(middle + random.choice([0.01, 0.5, 3], 2))]
    else:
        corners = np.round([*(low - 3), *(high + 3)])
    return np.array(corners, np.float32)


def main():
    random = np.random.default_rng(5)
    cases = []
    for i in range(240):
        polygons = rings(random)
        corners = box(random, polygons)
        side = 14 if i % 4 == 0 else 28
        mask = rasterize_polygons_within_box(polygons, corners, side).numpy()
        cases.append({
            "rings": [ring.tolist() for ring in polygons],
            "box": corners.tolist(),
            "side": side,
            "mask": np.packbits(mask.reshape(-1)).tobytes().hex(),
        })
    path = pathlib.Path(__file__).parent / "outlines.json"
    path.write_text("[\n" + ",\n".join(json.dumps(case) for case in cases) + "\n]\n")


if __name__ == "__main__":
    main()
