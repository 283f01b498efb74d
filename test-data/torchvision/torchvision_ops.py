"""Generates torchvision_ops.json: inputs and outputs of the steps in which torchvision differs from Detectron2.

    python torchvision_ops.py

Every array is nested lists, every number the shortest that reads back as the same float32; boxes are x0, y0, x1, y1.
Made with Python 3.11, torch 2.7.1, torchvision 0.22.1, numpy 2.4.6, pycocotools 2.0.11.
"""
import json
from pathlib import Path

import numpy as np
import torch
from pycocotools import mask as coco_mask
from torchvision.models.detection.anchor_utils import AnchorGenerator
from torchvision.models.detection.image_list import ImageList
from torchvision.models.detection.roi_heads import RoIHeads, paste_masks_in_image
from torchvision.models.detection.rpn import RegionProposalNetwork, RPNHead
from torchvision.models.detection.transform import GeneralizedRCNNTransform, resize_boxes
from torchvision.ops import roi_align
from torchvision.ops.poolers import LevelMapper

RANDOM = np.random.default_rng(7)


def plain(value):
    """Nested lists whose numbers print as the shortest decimal of their float32."""
    if torch.is_tensor(value):
        value = value.numpy()
    if isinstance(value, np.ndarray) and value.dtype == np.float32:
        return [plain(row) for row in value] if value.ndim else float(str(value))
    if isinstance(value, np.float32):
        return float(str(value))
    return value.tolist() if isinstance(value, np.ndarray) else value


def normal(*shape, digits=3):
    return torch.from_numpy(RANDOM.normal(0, 1, shape).round(digits).astype(np.float32))


def boxes(count, width, height, least, most):
    size = RANDOM.uniform(least, most, (count, 2))
    corner = RANDOM.uniform(-0.1, 0.9, (count, 2)) * [width, height]
    return torch.from_numpy(np.concatenate([corner, corner + size], 1).round(2).astype(np.float32))


def transform():
    """Bytes to the network's input: / 255, (x - mean) / std, bilinear without antialias, zeros to a multiple of 32."""
    model = GeneralizedRCNNTransform(800, 1333, [0.485, 0.456, 0.406], [0.229, 0.224, 0.225])
    sizes = []
    for height, width in [(480, 640), (640, 480), (333, 500), (427, 640), (600, 1000), (375, 1242), (1333, 800), (100, 101),
                          (801, 801), (1080, 1920), (2, 3), (517, 512)]:
        images, _ = model([torch.zeros(3, height, width)])
        sizes.append({"size": [height, width], "resized": list(images.image_sizes[0]), "padded": list(images.tensors.shape[2:])})
    pictures = []
    for height, width, shortest, longest in [(9, 7, 16, 40), (11, 23, 8, 40), (6, 20, 10, 24)]:
        pixels = RANDOM.integers(0, 256, (height, width, 3), dtype=np.uint8)
        model = GeneralizedRCNNTransform(shortest, longest, [0.485, 0.456, 0.406], [0.229, 0.224, 0.225])
        images, _ = model([torch.from_numpy(pixels).permute(2, 0, 1).to(torch.float32) / 255])
        rows, columns = images.image_sizes[0]
        pictures.append({"min_size": shortest, "max_size": longest, "pixels_hwc": plain(pixels), "resized": [rows, columns],
                         "padded": list(images.tensors.shape[2:]),
                         "output_chw": plain(images.tensors[0, :, :rows, :columns].contiguous())})
    return {"sizes_for_800_1333": sizes, "pictures": pictures}


