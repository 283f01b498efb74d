"""Writes webp.json: WebP images of many kinds, and how Pillow 13.0 (libwebp 1.6) decodes them.

numpy 2.4, webp 0.4 (for settings of the encoder that Pillow does not have). Run in this folder. webp.json: by name,
{"webp": base64 of the file, "width", "height", "sha256" of the RGB bytes of convert("RGB")}, or {"webp", "refused": true}.
"""

import base64
import hashlib
import io
import json
import random

import numpy as np
import webp
from PIL import Image
from webp._webp import ffi, lib

rng = np.random.default_rng(11)
random.seed(11)
images = {}
# Positions of fields in WebPConfig, which the package does not name.
PREPROCESSING, PARTITIONS, PARTITION_LIMIT, SHARP_YUV = 17, 18, 19, 26


def put(name, data):
    entry = {"webp": base64.b64encode(data).decode()}
    try:
        image = Image.open(io.BytesIO(data))
        image.load()
        rgb = image.convert("RGB").tobytes()
        entry |= {"width": image.width, "height": image.height, "sha256": hashlib.sha256(rgb).hexdigest()}
    except OSError:
        entry["refused"] = True
    images[name] = entry
    return data


def content(kind, width, height):
    y, x = np.mgrid[0:height, 0:width]
    if kind == "noise":
        return rng.integers(0, 256, (height, width, 3)).astype(np.uint8)
    if kind == "waves":
        return np.stack([128 + 90 * np.sin(x / 7 + k) * np.cos(y / 5 - k) for k in range(3)], 2).astype(np.uint8)
    edges = (np.stack([x * 5, y * 6, (x + y) * 2], 2) % 256).astype(np.uint8)
    for _ in range(6):
        left, top = rng.integers(0, width), rng.integers(0, height)
        edges[top : top + height // 3 + 1, left : left + width // 4 + 1] = rng.integers(0, 256, 3)
    return edges


def pillow(name, pixels, **options):
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "webp", **options)
    return put(name, buffer.getvalue())


def encoder(name, pixels, quality, fields, **named):
    config = webp.WebPConfig.new(quality=quality)
    for field, value in named.items():
        setattr(config.ptr, field, value)
    numbers = ffi.cast("int *", config.ptr)
    for field, value in fields.items():
        numbers[field] = value
    assert lib.WebPValidateConfig(config.ptr)
    return put(name, bytes(webp.WebPPicture.from_numpy(pixels).encode(config).buffer()))


def lossy():
    for width, height in [(1, 1), (1, 33), (33, 1), (2, 2), (3, 5), (15, 17), (16, 16), (17, 31), (32, 18)]:
        for kind, quality in [("noise", 60), ("edges", 90), ("waves", 20)]:
            method = random.randrange(7)
            pillow(f"{width}x{height} {kind}", content(kind, width, height), quality=quality, method=method)
    for quality in (0, 10, 40, 75, 100):
        pillow(f"quality {quality}", content("edges", 45, 29), quality=quality)
    sources = []
    for simple in (0, 1):
        for sharpness in (0, 3, 7):
            name = f"filter {simple} sharpness {sharpness}"
            sources.append(encoder(name, content("edges", 45, 29), 30, {}, filter_type=1 - simple,
                                   filter_sharpness=sharpness, filter_strength=80, segments=4, sns_strength=90))
    for partitions in range(4):
        pixels = content("edges", 20, 150)
        sources.append(encoder(f"partitions {1 << partitions}", pixels, 50, {PARTITIONS: partitions}))
    for autofilter in (0, 1):
        fields = {PREPROCESSING: 2, PARTITION_LIMIT: 100, SHARP_YUV: 1}
        encoder(f"autofilter {autofilter}", content("waves", 40, 40), 5, fields, autofilter=autofilter, segments=2)
    for exact in (False, True):
        for quality in (0, 100):
            alpha = content("waves", 40, 27)[:, :, :1]
            pixels = np.concatenate([content("edges", 40, 27), alpha // 64 * 85], 2)
            pillow(f"alpha {quality} exact {exact}", pixels, quality=70, alpha_quality=quality, exact=exact)
    return sources


def damaged(sources):
    for i in range(60):
        data = bytearray(random.choice(sources))
        start = data.index(b"VP8 ") + 8
        header = i % 3 < 2  # where the segments, filters, quantizers and probabilities are
        for _ in range(random.randrange(1, 4)):
            data[random.randrange(start + 10, start + 50 if header else len(data))] = random.randrange(256)
        put(f"damaged {i}", bytes(data))
    for cut in (1, 2, 3, 9, 100):
        frame = bytes(sources[0][20:-cut])
        padded = b"VP8 " + len(frame).to_bytes(4, "little") + frame + b"\0" * (len(frame) % 2)
        put(f"cut by {cut}", b"RIFF" + (4 + len(padded)).to_bytes(4, "little") + b"WEBP" + padded)


def lossless():
    sources = []
    for width, height in [(1, 1), (1, 33), (33, 1), (17, 16), (31, 18)]:
        for colors in (1, 2, 4, 16, 200, 0):
            palette = rng.integers(0, 256, (max(colors, 1), 4)).astype(np.uint8)
            pixels = palette[rng.integers(0, max(colors, 1), (height, width))]
            if colors == 0:
                pixels = np.concatenate([content("waves", width, height)] * 2, 2)[:, :, :4]
            method = random.randrange(7)
            exact = bool(random.randrange(2))
            name = f"lossless {width}x{height} of {colors or 'many'} colors"
            sources.append(pillow(f"{name} and alpha", pixels, lossless=True, method=method, exact=exact))
            pillow(name, np.ascontiguousarray(pixels[:, :, :3]), lossless=True, method=method, quality=method * 16)
    for i in range(60):
        data = bytearray(random.choice(sources))
        start = data.index(b"VP8L") + 8
        position = random.randrange(start + 5, len(data) if i % 2 else min(start + 40, len(data)))
        data[position] ^= 1 << random.randrange(8)
        put(f"damaged lossless {i}", bytes(data))


damaged(lossy())
lossless()
with open("webp.json", "w") as file:
    json.dump(images, file, indent=1)
