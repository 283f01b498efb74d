"""Makes small training cases of Detectron2's Mask R-CNN: a batch with ground truth, and its losses and gradients.

    python make_fixtures.py [--base BASE_YAML] [NAME ...]
        writes cases/NAME/{config.yaml, model.pth, *.png, ground_truth.json, expected.json}; all cases by default

Weights are random, but scaled layer by layer so that activations and outputs keep a sensible spread. The samplers'
sizes exceed what there is to sample, so nothing random remains. A seed is thrown away where a decision (a match, a
cut, a suppression, a cell of a mask) hangs on rounding, or where float64 disagrees with float32. One intended tie
stays in `frozen`: two anchors whose overlap with an object is exactly the same number, best of all.

Made with Python 3.11, torch 2.7.1, torchvision 0.22.1, numpy 2.4.6, Pillow 13.0.0, PyYAML 6.0.3, pycocotools 2.0.11,
on one thread of an x86-64 CPU. `d2train.py` lies beside; the configurations begin from detectron2/base.yaml.
"""
import argparse
import copy
import json
import math
import shutil
import sys
import zlib
from pathlib import Path

import numpy as np
import torch
import yaml
from PIL import Image, ImageDraw, ImageFilter
from pycocotools import mask as coco_mask
from torch import nn

import d2train

HERE = Path(__file__).resolve().parent
LOSSES = ("loss_rpn_cls", "loss_rpn_loc", "loss_cls", "loss_box_reg", "loss_mask")

TINY = {
    "DATASETS.TRAIN": ["training_fixture"], "DATASETS.TEST": [], "INPUT.MASK_FORMAT": "bitmask",
    "MODEL.RESNETS.DEPTH": 50, "MODEL.RESNETS.STEM_OUT_CHANNELS": 8, "MODEL.RESNETS.RES2_OUT_CHANNELS": 16,
    "MODEL.RESNETS.WIDTH_PER_GROUP": 4, "MODEL.FPN.OUT_CHANNELS": 16,
    "MODEL.ANCHOR_GENERATOR.SIZES": [[16], [32], [64], [112], [144]],
    "MODEL.RPN.BATCH_SIZE_PER_IMAGE": 8192, "MODEL.RPN.PRE_NMS_TOPK_TRAIN": 500,
    "MODEL.RPN.POST_NMS_TOPK_TRAIN": 1000,
    "MODEL.ROI_HEADS.BATCH_SIZE_PER_IMAGE": 2048, "MODEL.ROI_HEADS.POSITIVE_FRACTION": 0.5,
    "MODEL.ROI_HEADS.NUM_CLASSES": 3,
    "MODEL.ROI_BOX_HEAD.FC_DIM": 32, "MODEL.ROI_BOX_HEAD.NUM_FC": 2,
    "MODEL.ROI_MASK_HEAD.CONV_DIM": 16, "MODEL.ROI_MASK_HEAD.NUM_CONV": 2,
}