def anchors():
    """Base anchors are rounded; a level's stride is the padded size divided by the grid, rounded down."""
    generator = AnchorGenerator(((32,), (64,), (128,), (256,), (512,)), ((0.5, 1.0, 2.0),) * 5)
    cases = []
    for height, width in [(96, 160), (32, 64), (800, 1088)]:
        grids, grid = [], (height // 4, width // 4)
        for _ in range(5):
            grids.append(grid)
            grid = tuple((side - 1) // 2 + 1 for side in grid)
        images = ImageList(torch.zeros(1, 3, height, width), [(height, width)])
        found = generator(images, [torch.zeros(1, 1, *grid) for grid in grids])[0]
        levels = found.split([3 * rows * columns for rows, columns in grids])
        cases.append({"padded": [height, width], "grids": [list(g) for g in grids],
                      "first_and_last_six": [{"first": plain(level[:6]), "last": plain(level[-6:])} for level in levels]})
    return {"sizes": [32, 64, 128, 256, 512], "aspect_ratios": [0.5, 1.0, 2.0], "cell_anchors": plain(torch.stack(generator.cell_anchors)),
            "order": "y, x, anchor", "cases": cases}


def rpn_filter():
    """Best of each level by logit, sigmoid, clip, sides >= 1e-3, NMS by level, best of all by the (saturating) sigmoid."""
    levels, size = [60, 30, 12, 6, 3], (80, 120)
    proposals = torch.cat([boxes(count, 120, 80, 4 * 2 ** i, 12 * 2 ** i) for i, count in enumerate(levels)])
    proposals[3, 2:] = proposals[3, :2] + torch.tensor([0.0005, 20.0])  # too narrow
    proposals[65] = torch.tensor([10.0, 10.0, 10.0009765625, 30.0])  # side below 1e-3
    proposals[66] = torch.tensor([10.0, 10.0, 10.00390625, 30.0])  # side above 1e-3
    logits = normal(sum(levels), digits=2) * 2
    logits[[3, 5, 65, 66, 70, 95, 104]] = torch.tensor([30.0, 21.0, 28.0, 25.0, 24.0, 40.0, 18.0])  # sigmoid is 1
    logits[[10, 11]] = 1.25  # a tie in one level
    rpn = RegionProposalNetwork(AnchorGenerator(), RPNHead(4, 3), 0.7, 0.3, 256, 0.5, dict(training=20, testing=20),
                                dict(training=25, testing=25), 0.7).eval()
    found, scores = rpn.filter_proposals(proposals[None], logits[None], [size], levels)
    return {"levels": levels, "image": list(size), "pre_nms_top_n": 20, "post_nms_top_n": 25, "nms_thresh": 0.7,
            "min_size": 0.001, "proposals": plain(proposals), "logits": plain(logits), "boxes": plain(found[0]),
            "scores": plain(scores[0])}


def box_postprocess():
    """Background is class 0; decode with 10, 10, 5, 5; clip; score > threshold; sides >= 1e-2; NMS by class; best."""
    heads = RoIHeads(None, None, None, 0.5, 0.5, 512, 0.25, None, 0.05, 0.5, 12).eval()
    size, count, classes = (90, 130), 24, 4
    proposals = boxes(count, 130, 90, 10, 60)
    proposals[1] = proposals[0] + 1
    proposals[5] = torch.tensor([129.5, 10.0, 160.0, 50.0])  # clipped to a sliver
    proposals[6] = torch.tensor([129.9921875, 20.0, 150.0, 60.0])  # clipped to less than 1e-2
    logits, deltas = normal(count, classes) * 2, normal(count, classes * 4)
    deltas[5:7] = 0.0
    logits[5:7, 2] += 4
    deltas[7, 10] = 30.0  # dw / 5 above log(1000 / 16)
    logits[7, 2] += 4
    found, scores, labels = heads.postprocess_detections(logits, deltas, [proposals], [size])
    return {"image": list(size), "score_thresh": 0.05, "nms_thresh": 0.5, "detections_per_img": 12, "weights": [10, 10, 5, 5],
            "proposals": plain(proposals), "logits": plain(logits), "deltas": plain(deltas), "boxes": plain(found[0]),
            "scores": plain(scores[0]), "labels": plain(labels[0])}


def align():
    """RoIAlign with boxes at, over and outside of the edges; (channels, rows, columns) of a map of stride 4."""
    feature = normal(2, 13, 17, digits=2)
    rois = torch.tensor([
        [8.0, 8.0, 40.0, 36.0], [0.0, 0.0, 68.0, 52.0], [60.0, 44.0, 68.0, 52.0], [63.5, 10.0, 72.0, 30.0],
        [10.0, 47.5, 30.0, 60.0], [-12.0, -9.0, 14.0, 11.0], [-3.9, -3.9, 3.9, 3.9], [66.0, 50.0, 90.0, 80.0],
        [20.0, 20.0, 20.5, 20.5], [33.3, 7.7, 33.3, 25.1], [5.0, 5.0, 67.9, 8.0], [80.0, 60.0, 100.0, 90.0],
        [1.5, 30.25, 21.75, 51.75], [64.0, 48.0, 68.0, 52.0]])
    outputs = []
    for size, sampling, aligned in [(3, 2, False), (7, 2, False), (3, 0, False), (3, 0, True), (3, 2, True), (3, 1, True)]:
        chosen = rois if size == 3 else rois[:4]
        outputs.append({"output_size": size, "sampling_ratio": sampling, "aligned": aligned, "boxes": len(chosen),
                        "output": plain(roi_align(feature[None], [chosen], size, 0.25, sampling, aligned))})
    return {"spatial_scale": 0.25, "feature": plain(feature), "boxes": plain(rois), "outputs": outputs}


def levels():
    """A box's level, 2 to 5: torchvision adds 1e-6 outside of the logarithm, Detectron2 2.2e-16 inside."""
    sides = torch.tensor([1.0, 50.0, 111.0, 111.9999, 111.99999, 112.0, 112.1, 223.9, 223.9999, 223.99998, 224.0, 225.0, 447.9,
                          447.9999, 447.99997, 448.0, 500.0, 895.9999, 896.0, 2000.0])
    square = torch.stack([torch.zeros_like(sides)] * 2 + [sides] * 2, 1)
    ours = torch.floor(4 + torch.log2(sides / 224 + 2.220446049250313e-16)).clamp(2, 5).long()
    return {"sides": plain(sides), "torchvision": plain(LevelMapper(2, 5)([square]) + 2), "detectron2": plain(ours)}


def paste():
    """Masks padded by 1, boxes expanded by 30 / 28 and truncated, resized without antialias, > 0.5."""
    y, x = np.mgrid[0:28, 0:28]
    masks = []
    for _ in range(5):
        cx, cy, rx, ry = RANDOM.uniform(8, 20, 2).tolist() + RANDOM.uniform(6, 16, 2).tolist()
        blob = 1.2 - ((x - cx) / rx) ** 2 - ((y - cy) / ry) ** 2 + 0.15 * np.sin(x * RANDOM.uniform(0.3, 1.5))
        masks.append((1 / (1 + np.exp(-6 * (blob - 0.3)))).round(3))
    masks = torch.from_numpy(np.array(masks, np.float32))[:, None]
    where = torch.tensor([[3.3, 4.7, 30.2, 35.9], [0.0, 0.0, 60.0, 45.0], [50.5, 30.25, 60.0, 45.0], [20.0, 20.0, 20.4, 41.0],
                          [10.6, 9.4, 58.9, 16.1]])
    pasted = paste_masks_in_image(masks, where, (45, 60))[:, 0] > 0.5
    rles = [coco_mask.encode(np.asfortranarray(mask.numpy().astype(np.uint8))) for mask in pasted]
    return {"image": [45, 60], "masks": plain(masks[:, 0]), "boxes": plain(where),
            "pasted": [{"size": [45, 60], "counts": rle["counts"].decode()} for rle in rles]}


def scale_back():
    """Boxes of the network's input in the picture's own pixels: times the ratio of sizes by axis, in float32."""
    found = boxes(6, 1066, 800, 20, 400)
    return {"from": [800, 1066], "to": [480, 640], "boxes": plain(found), "scaled": plain(resize_boxes(found, [800, 1066], [480, 640]))}


def main():
    torch.set_num_threads(1)
    values = {make.__name__: {"what": " ".join(make.__doc__.split()) if make.__doc__ else "", **make()}
              for make in (transform, anchors, rpn_filter, box_postprocess, align, levels, paste, scale_back)}
    target = Path(__file__).with_suffix(".json")
    target.write_text("{\n" + ",\n".join(f'"{k}": {json.dumps(v, separators=(",", ":"))}' for k, v in values.items()) + "\n}\n")
    print(target.name, target.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
