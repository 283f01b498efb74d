"""Eager reference of the training losses of Detectron2 0.6's Mask R-CNN (ResNet-FPN, RPN, StandardROIHeads).

Reads a `config.yaml` as Detectron2 dumps it and a checkpoint with Detectron2's parameter names, takes a batch of
pictures (as they are after augmentation: nothing is resized) with ground truth, and answers the five losses that
Detectron2's GeneralizedRCNN answers in training mode. Gradients are autograd's. It needs no Detectron2.

    python d2train.py CASE_DIR      the losses and counts as JSON, beside those of CASE_DIR/expected.json

A case folder holds config.yaml, model.pth, the pictures and ground_truth.json:
    {"images": [{"file", "width", "height", "boxes": [[x0, y0, x1, y1]], "classes": [0-based], "masks": [COCO RLE]}]}

Made with Python 3.11, torch 2.7.1, torchvision 0.22.1, numpy 2.4.6, Pillow 13.0.0, PyYAML 6.0.3, pycocotools 2.0.11.
"""
import json
import math
import sys
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
import torch.nn.functional as F
import yaml
from PIL import Image
from pycocotools import mask as coco_mask
from torch import nn
from torchvision.ops import batched_nms, roi_align

BLOCKS = {18: (2, 2, 2, 2), 34: (3, 4, 6, 3), 50: (3, 4, 6, 3), 101: (3, 4, 23, 3), 152: (3, 8, 36, 3)}
STAGES = ("stem", "res2", "res3", "res4", "res5")
LARGEST_SCALE = math.log(1000.0 / 16)
SIDE_MULTIPLE = 32
IGNORED = -1


class Config(dict):
    """A dictionary whose keys can be read as attributes."""

    def __getattr__(self, name):
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name) from None

    @staticmethod
    def of(value):
        if isinstance(value, dict):
            return Config({key: Config.of(item) for key, item in value.items()})
        return value


def load_config(path):
    return Config.of(yaml.safe_load(Path(path).read_text()))


class Example(NamedTuple):
    """One picture of a batch with its ground truth."""
    pixels: np.ndarray  # (height, width, 3), uint8, RGB
    boxes: torch.Tensor  # (objects, 4): x0, y0, x1, y1 in pixels
    classes: torch.Tensor  # (objects,), int64, 0-based
    masks: torch.Tensor  # (objects, height, width), uint8, 0 or 1


# ---------------------------------------------------------------------------------------------------- layers

class FrozenBatchNorm(nn.Module):
    """A batch norm of constants: all four are buffers, so none is trained and none is updated."""

    def __init__(self, channels, eps=1e-5):
        super().__init__()
        self.eps = eps
        self.register_buffer("weight", torch.ones(channels))
        self.register_buffer("bias", torch.zeros(channels))
        self.register_buffer("running_mean", torch.zeros(channels))
        self.register_buffer("running_var", torch.ones(channels) - eps)

    def forward(self, x):
        return F.batch_norm(x, self.running_mean, self.running_var, self.weight, self.bias, False, 0.0, self.eps)


def make_norm(name, channels):
    if not name:
        return None
    if name == "FrozenBN":
        return FrozenBatchNorm(channels)
    if name in ("BN", "SyncBN"):  # the same on one device
        return nn.BatchNorm2d(channels, eps=1e-5, momentum=0.1)
    if name == "GN":
        return nn.GroupNorm(32, channels)
    raise ValueError(f"no such norm: {name}")