# An object is a kind of shape and its box. Without a box it is placed at random; given boxes are moved a little, those
# of a picture together; an "exact" box stays as it is. A case `wants` a count that is not 0.
CASES = {
    "bn": {
        "settings": {
            "MODEL.RESNETS.NORM": "BN", "MODEL.FPN.NORM": "BN", "MODEL.ROI_MASK_HEAD.NORM": "BN",
            "MODEL.BACKBONE.FREEZE_AT": 0, "MODEL.RESNETS.STRIDE_IN_1X1": False,
            "MODEL.RPN.SMOOTH_L1_BETA": 0.0, "MODEL.ROI_BOX_HEAD.SMOOTH_L1_BETA": 0.0,
        },
        # The strip's best anchor overlaps the plate below it even better: it is positive, and moved to the plate.
        "wants": "anchors_rescued_to_another_object",
        "pictures": [(160, 96, [("ellipse",), ("star",), ("rectangle",)]),
                     (128, 128, [("rectangle", (30, 40, 84, 72)), ("rectangle", (34, 50, 76, 64)), ("ellipse",)])],
    },
    "frozen": {
        "settings": {
            "MODEL.RESNETS.NORM": "FrozenBN", "MODEL.BACKBONE.FREEZE_AT": 2, "MODEL.RESNETS.STRIDE_IN_1X1": True,
            "MODEL.RPN.SMOOTH_L1_BETA": 0.1, "MODEL.ROI_BOX_HEAD.SMOOTH_L1_BETA": 0.1,
            "MODEL.RPN.LOSS_WEIGHT": 1.5, "MODEL.RPN.BBOX_REG_LOSS_WEIGHT": 3.0,
            "MODEL.RPN.BBOX_REG_WEIGHTS": [1.5, 1.5, 0.75, 0.75],
            "MODEL.ROI_BOX_HEAD.BBOX_REG_LOSS_WEIGHT": 2.5,
            "MODEL.ROI_BOX_HEAD.BBOX_REG_WEIGHTS": [8.0, 9.0, 4.0, 5.0],
            "MODEL.RPN.IOU_THRESHOLDS": [0.3, 0.66], "MODEL.ROI_HEADS.IOU_THRESHOLDS": [0.3, 0.5],
            "MODEL.ROI_HEADS.IOU_LABELS": [0, -1, 1],
            "MODEL.RPN.PRE_NMS_TOPK_TRAIN": 400, "MODEL.RPN.POST_NMS_TOPK_TRAIN": 250,
        },
        "wants": "anchors_tied",
        "pictures": [(160, 96, [("exact", (40, 26, 60, 46)), ("ellipse",), ("star",)]),
                     (96, 64, []),
                     (128, 128, [("ellipse", (2, 3, 118, 120)), ("star",), ("rectangle",)])],
    },
    "gn_agnostic": {
        "settings": {
            "MODEL.RESNETS.NORM": "FrozenBN", "MODEL.BACKBONE.FREEZE_AT": 1, "MODEL.RESNETS.STRIDE_IN_1X1": False,
            "MODEL.RESNETS.NUM_GROUPS": 4, "MODEL.RESNETS.WIDTH_PER_GROUP": 2, "MODEL.RESNETS.RES2_OUT_CHANNELS": 8,
            "INPUT.FORMAT": "RGB", "MODEL.PIXEL_MEAN": [123.675, 116.28, 103.53],
            "MODEL.PIXEL_STD": [58.395, 57.12, 57.375],
            "MODEL.FPN.NORM": "GN", "MODEL.FPN.FUSE_TYPE": "avg", "MODEL.FPN.OUT_CHANNELS": 32,
            "MODEL.ANCHOR_GENERATOR.SIZES": [[16, 24], [32, 44], [56, 72], [90, 112], [128, 144]],
            "MODEL.ANCHOR_GENERATOR.ASPECT_RATIOS": [[0.6, 1.4]], "MODEL.ANCHOR_GENERATOR.OFFSET": 0.5,
            "MODEL.PROPOSAL_GENERATOR.MIN_SIZE": 10, "MODEL.RPN.PRE_NMS_TOPK_TRAIN": 60,
            "MODEL.RPN.NMS_THRESH": 0.6,
            "MODEL.RPN.SMOOTH_L1_BETA": 0.05, "MODEL.RPN.IOU_THRESHOLDS": [0.35, 0.5],
            "MODEL.ROI_HEADS.IOU_THRESHOLDS": [0.4], "MODEL.ROI_HEADS.PROPOSAL_APPEND_GT": False,
            "MODEL.ROI_HEADS.POSITIVE_FRACTION": 1.0,
            "MODEL.ROI_BOX_HEAD.NORM": "GN", "MODEL.ROI_BOX_HEAD.NUM_CONV": 4, "MODEL.ROI_BOX_HEAD.CONV_DIM": 32,
            "MODEL.ROI_BOX_HEAD.NUM_FC": 1, "MODEL.ROI_BOX_HEAD.FC_DIM": 24,
            "MODEL.ROI_BOX_HEAD.POOLER_SAMPLING_RATIO": 2, "MODEL.ROI_BOX_HEAD.CLS_AGNOSTIC_BBOX_REG": True,
            "MODEL.ROI_BOX_HEAD.BBOX_REG_LOSS_TYPE": "giou",
            "MODEL.ROI_MASK_HEAD.NORM": "GN", "MODEL.ROI_MASK_HEAD.CONV_DIM": 32,
            "MODEL.ROI_MASK_HEAD.CLS_AGNOSTIC_MASK": True,
        },
        "wants": "regions_foreground",
        "pictures": [(144, 108, [("ellipse",), ("rectangle",), ("star",)]),
                     (120, 100, [("star",), ("ellipse",)])],
    },
}

