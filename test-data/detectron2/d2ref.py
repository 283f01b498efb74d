"""Eager reference of Detectron2 0.6's Mask R-CNN inference (ResNet-FPN, RPN, StandardROIHeads).

Reads a `config.yaml` as Detectron2 dumps it and a checkpoint with Detectron2's parameter names, and answers what
Detectron2 answers: boxes in pixels of the picture as it was given, scores, 0-based classes and masks. It needs torch,
torchvision, numpy, Pillow, PyYAML and pycocotools, and no Detectron2.

    python d2ref.py CASE_DIR [IMAGE ...]           one line of JSON per picture (default: all in CASE_DIR/images)
    python d2ref.py --dump CASE_DIR IMAGE OUT.npz  what every stage computed
    python d2ref.py --check CASE_DIR               compare with CASE_DIR/intermediates/*.npz
"""
import argparse
import json
import math
import sys
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
import yaml
from PIL import Image
from pycocotools import mask as coco_mask
from torch import nn
from torchvision.ops import batched_nms, roi_align

BLOCKS = {18: (2, 2, 2, 2), 34: (3, 4, 6, 3), 50: (3, 4, 6, 3), 101: (3, 4, 23, 3), 152: (3, 8, 36, 3)}
LARGEST_SCALE = math.log(1000.0 / 16)


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


# ---------------------------------------------------------------------------------------------------- layers

class FrozenBatchNorm(nn.Module):
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
    if name in ("BN", "SyncBN"):  # the same in evaluation
        return nn.BatchNorm2d(channels)
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


def freeze_norms(module):
    """A frozen stage's batch norms become FrozenBatchNorm: they lose `num_batches_tracked`."""
    for name, child in module.named_children():
        if isinstance(child, nn.BatchNorm2d):
            setattr(module, name, FrozenBatchNorm(child.num_features, child.eps))
        else:
            freeze_norms(child)


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
        freeze_at = cfg.MODEL.BACKBONE.FREEZE_AT
        for index, name in enumerate(["stem", "res2", "res3", "res4", "res5"], start=1):
            if freeze_at >= index:
                freeze_norms(getattr(self, name))

    def forward(self, x):
        x = self.stem(x)
        features = {}
        for name in ("res2", "res3", "res4", "res5"):
            x = getattr(self, name)(x)
            features[name] = x
        return features


class FPN(nn.Module):
    size_divisibility = 32

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
        return bottom_up, features


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
            self.cells.append(torch.tensor(cell))

    def __call__(self, grids, dtype):
        anchors = []
        for (rows, columns), stride, cell in zip(grids, self.strides, self.cells):
            xs = torch.arange(self.offset * stride, columns * stride, step=stride, dtype=dtype)
            ys = torch.arange(self.offset * stride, rows * stride, step=stride, dtype=dtype)
            y, x = torch.meshgrid(ys, xs, indexing="ij")
            shifts = torch.stack([x.reshape(-1), y.reshape(-1)] * 2, dim=1)
            anchors.append((shifts[:, None] + cell.to(dtype)[None]).reshape(-1, 4))
        return anchors


