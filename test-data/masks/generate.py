"""Writes masks.json.gz: masks pasted by the originals.

torch 2.7.1, torchvision 0.22.1, numpy 2.4; x86-64 with AVX2 or AVX-512 (the last bit depends on it),
pycocotools 2.0.11. Run in this folder. Given a folder with d2_small, it adds some of its detections.
"""

import base64
import gzip
import json
import sys

import numpy as np
import torch
import torch.nn.functional as F
from pycocotools import mask as coco
from torchvision.models.detection.roi_heads import paste_masks_in_image


def detectron2_paste(mask, box, height, width):
    """Detectron2 0.6, layers/mask_ops.py, _do_paste_mask on a CPU with skip_empty=True."""
    boxes = box[None]
    x0_int, y0_int = torch.clamp(boxes.min(dim=0).values.floor()[:2] - 1, min=0).to(torch.int32)
    x1_int = torch.clamp(boxes[:, 2].max().ceil() + 1, max=width).to(torch.int32)
    y1_int = torch.clamp(boxes[:, 3].max().ceil() + 1, max=height).to(torch.int32)
    result = torch.zeros(height, width, dtype=torch.bool)
    if x1_int <= x0_int or y1_int <= y0_int:
        return result  # the original fails: its boxes are clipped to the image
    x0, y0, x1, y1 = torch.split(boxes, 1, dim=1)
    img_y = torch.arange(y0_int, y1_int, dtype=torch.float32) + 0.5
    img_x = torch.arange(x0_int, x1_int, dtype=torch.float32) + 0.5
    img_y = (img_y - y0) / (y1 - y0) * 2 - 1
    img_x = (img_x - x0) / (x1 - x0) * 2 - 1
    gx = img_x[:, None, :].expand(1, img_y.size(1), img_x.size(1))
    gy = img_y[:, :, None].expand(1, img_y.size(1), img_x.size(1))
    grid = torch.stack([gx, gy], dim=3)
    pasted = F.grid_sample(mask[None, None], grid, align_corners=False)[0, 0]
    result[y0_int:y1_int, x0_int:x1_int] = pasted >= 0.5
    return result


def torchvision_paste(mask, box, height, width):
    return paste_masks_in_image(mask[None, None], box[None], (height, width))[0, 0] > 0.5


def counts(bitmap):
    return coco.encode(np.asfortranarray(bitmap.numpy().astype(np.uint8)))["counts"].decode()


def masks(rng):
    def smooth(side):
        coarse = torch.from_numpy(rng.random((1, 1, 5, 5)).astype(np.float32))
        return F.interpolate(coarse, size=(side, side), mode="bicubic")[0, 0].clamp(0, 1)

    y, x = np.mgrid[0:28, 0:28]
    disc = 1 / (1 + np.exp((np.hypot(x - 13.5, y - 13.5) - 10) / 1.5))
    yield torch.from_numpy(disc.astype(np.float32))
    yield torch.from_numpy(rng.random((28, 28)).astype(np.float32))
    yield torch.from_numpy((rng.integers(0, 9, (28, 28)) / 8).astype(np.float32))  # 0.5 itself
    yield torch.ones(28, 28)
    yield smooth(28)
    yield smooth(14)
    yield smooth(7)


def boxes(rng, height, width):
    for _ in range(6):
        x, y = rng.random(2) * (width, height)
        w, h = rng.random(2) * (width, height) * 0.7
        yield [x - w / 2, y - h / 2, x + w / 2, y + h / 2]  # some partly outside
    x, y = np.floor(rng.random(2) * (width - 40, height - 40))
    yield [x, y, x + 28, y + 28]
    yield [x, y, x + 30, y + 17]
    yield [x + 0.3, y + 0.4, x + 0.9, y + 0.8]  # less than a pixel
    yield [x + 0.5, y + 0.5, x + 1.5, y + 1.5]
    yield [x, y, x, y + 9]  # no width
    yield [-3 * width, -2 * height, 4 * width, 3 * height]
    yield [0, 0, width, height]
    yield [width - 5.25, -8.5, width + 30.75, 20.25]


def decimals(values):
    return [float(v) for v in values]  # a float32 is printed exactly


def main():
    rng = np.random.default_rng(20)
    data = {"masks": [], "cases": []}

    def add_mask(mask):
        raw = mask.contiguous().numpy().astype("<f4").tobytes()
        data["masks"].append({"side": len(mask), "values": base64.b64encode(raw).decode()})

    for index, mask in enumerate(masks(rng)):
        add_mask(mask)
        for height, width in ((150, 201), (60, 47)):
            for corners in boxes(rng, height, width):
                box = torch.tensor(corners, dtype=torch.float32)
                data["cases"].append({
                    "mask": index, "height": height, "width": width, "box": decimals(box),
                    "detectron2": counts(detectron2_paste(mask, box, height, width)),
                    "torchvision": counts(torchvision_paste(mask, box, height, width)),
                })
    for folder in sys.argv[1:2]:
        limit = int(sys.argv[2])
        for name in ("half", "portrait"):
            expected = json.load(open(f"{folder}/expected/{name}.json"))
            size = expected["image_size"]
            probabilities = np.load(f"{folder}/intermediates/{name}.npz")["det_mask_prob"]
            for detection, mask in list(zip(expected["detections"], probabilities))[:limit]:
                add_mask(torch.from_numpy(mask[0]))
                data["cases"].append({
                    "mask": len(data["masks"]) - 1, **size, "box": detection["box"],
                    "detectron2": detection["mask"]["counts"],
                })
    with open("masks.json.gz", "wb") as file:
        file.write(gzip.compress(json.dumps(data).encode(), mtime=0))


main()