# The spread of the outputs of a layer over places: logits that are decided, boxes that move a little.
SPREADS = {"proposal_generator.rpn_head.objectness_logits": 1.5, "proposal_generator.rpn_head.anchor_deltas": 0.2,
           "roi_heads.box_predictor.cls_score": 1.5, "roi_heads.box_predictor.bbox_pred": 0.7,
           "roi_heads.mask_head.predictor": 1.0}


class Unstable(Exception):
    """A decision that hangs on rounding: another seed is to be tried."""


# -------------------------------------------------------------------------------------------------- pictures

def draw_shape(draw, kind, box, colour):
    x0, y0, x1, y1 = box
    if kind in ("rectangle", "exact"):
        draw.rectangle((x0, y0, x1 - 1, y1 - 1), fill=colour)
    elif kind == "ellipse":
        draw.ellipse((x0, y0, x1 - 1, y1 - 1), fill=colour)
    else:
        angles = -math.pi / 2 + np.arange(10) * math.pi / 5
        radii = np.where(np.arange(10) % 2, 0.25, 0.5)
        draw.polygon([((x0 + x1) / 2 + r * (x1 - x0) * math.cos(a), (y0 + y1) / 2 + r * (y1 - y0) * math.sin(a))
                      for r, a in zip(radii, angles)], fill=colour)


def make_example(random, width, height, objects, classes):
    """A picture of shapes on a gradient with grain; boxes are near the masks' own, in sixteenths of a pixel."""
    y, x = np.mgrid[0:height, 0:width]
    corners = random.uniform(40, 200, (3, 3))
    base = (corners[0] + (x / width)[..., None] * (corners[1] - corners[0])
            + (y / height)[..., None] * (corners[2] - corners[0]))
    image = Image.fromarray(base.clip(0, 255).astype(np.uint8))
    boxes, masks, together = [], [], random.integers(0, 8, 2).tolist() * 2
    for kind, *given in objects:
        side = random.uniform(0.2, 0.75) * min(width, height)
        w, h = (int(side * random.uniform(0.7, 1.3)) for _ in range(2))
        w, h = min(w, width - 4), min(h, height - 4)
        left, top = int(random.integers(2, width - w)), int(random.integers(2, height - h))
        box = (left, top, left + w, top + h)
        if given:
            box = given[0] if kind == "exact" else tuple(a + b for a, b in zip(given[0], together))
        draw_shape(ImageDraw.Draw(image), kind, box, tuple(int(v) for v in random.integers(0, 256, 3)))
        canvas = Image.new("L", (width, height))
        draw_shape(ImageDraw.Draw(canvas), kind, box, 1)
        mask = np.asarray(canvas)
        rows, columns = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
        tight = np.array([columns[0], rows[0], columns[-1] + 1, rows[-1] + 1], np.float64)
        shift = 0 if kind == "exact" else random.integers(-8, 9, 4) / 16
        boxes.append(np.clip(tight + shift, 0, [width, height] * 2).tolist())
        masks.append(mask)
    array = np.asarray(image.filter(ImageFilter.GaussianBlur(0.7))).astype(np.float64)
    array = (array + random.normal(0, 3, array.shape)).round().clip(0, 255).astype(np.uint8)
    return d2train.Example(array, torch.tensor(boxes, dtype=torch.float32).reshape(-1, 4),
                           torch.tensor(random.integers(0, classes, len(boxes)), dtype=torch.int64),
                           torch.from_numpy(np.array(masks, np.uint8).reshape(-1, height, width)))