def decode(deltas, boxes, weights):
    """Boxes moved by deltas: (N, 4k) deltas for (N, 4) boxes give (N, 4k)."""
    count, columns = deltas.shape
    deltas = deltas.reshape(count, columns // 4, 4)
    widths, heights = (boxes[:, 2] - boxes[:, 0])[:, None], (boxes[:, 3] - boxes[:, 1])[:, None]
    x, y = boxes[:, 0, None] + 0.5 * widths, boxes[:, 1, None] + 0.5 * heights
    dx, dy, dw, dh = (deltas[..., i] / weights[i] for i in range(4))
    dw, dh = dw.clamp(max=LARGEST_SCALE), dh.clamp(max=LARGEST_SCALE)
    x, y = dx * widths + x, dy * heights + y
    widths, heights = torch.exp(dw) * widths, torch.exp(dh) * heights
    return torch.stack((x - 0.5 * widths, y - 0.5 * heights, x + 0.5 * widths, y + 0.5 * heights), -1).reshape(count, columns)


def clip(boxes, height, width):
    x0, y0, x1, y1 = boxes.unbind(-1)
    return torch.stack((x0.clamp(0, width), y0.clamp(0, height), x1.clamp(0, width), y1.clamp(0, height)), -1)


def larger_than(boxes, size):
    return (boxes[:, 2] - boxes[:, 0] > size) & (boxes[:, 3] - boxes[:, 1] > size)


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
        x = self.conv(x)
        return self.objectness_logits(x), self.anchor_deltas(x)


class RPN(nn.Module):
    def __init__(self, cfg):
        super().__init__()
        self.cfg = cfg.MODEL.RPN
        self.least_size = cfg.MODEL.PROPOSAL_GENERATOR.MIN_SIZE
        self.anchors = AnchorGenerator(cfg, [2 ** int(name[1:]) for name in self.cfg.IN_FEATURES])
        self.rpn_head = RPNHead(cfg.MODEL.FPN.OUT_CHANNELS, len(self.anchors.cells[0]), self.cfg.CONV_DIMS)

    def forward(self, features, height, width):
        features = [features[name] for name in self.cfg.IN_FEATURES]
        anchors = self.anchors([f.shape[-2:] for f in features], features[0].dtype)
        boxes, logits, levels = [], [], []
        for level, (feature, anchor) in enumerate(zip(features, anchors)):
            objectness, deltas = self.rpn_head(feature)
            objectness = objectness.permute(0, 2, 3, 1).flatten()  # order: y, x, anchor
            rows, columns = deltas.shape[-2:]
            deltas = deltas.view(-1, 4, rows, columns).permute(2, 3, 0, 1).reshape(-1, 4)
            best, index = objectness.topk(min(len(objectness), self.cfg.PRE_NMS_TOPK_TEST))
            boxes.append(decode(deltas, anchor, self.cfg.BBOX_REG_WEIGHTS)[index])
            logits.append(best)
            levels.append(torch.full((len(best),), level))
        boxes, logits, levels = torch.cat(boxes), torch.cat(logits), torch.cat(levels)
        valid = torch.isfinite(boxes).all(1) & torch.isfinite(logits)
        boxes, logits, levels = clip(boxes[valid], height, width), logits[valid], levels[valid]
        valid = larger_than(boxes, self.least_size)
        boxes, logits, levels = boxes[valid], logits[valid], levels[valid]
        keep = batched_nms(boxes, logits, levels, self.cfg.NMS_THRESH)[:self.cfg.POST_NMS_TOPK_TEST]
        return boxes[keep], logits[keep]


# ----------------------------------------------------------------------------------------------------- heads

class Pooler:
    def __init__(self, cfg, head):
        if head.POOLER_TYPE not in ("ROIAlign", "ROIAlignV2"):
            raise ValueError(f"no such pooler: {head.POOLER_TYPE}")
        self.names = cfg.MODEL.ROI_HEADS.IN_FEATURES
        self.levels = [int(name[1:]) for name in self.names]
        self.size, self.sampling = head.POOLER_RESOLUTION, head.POOLER_SAMPLING_RATIO
        self.aligned = head.POOLER_TYPE == "ROIAlignV2"

    def __call__(self, features, boxes):
        features = [features[name] for name in self.names]
        area = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
        levels = torch.floor(4 + torch.log2(torch.sqrt(area) / 224 + sys.float_info.epsilon))
        levels = levels.clamp(self.levels[0], self.levels[-1]).long()
        pooled = features[0].new_zeros(len(boxes), features[0].shape[1], self.size, self.size)
        for level, feature in zip(self.levels, features):
            index = (levels == level).nonzero()[:, 0]
            pooled[index] = roi_align(feature, [boxes[index]], self.size, 1.0 / 2 ** level, self.sampling, self.aligned)
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


class ROIHeads(nn.Module):
    def __init__(self, cfg):
        super().__init__()
        self.cfg = cfg.MODEL
        self.detections = cfg.TEST.DETECTIONS_PER_IMAGE
        self.box_pooler = Pooler(cfg, cfg.MODEL.ROI_BOX_HEAD)
        self.mask_pooler = Pooler(cfg, cfg.MODEL.ROI_MASK_HEAD)
        self.box_head = BoxHead(cfg)
        self.box_predictor = BoxPredictor(cfg, self.box_head.outputs)
        self.mask_head = MaskHead(cfg)

    def select(self, logits, deltas, proposals, height, width):
        """Every class of every proposal above the threshold, less what overlaps a better one of its class."""
        boxes = decode(deltas, proposals, self.cfg.ROI_BOX_HEAD.BBOX_REG_WEIGHTS)
        scores = F.softmax(logits, dim=-1)
        valid = torch.isfinite(boxes).all(1) & torch.isfinite(scores).all(1)
        scores = scores[valid][:, :-1]  # the last class is the background
        boxes = clip(boxes[valid].reshape(len(scores), boxes.shape[1] // 4, 4), height, width)
        chosen = (scores > self.cfg.ROI_HEADS.SCORE_THRESH_TEST).nonzero()
        rows, classes = chosen[:, 0], chosen[:, 1]
        boxes = boxes[rows, 0] if boxes.shape[1] == 1 else boxes[rows, classes]
        scores = scores[rows, classes]
        keep = batched_nms(boxes, scores, classes, self.cfg.ROI_HEADS.NMS_THRESH_TEST)
        if self.detections >= 0:
            keep = keep[:self.detections]
        return boxes[keep], scores[keep], classes[keep]

    def forward(self, features, proposals, height, width):
        logits, deltas = self.box_predictor(self.box_head(self.box_pooler(features, proposals)))
        boxes, scores, classes = self.select(logits, deltas, proposals, height, width)
        masks = self.mask_head(self.mask_pooler(features, boxes))
        if not self.cfg.ROI_MASK_HEAD.CLS_AGNOSTIC_MASK:
            masks = masks[torch.arange(len(masks)), classes][:, None]
        return logits, deltas, boxes, scores, classes, masks.sigmoid()


# ----------------------------------------------------------------------------------------------------- model

def resized_size(height, width, shortest, longest):
    if shortest == 0:
        return height, width
    scale = shortest * 1.0 / min(height, width)
    new_height, new_width = (shortest * 1.0, scale * width) if height < width else (scale * height, shortest * 1.0)
    if max(new_height, new_width) > longest:
        scale = longest * 1.0 / max(new_height, new_width)
        new_height, new_width = new_height * scale, new_width * scale
    return int(new_height + 0.5), int(new_width + 0.5)


def paste(mask, box, height, width):
    """A mask of its box in the whole picture, sampled at the centres of the pixels, 0 outside of the mask."""
    x0, y0, x1, y1 = box.tolist()
    left, top = max(int(math.floor(x0)) - 1, 0), max(int(math.floor(y0)) - 1, 0)
    right, bottom = min(int(math.ceil(x1)) + 1, width), min(int(math.ceil(y1)) + 1, height)
    xs = torch.arange(left, right, dtype=mask.dtype) + 0.5
    ys = torch.arange(top, bottom, dtype=mask.dtype) + 0.5
    xs = (xs - box[0]) / (box[2] - box[0]) * 2 - 1
    ys = (ys - box[1]) / (box[3] - box[1]) * 2 - 1
    grid = torch.stack((xs[None].expand(len(ys), -1), ys[:, None].expand(-1, len(xs))), -1)
    sampled = F.grid_sample(mask[None], grid[None], align_corners=False)[0, 0]
    pasted = np.zeros((height, width), np.uint8, order="F")
    pasted[top:bottom, left:right] = (sampled >= 0.5).numpy()
    return pasted


class MaskRCNN(nn.Module):
    def __init__(self, cfg):
        super().__init__()
        self.cfg = cfg
        self.backbone = FPN(cfg)
        self.proposal_generator = RPN(cfg)
        self.roi_heads = ROIHeads(cfg)
        self.disturb = None  # a function of a stage's name and tensor, for studies of stability
        self.eval()

    def disturbed(self, name, value):
        return value if self.disturb is None else self.disturb(name, value)

    def resize(self, picture):
        """The network's input as uint8 (height, width, 3), in the configured order of channels."""
        array = np.asarray(picture.convert("RGB"))
        if self.cfg.INPUT.FORMAT == "BGR":
            array = array[:, :, ::-1]
        height, width = resized_size(*array.shape[:2], self.cfg.INPUT.MIN_SIZE_TEST, self.cfg.INPUT.MAX_SIZE_TEST)
        image = Image.fromarray(np.ascontiguousarray(array))
        return np.array(image.resize((width, height), Image.Resampling.BILINEAR))

    def normalize(self, array):
        dtype = next(self.parameters()).dtype
        mean, std = (torch.tensor(v, dtype=dtype)[:, None, None]
                     for v in (self.cfg.MODEL.PIXEL_MEAN, self.cfg.MODEL.PIXEL_STD))
        x = (torch.from_numpy(array).permute(2, 0, 1).to(dtype) - mean) / std
        side = FPN.size_divisibility
        return F.pad(x, (0, -x.shape[2] % side, 0, -x.shape[1] % side))[None]

    @torch.no_grad()
    def forward(self, picture):
        """All stages by name; `boxes`, `scores`, `classes` and `masks` are in the picture's own pixels."""
        array = self.disturbed("resized_uint8", self.resize(picture))
        height, width = array.shape[:2]
        padded = self.normalize(array)
        bottom_up, features = self.backbone(padded)
        features = {name: self.disturbed(name, value) for name, value in features.items()}
        proposals, objectness = self.proposal_generator(features, height, width)
        logits, deltas, boxes, scores, classes, masks = self.roi_heads(features, proposals, height, width)
        stages = {"resized_uint8": array, "padded": padded, **bottom_up, **features, "proposal_boxes": proposals,
                  "proposal_logits": objectness, "class_logits": logits, "box_deltas": deltas,
                  "det_boxes_network": boxes, "det_scores": scores, "det_classes": classes, "det_mask_prob": masks}
        scale = boxes.new_tensor([picture.width / width, picture.height / height] * 2)
        boxes = clip(boxes * scale, picture.height, picture.width)
        valid = larger_than(boxes, 0)
        return {**stages, "boxes": boxes[valid], "scores": scores[valid], "classes": classes[valid],
                "masks": masks[valid]}

    def detect(self, picture):
        """A list of detections as they stand in the expected files, and the size of the network's input."""
        out = self(picture)
        detections = []
        for box, score, number, mask in zip(out["boxes"], out["scores"], out["classes"], out["masks"]):
            rle = coco_mask.encode(np.asfortranarray(paste(mask, box, picture.height, picture.width)))
            detections.append({"label": f"class_{int(number)}", "classId": int(number), "score": float(score),
                               "box": [float(v) for v in box],
                               "mask": {"size": [int(v) for v in rle["size"]], "counts": rle["counts"].decode()}})
        return detections, out["resized_uint8"].shape[:2]


def open_picture(path):
    with Image.open(path) as image:
        return image.convert("RGB")


def load_state(path):
    state = torch.load(path, map_location="cpu", weights_only=True)
    state = state.get("model", state)
    state = {key.removeprefix("module."): value for key, value in state.items()}
    extra = ("pixel_mean", "pixel_std", "proposal_generator.anchor_generator.")
    return {key: value for key, value in state.items() if not key.startswith(extra)}


def load_case(folder):
    model = MaskRCNN(load_config(Path(folder) / "config.yaml"))
    model.load_state_dict(load_state(Path(folder) / "model.pth"), strict=True)
    return model


def as_arrays(stages):
    return {name: value.numpy() if torch.is_tensor(value) else value for name, value in stages.items()}


def check(folder, model):
    """Largest differences from intermediates: sampled values of feature maps, whole arrays of the rest."""
    for path in sorted((Path(folder) / "intermediates").glob("*.npz")):
        known = np.load(path)
        stages = as_arrays(model(open_picture(Path(folder) / "images" / f"{path.stem}.png")))
        print(path.stem)
        for key in known:
            if key.endswith("_val"):
                name = key[:-4]
                got = stages[name]
                same = tuple(known[f"{name}_shape"]) == got.shape
                difference = np.abs(got.ravel()[known[f"{name}_idx"]] - known[key]).max() if same else math.inf
                print(f"  {name}: shape {'equal' if same else 'DIFFERS'}, largest difference {difference:.2g}"
                      f" of {np.abs(known[key]).max():.3g}")
            elif key in stages or key.endswith("_top50"):
                got = stages[key] if key in stages else stages[key[:-6]][:50]
                if got.shape != known[key].shape:
                    print(f"  {key}: shape {got.shape}, expected {known[key].shape}")
                else:
                    print(f"  {key}: largest difference "
                          f"{np.abs(got.astype(np.float64) - known[key]).max(initial=0):.2g}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dump", action="store_true")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("case")
    parser.add_argument("files", nargs="*")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    model = load_case(options.case)
    if options.check:
        check(options.case, model)
    elif options.dump:
        np.savez_compressed(options.files[1], **as_arrays(model(open_picture(options.files[0]))))
    else:
        for path in options.files or sorted((Path(options.case) / "images").iterdir()):
            picture = open_picture(path)
            print(json.dumps({"image": str(path), "width": picture.width, "height": picture.height,
                              "detections": model.detect(picture)[0]}))


if __name__ == "__main__":
    main()
