"""Generates resize.json: pictures, and what Pillow's bilinear resize makes of them, as base64 of their RGB bytes.

    python generate.py

Made with Python 3.11, Pillow 13.0.0, numpy 2.4.6.
"""
import base64
import json
from pathlib import Path

import numpy as np
from PIL import Image

RANDOM = np.random.default_rng(23)
SIZES = [  # height, width -> height, width
    ((7, 11), (13, 29)), ((31, 17), (9, 5)), ((1, 1), (5, 7)), ((1, 40), (3, 40)), ((40, 3), (40, 10)),
    ((37, 53), (36, 54)), ((61, 23), (20, 69)), ((19, 64), (57, 21)), ((50, 2), (3, 1)), ((2, 101), (1, 100)),
    ((33, 33), (33, 33)), ((64, 48), (21, 16)), ((5, 90), (90, 5))]


def picture(kind, height, width):
    if kind % 3 == 0:
        return RANDOM.integers(0, 256, (height, width, 3), dtype=np.uint8)
    if kind % 3 == 1:  # black and white: the sums reach the ends of the range
        return (RANDOM.integers(0, 2, (height, width, 3)) * 255).astype(np.uint8)
    y, x = np.mgrid[0:height, 0:width]
    return np.stack([x * 7 % 256, y * 5 % 256, (x + y) % 256], 2).astype(np.uint8)


def main():
    cases = []
    for kind, (size, target) in enumerate(SIZES):
        pixels = picture(kind, *size)
        # One pass after the other: Pillow 13 begins with the cheaper one, older ones with the horizontal one, and
        # Detectron2 was made for those.
        narrowed = Image.fromarray(pixels).resize((target[1], size[0]), Image.Resampling.BILINEAR)
        resized = narrowed.resize((target[1], target[0]), Image.Resampling.BILINEAR)
        cases.append({"size": size, "target": target, "pixels": base64.b64encode(pixels.tobytes()).decode(),
                      "resized": base64.b64encode(np.asarray(resized).tobytes()).decode()})
    file = Path(__file__).with_name("resize.json")
    file.write_text("[\n" + ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases) + "\n]\n")
    print(file.name, file.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