# --------------------------------------------------------------------------------------------------- weights

def uniform(like, low, high):
    return torch.empty_like(like).uniform_(low, high)


@torch.no_grad()
def randomize(model):
    for name, module in model.named_modules():
        if isinstance(module, (nn.Conv2d, nn.ConvTranspose2d, nn.Linear)):
            inputs = module.weight.shape[0] if isinstance(module, nn.ConvTranspose2d) else module.weight[0].numel()
            module.weight.normal_(std=math.sqrt(2 / inputs))
            if module.bias is not None:
                module.bias.normal_(std=0.05)
        elif isinstance(module, (nn.BatchNorm2d, nn.GroupNorm, d2train.FrozenBatchNorm)):
            scale = 0.2 if name.endswith("conv3.norm") else 1.0  # what a block adds to its shortcut
            module.weight.copy_(scale * uniform(module.weight, 0.7, 1.3))
            regional = name.startswith("roi_heads") and isinstance(module, nn.GroupNorm)
            shift = 1.3 if regional else 0.0  # of many values, fewer are so near 0 that rounding turns a ReLU
            module.bias.copy_(shift + 0.2 * torch.randn_like(module.bias))


def by_channel(values):
    """(places, channels)"""
    return values.transpose(0, 1).flatten(1).T if values.dim() == 4 else values


@torch.no_grad()
def calibrate(model, examples):
    """Frozen statistics near the real ones; outputs of the wanted spread, in the order of the computation."""
    handles, done = [], set()

    def measure(module, inputs):
        values = by_channel(inputs[0])
        deviation = values.std(0)
        module.running_mean.copy_(values.mean(0) + 0.2 * deviation * torch.randn_like(deviation))
        module.running_var.copy_(deviation ** 2 * uniform(deviation, 0.7, 1.4))

    def spread(name):
        def hook(module, inputs):
            if name in done:  # the head of the RPN is called once a level
                return
            done.add(name)
            module.bias.zero_()
            values = by_channel(module.forward(inputs[0]))
            factor = SPREADS[name] / values.std(0).mean()
            module.weight.mul_(factor)
            module.bias.copy_(-factor * values.mean(0) + 0.3 * SPREADS[name] * torch.randn_like(module.bias))
        return hook

    for name, module in model.named_modules():
        if isinstance(module, d2train.FrozenBatchNorm):
            handles.append(module.register_forward_pre_hook(measure))
        elif name in SPREADS:
            handles.append(module.register_forward_pre_hook(spread(name)))
    model(examples)
    for handle in handles:
        handle.remove()
    for module in model.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.running_mean.normal_(std=0.3)
            module.running_var.uniform_(0.5, 1.5)
            module.num_batches_tracked.zero_()


# --------------------------------------------------------------------------------------------------- margins

class Margins(dict):
    """The least distance of each kind of decision from its turning point."""

    def require(self, name, distances, least):
        distance = float(torch.as_tensor(distances).min()) if len(distances) else math.inf
        self[name] = min(self.get(name, math.inf), distance)
        if distance < least:
            raise Unstable(f"{name}: {distance:.2g} is less than {least}")


def matching_margins(margins, name, overlaps, thresholds, foreground):
    if len(overlaps) == 0:
        return
    best = overlaps.max(0).values
    margins.require(f"{name} threshold", torch.cat([(best - t).abs() for t in thresholds]), 1e-4)
    if len(overlaps) > 1:
        first, second = overlaps[:, foreground].topk(2, 0).values
        margins.require(f"{name} best object", first - second, 1e-4)


