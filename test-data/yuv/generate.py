"""Writes expected.json: for each matrix and range, what all 2^24 values of Y, Cb and Cr are in RGB, as SHA-256, and some of them.

    python generate.py

ITU-R BT.601 and BT.709 in whole numbers, rounded half up; float64 gives the same. Made with Python 3.11, numpy 2.4.6.
"""
import hashlib
import json
from pathlib import Path

import numpy as np

WEIGHTS = {"BT601": (2990, 1140), "BT709": (2126, 722)}  # red, blue; in ten-thousandths
ONE = 10_000
RANGES = {"LIMITED": (16, 219, 224), "FULL": (0, 255, 255)}  # black, steps of luma and of chroma


def exact(y, cb, cr, weights, steps):
    red, blue = weights
    green = ONE - red - blue
    black, luma, chroma = steps
    y, cb, cr = (value.astype(np.int64) for value in (y, cb, cr))
    # times ONE * green * luma * chroma
    light = 255 * (y - black) * ONE * green * chroma
    whole = ONE * green * luma * chroma
    r = light + 2 * (ONE - red) * 255 * (cr - 128) * green * luma
    b = light + 2 * (ONE - blue) * 255 * (cb - 128) * green * luma
    g = light - (2 * blue * (ONE - blue) * 255 * (cb - 128) + 2 * red * (ONE - red) * 255 * (cr - 128)) * luma
    return np.stack([np.clip((2 * value + whole) // (2 * whole), 0, 255) for value in (r, g, b)], -1).astype(np.uint8)


def in_float64(y, cb, cr, weights, steps):
    red, blue = weights[0] / ONE, weights[1] / ONE
    black, luma, chroma = steps
    light = (y.astype(np.float64) - black) * 255 / luma
    u, v = (cb.astype(np.float64) - 128) * 255 / chroma, (cr.astype(np.float64) - 128) * 255 / chroma
    r, b = light + 2 * (1 - red) * v, light + 2 * (1 - blue) * u
    g = light - (2 * blue * (1 - blue) * u + 2 * red * (1 - red) * v) / (1 - red - blue)
    return np.clip(np.floor(np.stack([r, g, b], -1) + 0.5), 0, 255).astype(np.uint8)


def main():
    rows, columns = np.mgrid[0:4096, 0:4096]  # squares of 16 x 16 with all Y; Cb grows to the right, Cr downwards
    y, cb, cr = rows % 16 * 16 + columns % 16, columns // 16, rows // 16
    chosen = np.random.default_rng(7).integers(0, 256, (24, 3))
    expected = {}
    for matrix, weights in WEIGHTS.items():
        for name, steps in RANGES.items():
            rgb = exact(y, cb, cr, weights, steps)
            assert (rgb == in_float64(y, cb, cr, weights, steps)).all()
            samples = np.concatenate([chosen, exact(*chosen.T, weights, steps)], -1)
            expected[f"{matrix} {name}"] = {"sha256": hashlib.sha256(rgb.tobytes()).hexdigest(), "samples": samples.tolist()}
    text = json.dumps(expected, indent=1).replace(",\n    ", ", ").replace("[\n    ", "[").replace("\n   ]", "]")
    Path("expected.json").write_text(text + "\n")


if __name__ == "__main__":
    main()