class Conv(nn.Conv2d):
    """A convolution with its norm inside, as `name.weight` and `name.norm.weight`."""

    def __init__(self, *args, norm=None, relu=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.norm = norm
        self.relu = relu

    def forward(self, x):
        x = super().forward(x)
        if self.norm is not None:
            x = self.norm(x)
        return F.relu(x) if self.relu else x


def plain_conv(inputs, outputs, kernel, norm, **kwargs):
    return Conv(inputs, outputs, kernel, bias=False, norm=make_norm(norm, outputs), **kwargs)


# -------------------------------------------------------------------------------------------------- backbone

class BasicBlock(nn.Module):
    def __init__(self, inputs, outputs, stride, norm):
        super().__init__()
        self.shortcut = plain_conv(inputs, outputs, 1, norm, stride=stride) if inputs != outputs else None
        self.conv1 = plain_conv(inputs, outputs, 3, norm, stride=stride, padding=1, relu=True)
        self.conv2 = plain_conv(outputs, outputs, 3, norm, padding=1)

    def forward(self, x):
        shortcut = x if self.shortcut is None else self.shortcut(x)
        return F.relu(self.conv2(self.conv1(x)) + shortcut)


class BottleneckBlock(nn.Module):
    def __init__(self, inputs, outputs, middle, stride, groups, norm, stride_in_1x1, dilation):
        super().__init__()
        first, second = (stride, 1) if stride_in_1x1 else (1, stride)
        self.shortcut = plain_conv(inputs, outputs, 1, norm, stride=stride) if inputs != outputs else None
        self.conv1 = plain_conv(inputs, middle, 1, norm, stride=first, relu=True)
        self.conv2 = plain_conv(middle, middle, 3, norm, stride=second, padding=dilation, dilation=dilation,
                                groups=groups, relu=True)
        self.conv3 = plain_conv(middle, outputs, 1, norm)

    def forward(self, x):
        shortcut = x if self.shortcut is None else self.shortcut(x)
        return F.relu(self.conv3(self.conv2(self.conv1(x))) + shortcut)


class Stem(nn.Module):
    def __init__(self, channels, norm):
        super().__init__()
        self.conv1 = plain_conv(3, channels, 7, norm, stride=2, padding=3, relu=True)

    def forward(self, x):
        return F.max_pool2d(self.conv1(x), 3, 2, 1)


def freeze(module):
    """A frozen stage: nothing in it is trained, and its batch norms become FrozenBatchNorm."""
    for parameter in module.parameters():
        parameter.requires_grad_(False)
    for parent in list(module.modules()):
        for name, child in list(parent.named_children()):
            if isinstance(child, nn.BatchNorm2d):
                setattr(parent, name, FrozenBatchNorm(child.num_features, child.eps))


class ResNet(nn.Module):
    def __init__(self, cfg):
        super().__init__()
        resnets = cfg.MODEL.RESNETS
        if any(resnets.DEFORM_ON_PER_STAGE):
            raise ValueError("deformable convolutions are not supported")
        norm, depth = resnets.NORM, resnets.DEPTH
        inputs, outputs = resnets.STEM_OUT_CHANNELS, resnets.RES2_OUT_CHANNELS
        middle = resnets.NUM_GROUPS * resnets.WIDTH_PER_GROUP
        self.stem = Stem(inputs, norm)
        self.channels = {}
        for index, count in enumerate(BLOCKS[depth]):
            name = f"res{index + 2}"
            dilation = resnets.RES5_DILATION if name == "res5" else 1
            stride = 1 if index == 0 or dilation == 2 else 2
            blocks = []
            for block in range(count):
                step = stride if block == 0 else 1
                if depth in (18, 34):
                    blocks.append(BasicBlock(inputs, outputs, step, norm))
                else:
                    blocks.append(BottleneckBlock(inputs, outputs, middle, step, resnets.NUM_GROUPS, norm,
                                                  resnets.STRIDE_IN_1X1, dilation))
                inputs = outputs
            self.add_module(name, nn.Sequential(*blocks))
            self.channels[name] = outputs
            outputs, middle = outputs * 2, middle * 2
        for name in STAGES[:cfg.MODEL.BACKBONE.FREEZE_AT]:
            freeze(getattr(self, name))

    def forward(self, x):
        features = {}
        for name in STAGES:
            x = getattr(self, name)(x)
            features[name] = x
        return features


class FPN(nn.Module):
    def __init__(self, cfg):
        super().__init__()
        fpn = cfg.MODEL.FPN
        self.bottom_up = ResNet(cfg)
        self.average = fpn.FUSE_TYPE == "avg"
        for level in (2, 3, 4, 5):
            for name, inputs, kernel in (("lateral", self.bottom_up.channels[f"res{level}"], 1),
                                         ("output", fpn.OUT_CHANNELS, 3)):
                self.add_module(f"fpn_{name}{level}", Conv(
                    inputs, fpn.OUT_CHANNELS, kernel, padding=kernel // 2, bias=not fpn.NORM,
                    norm=make_norm(fpn.NORM, fpn.OUT_CHANNELS)))

    def forward(self, x):
        bottom_up = self.bottom_up(x)
        features, top_down = {}, None
        for level in (5, 4, 3, 2):
            lateral = getattr(self, f"fpn_lateral{level}")(bottom_up[f"res{level}"])
            if top_down is not None:
                lateral = lateral + F.interpolate(top_down, scale_factor=2.0, mode="nearest")
                if self.average:
                    lateral = lateral / 2
            top_down = lateral
            features[f"p{level}"] = getattr(self, f"fpn_output{level}")(top_down)
        features["p6"] = F.max_pool2d(features["p5"], 1, 2, 0)
        return features


# ----------------------------------------------------------------------------------------------------- boxes

def areas(boxes):
    return (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])