def best_anchor_margins(margins, anchors, objects):
    """Answers how many anchors are tied for an object's best; integers alone tie whatever the order of additions."""
    ties = 0
    for row, box in zip(anchors["overlaps"], objects):
        best = row == row.max()
        margins.require("best anchor", row.max() - row[~best], 1e-4)
        if best.sum() > 1:
            ties += int(best.sum()) - 1
            numbers = torch.cat((anchors["boxes"][best].flatten(), box))
            if not torch.equal(numbers, numbers.round()):
                raise Unstable("anchors are tied by chance")
    return ties


def suppression_margins(margins, candidates, threshold, score_margin=2e-5, overlap_margin=1e-4):
    """Every suppressed box has a clearly better box that clearly overlaps it; every kept box clearly has none."""
    boxes, scores, levels, kept = (candidates[key] for key in ("boxes", "scores", "levels", "kept"))
    overlaps = d2train.pairwise_iou(boxes[kept], boxes) * (levels[kept][:, None] == levels)
    ahead = scores[kept][:, None] - scores
    suppressed = ((overlaps > threshold + overlap_margin) & (ahead > score_margin)).any(0)
    itself = kept[:, None] == torch.arange(len(boxes))
    rivals = (overlaps > threshold - overlap_margin) & (ahead > -score_margin) & ~itself
    is_kept = torch.zeros(len(boxes), dtype=torch.bool)
    is_kept[kept] = True
    unclear = (~is_kept & ~suppressed) | (is_kept & rivals.any(0))
    margins.require("suppression (1 is clear)", (~unclear).float(), 1)


def pooling_margins(margins, name, boxes, pooler):
    sizes = boxes[:, 2:] - boxes[:, :2]
    level = 4 + torch.log2(sizes.prod(1).sqrt() / 224)
    margins.require(f"{name} level", torch.cat([(level - cut).abs() for cut in (3, 4, 5)]), 1e-4)
    if pooler.sampling == 0:
        level = level.floor().clamp(pooler.levels[0], pooler.levels[-1])
        grid_margins(margins, name, sizes / 2 ** level[:, None], pooler.size)


def grid_margins(margins, name, sizes, cells):
    """The number of samples in a cell is its size in pixels, rounded up."""
    ratio = sizes / cells
    margins.require(f"{name} samples", (ratio - ratio.round()).abs().flatten(), 2e-5)


def anchor_margins(margins, example, anchors, rpn):
    matching_margins(margins, "anchor", anchors["overlaps"], rpn.IOU_THRESHOLDS, anchors["labels"] == 1)
    return best_anchor_margins(margins, anchors, example.boxes)


def check_margins(model, examples, stages):
    cfg, margins = model.cfg.MODEL, Margins()
    ties = 0
    for example, anchors in zip(examples, stages["anchors"]):
        if not torch.equal(anchors["labels"], anchors["sampled"]):
            raise AssertionError("the RPN's sampler left anchors out")
        ties += anchor_margins(margins, example, anchors, cfg.RPN)
    for example, candidates in zip(examples, stages["candidates"]):
        height, width = example.pixels.shape[:2]
        raw = candidates["raw"]
        margins.require("beyond the border", torch.cat([
            raw[:, 2].abs(), raw[:, 3].abs(), (raw[:, 0] - width).abs(), (raw[:, 1] - height).abs()]), 1e-3)
        sizes = candidates["sizes"].flatten()
        margins.require("least size", (sizes[sizes > 0] - cfg.PROPOSAL_GENERATOR.MIN_SIZE).abs(), 1e-3)
        margins.require("cut before NMS", candidates["cuts"], 5e-5)
        suppression_margins(margins, candidates, cfg.RPN.NMS_THRESH)
        ranked, count = candidates["scores"][candidates["kept"]], cfg.RPN.POST_NMS_TOPK_TRAIN
        if count < len(ranked):
            margins.require("cut after NMS", ranked[count - 1:count] - ranked[count:count + 1], 5e-5)
    for proposals, regions in zip(stages["proposals"], stages["regions"]):
        used = (proposals["classes"] != d2train.IGNORED).nonzero()[:, 0]
        if not torch.equal(proposals["sampled"].sort().values, used):
            raise AssertionError("the heads' sampler left proposals out")
        foreground = (proposals["classes"] >= 0) & (proposals["classes"] < model.roi_heads.background)
        matching_margins(margins, "proposal", proposals["overlaps"], cfg.ROI_HEADS.IOU_THRESHOLDS, foreground)
        pooling_margins(margins, "box pooling", regions.boxes, model.roi_heads.box_pooler)
        boxes = regions.boxes[regions.classes < model.roi_heads.background]
        pooling_margins(margins, "mask pooling", boxes, model.roi_heads.mask_pooler)
        grid_margins(margins, "mask target", boxes[:, 2:] - boxes[:, :2], 2 * model.roi_heads.mask_pooler.size)
    for coverage in stages["coverage"]:
        margins.require("mask target", (coverage - 0.5).abs().flatten(), 1e-5)
    return margins, ties


