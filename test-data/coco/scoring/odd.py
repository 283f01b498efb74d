"""Writes the case o01_odd: what files rarely have. numpy 2.4. Run in this folder, then expected.py."""

import gzip
import json
import pathlib

import numpy as np


def rectangle(x, y, w, h):
    return [[x, y, x, y + h, x + w, y + h, x + w, y]]


def main():
    rng = np.random.default_rng(5)
    images = [{"id": int(i), "height": 120, "width": 160} for i in rng.permutation(40)[:25] * 7 - 9]
    images.append(dict(images[3]))  # an image twice
    categories = [{"id": i, "name": f"c{i}"} for i in (8, 3, 0, 5)]
    annotations, detections = [], []
    for number in range(150):
        x, y, w, h = (round(float(v), 1) for v in rng.random(4) * [100, 70, 58, 48] + [0, 0, 2, 2])
        image = images[rng.integers(25)]["id"]
        category = int(rng.choice([8, 3, 0, 5, 77]))  # 77 is none of the file's
        area = [w * h, 1024, 9216, 1e10][number % 4]  # on the borders between the ranges
        annotations.append({
            "id": number % 140,  # 0 is taken for no match; ten ids come twice
            "image_id": image, "category_id": category, "bbox": [x, y, w, h], "area": area,
            "iscrowd": int(number % 9 == 0), "ignore": number % 2, "segmentation": rectangle(x, y, w, h)})
        for _ in range(rng.integers(0, 5)):
            box = [round(v + float(rng.normal(0, 3)), 1) for v in (x, y, w, h)]
            detections.append({
                "image_id": image, "category_id": category if rng.random() < 0.8 else 5, "bbox": box,
                "score": float(rng.choice([0.0, -0.0, -1.5, 1, 1e-300, round(float(rng.random()), 1)]))})
    for i in range(0, len(detections), 5):
        x, y, w, h = detections[i]["bbox"]
        detections[i]["segmentation"] = [[x, y, x, y + h, x + w, y + h], [x + w, y, x, y]]
    case = pathlib.Path("o01_odd")
    case.mkdir(exist_ok=True)
    truth = {"annotations": annotations, "categories": categories, "images": images}  # images last
    for name, value in (("gt", truth), ("dt", detections)):
        (case / f"{name}.json.gz").write_bytes(gzip.compress(json.dumps(value).encode(), mtime=0))


main()