def pairwise_iou(ours, theirs):
    """(N, 4) and (M, 4) give (N, M); boxes that do not meet have 0, whatever their areas."""
    sides = torch.minimum(ours[:, None, 2:], theirs[:, 2:]) - torch.maximum(ours[:, None, :2], theirs[:, :2])
    shared = sides.clamp(min=0).prod(-1)
    return torch.where(shared > 0, shared / (areas(ours)[:, None] + areas(theirs) - shared), shared.new_zeros(()))


def encode(boxes, targets, weights):
    """The deltas that move boxes to targets: (N, 4) and (N, 4) give (N, 4)."""
    size, target_size = boxes[:, 2:] - boxes[:, :2], targets[:, 2:] - targets[:, :2]
    centre, target_centre = boxes[:, :2] + 0.5 * size, targets[:, :2] + 0.5 * target_size
    deltas = torch.cat(((target_centre - centre) / size, torch.log(target_size / size)), 1)
    return deltas * deltas.new_tensor(weights)


def decode(deltas, boxes, weights):
    """Boxes moved by deltas: (N, 4) and (N, 4) give (N, 4)."""
    deltas = deltas / deltas.new_tensor(weights)
    size = boxes[:, 2:] - boxes[:, :2]
    centre = boxes[:, :2] + 0.5 * size + deltas[:, :2] * size
    half = 0.5 * size * deltas[:, 2:].clamp(max=LARGEST_SCALE).exp()
    return torch.cat((centre - half, centre + half), 1)


def clip(boxes, height, width):
    x0, y0, x1, y1 = boxes.unbind(-1)
    return torch.stack((x0.clamp(0, width), y0.clamp(0, height), x1.clamp(0, width), y1.clamp(0, height)), -1)


def smooth_l1(predicted, target, beta):
    """The sum; Detectron2 takes a beta below 1e-5 as L1."""
    distance = (predicted - target).abs()
    if beta < 1e-5:
        return distance.sum()
    return torch.where(distance < beta, 0.5 * distance ** 2 / beta, distance - 0.5 * beta).sum()


def giou_loss(predicted, target, eps=1e-7):
    """The sum of 1 - generalized IoU over pairs of boxes."""
    sides = torch.minimum(predicted[:, 2:], target[:, 2:]) - torch.maximum(predicted[:, :2], target[:, :2])
    shared = sides[:, 0] * sides[:, 1] * (sides > 0).all(1)
    union = areas(predicted) + areas(target) - shared
    hull = (torch.maximum(predicted[:, 2:], target[:, 2:]) - torch.minimum(predicted[:, :2], target[:, :2])).prod(1)
    return (1 - (shared / (union + eps) - (hull - union) / (hull + eps))).sum()


def box_loss(deltas, boxes, targets, head):
    """The sum over foreground boxes, by `head`'s BBOX_REG_LOSS_TYPE."""
    if head.BBOX_REG_LOSS_TYPE == "smooth_l1":
        return smooth_l1(deltas, encode(boxes, targets, head.BBOX_REG_WEIGHTS), head.SMOOTH_L1_BETA)
    if head.BBOX_REG_LOSS_TYPE == "giou":
        return giou_loss(decode(deltas, boxes, head.BBOX_REG_WEIGHTS), targets)
    raise ValueError(f"no such box loss: {head.BBOX_REG_LOSS_TYPE}")


# ------------------------------------------------------------------------------------- matching and sampling

def match(overlaps, thresholds, labels, rescue):
    """For each column of (objects, boxes) overlaps: the best object, and the label of its overlap's interval.

    With `rescue`, every box that is some object's best (ties included) is labelled 1, but keeps its own best object.
    """
    if overlaps.numel() == 0:
        return (torch.zeros(overlaps.shape[1], dtype=torch.int64),
                torch.full((overlaps.shape[1],), labels[0], dtype=torch.int64))
    best, index = overlaps.max(0)
    label = torch.tensor(labels)[torch.bucketize(best, best.new_tensor(thresholds), right=True)]
    if rescue:
        label[(overlaps == overlaps.max(1, keepdim=True).values).any(0)] = 1
    return index, label