# -------------------------------------------------------------------------------------------------- one step

def step(model, examples, regions=None):
    """Losses, gradients by name and what was decided, after one forward and backward."""
    model.zero_grad()
    losses, stages = model(examples, regions)
    sum(losses.values()).backward()
    gradients = {name: p.grad.detach().clone() for name, p in model.named_parameters() if p.requires_grad}
    return {name: float(losses[name].detach()) for name in LOSSES}, gradients, stages


def compare(other, examples, losses, gradients, stages, what):
    """The largest relative differences of losses, of gradients' norms and of gradients; and the other losses."""
    other_losses, other_gradients, other_stages = step(other, examples)
    for ours, theirs in zip(stages["regions"], other_stages["regions"]):
        apart = torch.cdist(ours.boxes.double(), theirs.boxes.double())
        apart += 1000 * (ours.classes[:, None] != theirs.classes)
        nearest = torch.cat((apart.min(0).values, apart.min(1).values))
        if apart.shape[0] != apart.shape[1] or float(nearest.max()) > 1e-3:
            raise Unstable(f"{what} samples other regions")
    by_loss = max(abs(losses[name] / other_losses[name] - 1) for name in LOSSES)
    by_norm = by_value = 0.0
    for name, gradient in other_gradients.items():
        norm = float(gradient.double().norm())
        if norm == 0:
            raise Unstable(f"{name} has no gradient")
        by_norm = max(by_norm, abs(float(gradients[name].double().norm()) / norm - 1))
        by_value = max(by_value, float((gradients[name].double() - gradient).norm()) / norm)
    if by_loss > 1e-5 or by_norm > 1e-4 or by_value > 3e-4:
        raise Unstable(f"{what} differs: losses {by_loss:.2g}, norms {by_norm:.2g}, gradients {by_value:.2g}")
    return {"losses": by_loss, "gradient_norms": by_norm, "gradients": by_value}, other_losses


def compare_with_others(model, examples, losses, gradients, stages):
    """Differences from float64, from float32 by other kernels, and from weights that differ in their last bits."""
    mine = (examples, losses, gradients, stages)
    double = copy.deepcopy(model).double()
    exact, exact_losses = compare(copy.deepcopy(double), *mine, "float64")
    agreement = {"float64": exact}
    with torch.backends.mkldnn.flags(enabled=False):
        agreement["other_kernels"], _ = compare(copy.deepcopy(model), *mine, "float32 by other kernels")
    for index in range(3):
        disturbed = copy.deepcopy(double)
        with torch.no_grad():
            for parameter in disturbed.parameters():
                parameter *= 1 + 1e-7 * torch.randn_like(parameter)
        agreement[f"disturbed_{index}"], _ = compare(disturbed, *mine, "disturbed float64")
    return exact_losses, agreement