def sample(labels, background, size, fraction):
    """Indices of at most `size * fraction` foreground labels, and of background labels to fill up to `size`."""
    positive = ((labels != IGNORED) & (labels != background)).nonzero()[:, 0]
    negative = (labels == background).nonzero()[:, 0]
    positive = positive[torch.randperm(len(positive))[:int(size * fraction)]]
    negative = negative[torch.randperm(len(negative))[:size - len(positive)]]
    return positive, negative


# ------------------------------------------------------------------------------------------------- proposals

def for_each_level(values, levels):
    """One list for all levels, as a plain list or as a list of one list, is repeated."""
    if not isinstance(values[0], (list, tuple)):
        return [values] * levels
    return list(values) * levels if len(values) == 1 else values


class AnchorGenerator:
    def __init__(self, cfg, strides):
        anchors = cfg.MODEL.ANCHOR_GENERATOR
        self.strides, self.offset = strides, anchors.OFFSET
        self.cells = []
        for sizes, ratios in zip(for_each_level(anchors.SIZES, len(strides)),
                                 for_each_level(anchors.ASPECT_RATIOS, len(strides))):
            cell = []
            for size in sizes:
                for ratio in ratios:  # height / width
                    width = math.sqrt(size ** 2.0 / ratio)
                    height = ratio * width
                    cell.append([-width / 2.0, -height / 2.0, width / 2.0, height / 2.0])
            self.cells.append(torch.tensor(cell, dtype=torch.float32))

    def __call__(self, grids, dtype):
        """A list of (rows * columns * anchors, 4), one a level."""
        anchors = []
        for (rows, columns), stride, cell in zip(grids, self.strides, self.cells):
            xs = (torch.arange(columns, dtype=dtype) + self.offset) * stride
            ys = (torch.arange(rows, dtype=dtype) + self.offset) * stride
            y, x = torch.meshgrid(ys, xs, indexing="ij")
            shifts = torch.stack([x.reshape(-1), y.reshape(-1)] * 2, dim=1)
            anchors.append((shifts[:, None] + cell.to(dtype)[None]).reshape(-1, 4))
        return anchors


class RPNHead(nn.Module):
    def __init__(self, channels, anchors, conv_dims):
        super().__init__()
        convs = []
        for dim in conv_dims:
            outputs = channels if dim == -1 else dim
            convs.append(Conv(channels, outputs, 3, padding=1, relu=True))
            channels = outputs
        if len(convs) == 1:
            self.conv = convs[0]
        else:
            self.conv = nn.Sequential()
            for index, conv in enumerate(convs):
                self.conv.add_module(f"conv{index}", conv)
        self.objectness_logits = nn.Conv2d(channels, anchors, 1)
        self.anchor_deltas = nn.Conv2d(channels, anchors * 4, 1)

    def forward(self, x):
        """(images, boxes) logits and (images, boxes, 4) deltas; boxes in the order y, x, anchor."""
        x = self.conv(x)
        logits = self.objectness_logits(x).permute(0, 2, 3, 1).flatten(1)
        deltas = self.anchor_deltas(x)
        images, columns, rows, width = deltas.shape
        deltas = deltas.view(images, columns // 4, 4, rows, width).permute(0, 3, 4, 1, 2).reshape(images, -1, 4)
        return logits, deltas


class RPN(nn.Module):
    def __init__(self, cfg):
        super().__init__()
        self.cfg = cfg.MODEL.RPN
        self.least_size = cfg.MODEL.PROPOSAL_GENERATOR.MIN_SIZE
        self.anchors = AnchorGenerator(cfg, [2 ** int(name[1:]) for name in self.cfg.IN_FEATURES])
        self.rpn_head = RPNHead(cfg.MODEL.FPN.OUT_CHANNELS, len(self.anchors.cells[0]), self.cfg.CONV_DIMS)

    @torch.no_grad()
    def label(self, anchors, example, stages):
        """The sampled anchors' labels (1, 0, or -1 for all others), and the box that each would be moved to."""
        overlaps = pairwise_iou(example.boxes, anchors)
        index, labels = match(overlaps, self.cfg.IOU_THRESHOLDS, self.cfg.IOU_LABELS, rescue=True)
        if self.cfg.BOUNDARY_THRESH >= 0:
            border = self.cfg.BOUNDARY_THRESH
            height, width = example.pixels.shape[:2]
            labels[(anchors[:, :2] < -border).any(1) | (anchors[:, 2] >= width + border)
                   | (anchors[:, 3] >= height + border)] = IGNORED
        positive, negative = sample(labels, 0, self.cfg.BATCH_SIZE_PER_IMAGE, self.cfg.POSITIVE_FRACTION)
        sampled = torch.full_like(labels, IGNORED)
        sampled[positive], sampled[negative] = 1, 0
        stages.append({"boxes": anchors, "overlaps": overlaps, "matched": index, "labels": labels, "sampled": sampled})
        return sampled, example.boxes[index] if len(example.boxes) else torch.zeros_like(anchors)

    def losses(self, anchors, logits, deltas, examples, stages):
        labels, targets = zip(*(self.label(anchors, example, stages) for example in examples))
        labels, targets = torch.stack(labels), torch.stack(targets)
        used, positive = labels != IGNORED, labels == 1
        objectness = F.binary_cross_entropy_with_logits(logits[used], labels[used].to(logits.dtype), reduction="sum")
        location = box_loss(deltas[positive], anchors.expand_as(targets)[positive], targets[positive], self.cfg)
        normalizer = self.cfg.BATCH_SIZE_PER_IMAGE * len(examples)
        weight = self.cfg.LOSS_WEIGHT
        return {"loss_rpn_cls": objectness / normalizer * weight,
                "loss_rpn_loc": location / normalizer * weight * self.cfg.BBOX_REG_LOSS_WEIGHT}

    @torch.no_grad()
    def proposals(self, anchors, logits, deltas, examples, stages):
        """The best boxes of each picture, without a gradient; the arguments are lists, one entry a level."""
        chosen = []
        for image, example in enumerate(examples):
            boxes, scores, levels, cuts = [], [], [], []
            for level, (anchor, logit, delta) in enumerate(zip(anchors, logits, deltas)):
                count = min(len(anchor), self.cfg.PRE_NMS_TOPK_TRAIN)
                best, index = logit[image].topk(count)
                boxes.append(decode(delta[image][index], anchor[index], self.cfg.BBOX_REG_WEIGHTS))
                scores.append(best)
                levels.append(torch.full((count,), level))
                if count < len(anchor):
                    cuts.append(float(best[-1] - logit[image].sort(descending=True).values[count]))
            boxes, scores, levels = torch.cat(boxes), torch.cat(scores), torch.cat(levels)
            if not (boxes.isfinite().all() and scores.isfinite().all()):
                raise FloatingPointError("the proposals are not finite: the training has diverged")
            raw, boxes = boxes, clip(boxes, *example.pixels.shape[:2])
            sizes = boxes[:, 2:] - boxes[:, :2]
            valid = (sizes > self.least_size).all(1)
            boxes, scores, levels = boxes[valid], scores[valid], levels[valid]
            keep = batched_nms(boxes, scores, levels, self.cfg.NMS_THRESH)
            chosen.append(boxes[keep[:self.cfg.POST_NMS_TOPK_TRAIN]])
            stages.append({"boxes": boxes, "scores": scores, "levels": levels, "kept": keep, "cuts": cuts, "raw": raw,
                           "sizes": sizes})
        return chosen

    def forward(self, features, examples, stages):
        features = [features[name] for name in self.cfg.IN_FEATURES]
        anchors = self.anchors([feature.shape[-2:] for feature in features], features[0].dtype)
        logits, deltas = zip(*(self.rpn_head(feature) for feature in features))
        stages.update(anchors=[], candidates=[])
        losses = self.losses(torch.cat(anchors), torch.cat(logits, 1), torch.cat(deltas, 1), examples,
                             stages["anchors"])
        return self.proposals(anchors, logits, deltas, examples, stages["candidates"]), losses


# ----------------------------------------------------------------------------------------------------- heads

class Pooler:
    def __init__(self, cfg, head):
        if head.POOLER_TYPE not in ("ROIAlign", "ROIAlignV2"):
            raise ValueError(f"no such pooler: {head.POOLER_TYPE}")
        self.names = cfg.MODEL.ROI_HEADS.IN_FEATURES
        self.levels = [int(name[1:]) for name in self.names]
        self.size, self.sampling = head.POOLER_RESOLUTION, head.POOLER_SAMPLING_RATIO
        self.aligned = head.POOLER_TYPE == "ROIAlignV2"

    def level_of(self, boxes):
        levels = torch.floor(4 + torch.log2(areas(boxes).sqrt() / 224 + 1e-8))
        return levels.clamp(self.levels[0], self.levels[-1]).long()

    def __call__(self, features, boxes):
        """`boxes` is a list of (n, 4), one a picture; the answer has their sum as its first dimension."""
        images = torch.cat([torch.full((len(b), 1), float(i), dtype=b.dtype) for i, b in enumerate(boxes)])
        regions = torch.cat((images, torch.cat(boxes)), 1)
        levels = self.level_of(regions[:, 1:])
        first = features[self.names[0]]
        pooled = first.new_zeros(len(regions), first.shape[1], self.size, self.size)
        for level, name in zip(self.levels, self.names):
            index = (levels == level).nonzero()[:, 0]
            pooled = pooled.index_put((index,), roi_align(
                features[name], regions[index], self.size, 1.0 / 2 ** level, self.sampling, self.aligned))
        return pooled


class BoxHead(nn.Module):
    def __init__(self, cfg):
        super().__init__()
        head = cfg.MODEL.ROI_BOX_HEAD
        channels, self.layers = cfg.MODEL.FPN.OUT_CHANNELS, []
        for index in range(head.NUM_CONV):
            self.add(f"conv{index + 1}", Conv(channels, head.CONV_DIM, 3, padding=1, bias=not head.NORM,
                                              norm=make_norm(head.NORM, head.CONV_DIM), relu=True))
            channels = head.CONV_DIM
        self.outputs = channels * head.POOLER_RESOLUTION ** 2
        for index in range(head.NUM_FC):
            self.add(f"fc{index + 1}", nn.Linear(self.outputs, head.FC_DIM))
            self.outputs = head.FC_DIM

    def add(self, name, layer):
        self.add_module(name, layer)
        self.layers.append(name)

    def forward(self, x):
        for name in self.layers:
            layer = getattr(self, name)
            x = F.relu(layer(x.flatten(1))) if name.startswith("fc") else layer(x)
        return x.flatten(1)


class BoxPredictor(nn.Module):
    def __init__(self, cfg, inputs):
        super().__init__()
        classes = cfg.MODEL.ROI_HEADS.NUM_CLASSES
        self.cls_score = nn.Linear(inputs, classes + 1)
        self.bbox_pred = nn.Linear(inputs, 4 if cfg.MODEL.ROI_BOX_HEAD.CLS_AGNOSTIC_BBOX_REG else 4 * classes)

    def forward(self, x):
        return self.cls_score(x), self.bbox_pred(x)


class MaskHead(nn.Module):
    def __init__(self, cfg):
        super().__init__()
        head = cfg.MODEL.ROI_MASK_HEAD
        channels, self.count = cfg.MODEL.FPN.OUT_CHANNELS, head.NUM_CONV
        for index in range(head.NUM_CONV):
            self.add_module(f"mask_fcn{index + 1}", Conv(
                channels, head.CONV_DIM, 3, padding=1, bias=not head.NORM, norm=make_norm(head.NORM, head.CONV_DIM),
                relu=True))
            channels = head.CONV_DIM
        self.deconv = nn.ConvTranspose2d(channels, head.CONV_DIM, 2, stride=2)
        self.predictor = nn.Conv2d(head.CONV_DIM, 1 if head.CLS_AGNOSTIC_MASK else cfg.MODEL.ROI_HEADS.NUM_CLASSES, 1)

    def forward(self, x):
        for index in range(self.count):
            x = getattr(self, f"mask_fcn{index + 1}")(x)
        return self.predictor(F.relu(self.deconv(x)))


class Regions(NamedTuple):
    """What the heads are trained on in one picture."""
    boxes: torch.Tensor  # (n, 4)
    classes: torch.Tensor  # (n,), the number of classes for the background
    matched: torch.Tensor  # (n,), the row of the ground truth; of no meaning for the background


def mask_coverage(masks, boxes, side):
    """The mean of each full-size mask in each cell of its box: (n, height, width), (n, 4) give (n, side, side)."""
    regions = torch.cat((torch.arange(len(boxes), dtype=boxes.dtype)[:, None], boxes), 1)
    return roi_align(masks[:, None].to(boxes.dtype), regions, side, 1.0, 0, True)[:, 0]


class ROIHeads(nn.Module):
    def __init__(self, cfg):
        super().__init__()
        self.cfg = cfg.MODEL
        self.background = cfg.MODEL.ROI_HEADS.NUM_CLASSES
        if cfg.MODEL.ROI_BOX_HEAD.TRAIN_ON_PRED_BOXES:
            raise ValueError("TRAIN_ON_PRED_BOXES is not supported")
        self.box_pooler = Pooler(cfg, cfg.MODEL.ROI_BOX_HEAD)
        self.mask_pooler = Pooler(cfg, cfg.MODEL.ROI_MASK_HEAD)
        self.box_head = BoxHead(cfg)
        self.box_predictor = BoxPredictor(cfg, self.box_head.outputs)
        self.mask_head = MaskHead(cfg)

    @torch.no_grad()
    def label_and_sample(self, proposals, example, stages):
        heads = self.cfg.ROI_HEADS
        if heads.PROPOSAL_APPEND_GT:
            proposals = torch.cat((proposals, example.boxes))
        overlaps = pairwise_iou(example.boxes, proposals)
        index, labels = match(overlaps, heads.IOU_THRESHOLDS, heads.IOU_LABELS, rescue=False)
        classes = torch.full_like(index, self.background)
        if len(example.classes):
            classes = example.classes[index]
            classes[labels == 0] = self.background
            classes[labels == IGNORED] = IGNORED
        sampled = torch.cat(sample(classes, self.background, heads.BATCH_SIZE_PER_IMAGE, heads.POSITIVE_FRACTION))
        stages.append({"boxes": proposals, "overlaps": overlaps, "matched": index, "classes": classes,
                       "sampled": sampled})
        return Regions(proposals[sampled], classes[sampled], index[sampled])

    def box_losses(self, features, regions, examples):
        logits, deltas = self.box_predictor(self.box_head(self.box_pooler(features, [r.boxes for r in regions])))
        boxes, classes = torch.cat([r.boxes for r in regions]), torch.cat([r.classes for r in regions])
        targets = torch.cat([example.boxes[r.matched] if len(example.boxes) else r.boxes
                             for r, example in zip(regions, examples)])
        if len(classes) == 0:
            return {"loss_cls": logits.sum() * 0, "loss_box_reg": deltas.sum() * 0}
        foreground = (classes != self.background).nonzero()[:, 0]
        head = self.cfg.ROI_BOX_HEAD
        kinds = 0 if head.CLS_AGNOSTIC_BBOX_REG else classes[foreground]
        deltas = deltas.view(len(deltas), -1, 4)[foreground, kinds]
        location = box_loss(deltas, boxes[foreground], targets[foreground], head) / len(classes)
        return {"loss_cls": F.cross_entropy(logits, classes), "loss_box_reg": location * head.BBOX_REG_LOSS_WEIGHT}

    def mask_loss(self, features, regions, examples, stages):
        regions = [Regions(*(values[r.classes != self.background] for values in r)) for r in regions]
        logits = self.mask_head(self.mask_pooler(features, [r.boxes for r in regions]))
        coverage = [mask_coverage(example.masks[r.matched], r.boxes, logits.shape[-1])
                    for r, example in zip(regions, examples) if len(r.boxes)]
        stages["coverage"] = coverage
        if not coverage:
            return {"loss_mask": logits.sum() * 0}
        kinds = 0 if self.cfg.ROI_MASK_HEAD.CLS_AGNOSTIC_MASK else torch.cat([r.classes for r in regions])
        targets = (torch.cat(coverage) >= 0.5).to(logits.dtype)
        logits = logits[torch.arange(len(logits)), kinds]
        return {"loss_mask": F.binary_cross_entropy_with_logits(logits, targets)}

    def forward(self, features, proposals, examples, stages, regions=None):
        if regions is None:
            stages["proposals"] = []
            regions = [self.label_and_sample(boxes, example, stages["proposals"])
                       for boxes, example in zip(proposals, examples)]
        stages["regions"] = regions
        return {**self.box_losses(features, regions, examples), **self.mask_loss(features, regions, examples, stages)}


# ----------------------------------------------------------------------------------------------------- model

class MaskRCNN(nn.Module):
    def __init__(self, cfg):
        super().__init__()
        self.cfg = cfg
        self.backbone = FPN(cfg)
        self.proposal_generator = RPN(cfg)
        self.roi_heads = ROIHeads(cfg)
        self.train()

    def batch(self, examples):
        """Normalized pictures at the top left of a common canvas; the rest of it is 0 after normalization."""
        dtype = next(self.parameters()).dtype
        mean, std = (torch.tensor(v, dtype=dtype)[:, None, None]
                     for v in (self.cfg.MODEL.PIXEL_MEAN, self.cfg.MODEL.PIXEL_STD))
        height, width = (-(-max(e.pixels.shape[axis] for e in examples) // SIDE_MULTIPLE) * SIDE_MULTIPLE
                         for axis in (0, 1))
        padded = torch.zeros(len(examples), 3, height, width, dtype=dtype)
        for row, example in zip(padded, examples):
            pixels = example.pixels[:, :, ::-1] if self.cfg.INPUT.FORMAT == "BGR" else example.pixels
            pixels = torch.from_numpy(pixels.copy()).permute(2, 0, 1).to(dtype)
            row[:, :pixels.shape[1], :pixels.shape[2]] = (pixels - mean) / std
        return padded

    def forward(self, examples, regions=None):
        """The five losses, weighted, and what was matched and sampled; `regions` replaces the heads' own sample."""
        dtype = next(self.parameters()).dtype
        examples = [example._replace(boxes=example.boxes.to(dtype)) for example in examples]
        stages = {}
        features = self.backbone(self.batch(examples))
        proposals, losses = self.proposal_generator(features, examples, stages)
        losses.update(self.roi_heads(features, proposals, examples, stages, regions))
        return losses, stages


def counts(stages, background):
    """What was matched and sampled, per picture; `background` is the number of classes."""
    anchors, proposals = stages["anchors"], stages["proposals"]
    return {"anchors_positive": [int((a["sampled"] == 1).sum()) for a in anchors],
            "anchors_negative": [int((a["sampled"] == 0).sum()) for a in anchors],
            "anchors_ignored": [int((a["sampled"] == IGNORED).sum()) for a in anchors],
            "proposals_before_nms": [len(c["boxes"]) for c in stages["candidates"]],
            "proposals_after_nms": [len(c["kept"]) for c in stages["candidates"]],
            "proposals_with_ground_truth": [len(p["boxes"]) for p in proposals],
            "regions_foreground": [int((r.classes != background).sum()) for r in stages["regions"]],
            "regions_background": [int((r.classes == background).sum()) for r in stages["regions"]],
            "mask_target_cells": int(sum((c >= 0.5).sum() for c in stages["coverage"]))}


def load_model(folder):
    model = MaskRCNN(load_config(Path(folder) / "config.yaml"))
    state = torch.load(Path(folder) / "model.pth", map_location="cpu", weights_only=True)["model"]
    model.load_state_dict(state, strict=True)
    return model


def load_examples(folder):
    examples = []
    for entry in json.loads((Path(folder) / "ground_truth.json").read_text())["images"]:
        with Image.open(Path(folder) / entry["file"]) as image:
            pixels = np.array(image.convert("RGB"))
        masks = np.zeros((len(entry["masks"]), *pixels.shape[:2]), np.uint8)
        for row, rle in zip(masks, entry["masks"]):
            row[:] = coco_mask.decode({"size": rle["size"], "counts": rle["counts"].encode()})
        examples.append(Example(pixels, torch.tensor(entry["boxes"], dtype=torch.float32).reshape(-1, 4),
                                torch.tensor(entry["classes"], dtype=torch.int64), torch.from_numpy(masks)))
    return examples


def main():
    torch.set_num_threads(1)
    folder = Path(sys.argv[1])
    model = load_model(folder)
    losses, stages = model(load_examples(folder))
    expected = json.loads((folder / "expected.json").read_text())
    for name, value in losses.items():
        print(f"{name:14} {float(value.detach())!r:24} expected {expected['losses'][name]!r}")
    for name, value in counts(stages, model.roi_heads.background).items():
        print(f"{name:28} {value} expected {expected['counts'][name]}")


if __name__ == "__main__":
    main()