def check_by_differences(model, examples, stages, parameters=12, step_size=1e-6):
    """Largest error, relative to its norm, of a gradient's part along a random direction, in float64.

    The regions are kept: Detectron2 takes proposals as constants, whatever they depend on.
    """
    double = copy.deepcopy(model).double()
    regions = [r._replace(boxes=r.boxes.double()) for r in stages["regions"]]
    _, gradients, _ = step(double, examples, regions)
    names = list(gradients)
    parts = dict(double.named_parameters())
    worst = 0.0
    for name in names[::max(1, len(names) // parameters)] + names[-6:]:
        direction = torch.randn_like(parts[name])
        direction /= direction.norm()
        values = []
        with torch.no_grad():
            for sign in (1, -1, 0):
                before = parts[name].clone()
                parts[name] += sign * step_size * direction
                values.append(float(sum(double(examples, regions)[0].values())))
                parts[name].copy_(before)
        measured = (values[0] - values[1]) / (2 * step_size)
        worst = max(worst, abs(measured - float((gradients[name] * direction).sum())) / float(gradients[name].norm()))
    if worst > 1e-4:
        raise Unstable(f"finite differences differ by {worst:.2g}")
    return worst


def rescued(anchors, high):
    """Positive anchors below the high threshold, and those of them that are moved to another object."""
    overlaps = anchors["overlaps"]
    if len(overlaps) == 0:
        return 0, 0
    best = (overlaps == overlaps.max(1, keepdim=True).values) & (overlaps.max(0).values < high)
    moved = best & (torch.arange(len(overlaps))[:, None] != anchors["matched"])
    return int(best.any(0).sum()), int(moved.any(0).sum())


# --------------------------------------------------------------------------------------------------- writing

def summary(name, tensor):
    """A tensor by its sum, norm and largest absolute value, and by values at up to 8 flat indices."""
    values = tensor.detach().double().flatten()
    random = np.random.default_rng(zlib.crc32(name.encode()))
    indices = np.sort(random.choice(len(values), min(8, len(values)), replace=False)).tolist()
    return {"shape": list(tensor.shape), "sum": float(values.sum()), "norm": float(values.norm()),
            "max_abs": float(values.abs().max()), "indices": indices, "values": values[indices].tolist()}


def write_json(path, value):
    """Objects of objects get a line for each entry."""
    lines = []
    for key, item in value.items():
        if isinstance(item, dict) and item and all(isinstance(v, dict) for v in item.values()):
            entries = ",\n".join(f"  {json.dumps(k)}: {json.dumps(v)}" for k, v in item.items())
            lines.append(f" {json.dumps(key)}: {{\n{entries}\n }}")
        else:
            lines.append(f" {json.dumps(key)}: {json.dumps(item)}")
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n")


def write_config(path, base, settings):
    config = yaml.safe_load(Path(base).read_text())
    config = json.loads(json.dumps(config))  # no list is shared
    for key, value in {**TINY, **settings}.items():
        *parents, last = key.split(".")
        node = config
        for parent in parents:
            node = node[parent]
        if last not in node:
            raise KeyError(key)
        node[last] = value
    config["MODEL"]["WEIGHTS"] = "model.pth"
    path.write_text(yaml.safe_dump(config, default_flow_style=False))


def write_examples(folder, examples):
    entries = []
    for index, example in enumerate(examples):
        height, width = example.pixels.shape[:2]
        Image.fromarray(example.pixels).save(folder / f"{index}.png", optimize=True)
        rles = [coco_mask.encode(np.asfortranarray(mask.numpy())) for mask in example.masks]
        entries.append({"file": f"{index}.png", "width": width, "height": height, "boxes": example.boxes.tolist(),
                        "classes": example.classes.tolist(),
                        "masks": [{"size": list(r["size"]), "counts": r["counts"].decode()} for r in rles]})
    (folder / "ground_truth.json").write_text(json.dumps({"images": entries}, indent=1) + "\n")


# ----------------------------------------------------------------------------------------------------- cases

def make_examples(folder, case, model, seed):
    """Writes and reads pictures whose objects are clearly matched with anchors; answers them and their seed."""
    rpn = model.proposal_generator
    for picture_seed in range(seed * 1000, seed * 1000 + 1000):
        random = np.random.default_rng(picture_seed)
        classes = model.roi_heads.background
        examples = [make_example(random, *picture, classes) for picture in case["pictures"]]
        height, width = model.batch(examples).shape[2:]
        anchors = torch.cat(rpn.anchors([(-(-height // s), -(-width // s)) for s in rpn.anchors.strides],
                                        torch.float32))
        stages = []
        try:
            for example in examples:
                rpn.label(anchors, example, stages)
                anchor_margins(Margins(), example, stages[-1], rpn.cfg)
        except Unstable:
            continue
        if case["wants"] == "anchors_rescued_to_another_object" and not any(
                rescued(anchors, rpn.cfg.IOU_THRESHOLDS[-1])[1] for anchors in stages):
            continue
        write_examples(folder, examples)
        return d2train.load_examples(folder), picture_seed
    raise SystemExit("no stable pictures")


def attempt(folder, case, base, seed):
    torch.manual_seed(seed)
    for old in folder.iterdir():
        old.unlink()
    write_config(folder / "config.yaml", base, case["settings"])
    model = d2train.MaskRCNN(d2train.load_config(folder / "config.yaml"))
    examples, picture_seed = make_examples(folder, case, model, seed)
    randomize(model)
    calibrate(model, examples)
    torch.save({"model": model.state_dict()}, folder / "model.pth")

    model = d2train.load_model(folder)
    start = copy.deepcopy(model)
    losses, gradients, stages = step(model, examples)
    margins, ties = check_margins(start, examples, stages)
    exact_losses, agreement = compare_with_others(start, examples, losses, gradients, stages)
    agreement["finite_differences"] = {"gradients": check_by_differences(start, examples, stages)}
    numbers = d2train.counts(stages, model.roi_heads.background)
    rescues = [rescued(anchors, model.cfg.MODEL.RPN.IOU_THRESHOLDS[-1]) for anchors in stages["anchors"]]
    numbers.update(anchors_rescued=[r for r, _ in rescues], anchors_rescued_to_another_object=[m for _, m in rescues],
                   anchors_tied=[ties], regions_on_p2_and_p3=[
                       int(sum((start.roi_heads.box_pooler.level_of(r.boxes) == level).sum()
                               for r in stages["regions"])) for level in (2, 3)])
    if sum(numbers["regions_foreground"]) < 12 or not any(numbers[case["wants"]]):
        raise Unstable("too little foreground")
    batches = {name: int(b) for name, b in model.named_buffers() if name.endswith("num_batches_tracked")}
    statistics = {name: summary(name, b) for name, b in model.named_buffers()
                  if name.rsplit(".", 1)[0] + ".num_batches_tracked" in batches and b.dim()}
    write_json(folder / "expected.json", {
        "seeds": {"weights": seed, "pictures": picture_seed},
        "losses": losses, "total_loss": sum(losses.values()), "losses_float64": exact_losses,
        "counts": numbers, "agreement": agreement, "margins": dict(margins),
        "gradients": {name: summary(name, g) for name, g in gradients.items()},
        "running_statistics": statistics, "batches_tracked": batches})
    return losses, numbers, agreement, margins


def make(name, base, first_seed, attempts=1000):
    folder = HERE / "cases" / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for seed in range(first_seed, first_seed + attempts):
        try:
            losses, numbers, agreement, margins = attempt(folder, CASES[name], base, seed)
        except Unstable as reason:
            print(f"{name}: seed {seed}: {reason}", file=sys.stderr, flush=True)
            continue
        print(json.dumps({"case": name, "seed": seed, "losses": losses, "counts": numbers, "agreement": agreement,
                          "margins": margins, "bytes": sum(p.stat().st_size for p in folder.iterdir())}, indent=1),
              flush=True)
        return
    raise SystemExit(f"{name}: no stable seed in {attempts}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", default=HERE.parent / "detectron2" / "base.yaml", help="a dump to begin from")
    parser.add_argument("--seed", type=int, default=0, help="the first to try")
    parser.add_argument("names", nargs="*", metavar="NAME")
    options = parser.parse_args()
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True, warn_only=True)
    for name in options.names or CASES:
        make(name, options.base, options.seed)


if __name__ == "__main__":
    main()
