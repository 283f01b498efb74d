"""Generates small Mask R-CNN checkpoints of Detectron2's layout, pictures, and what Detectron2 would detect in them.

Weights are random, but chosen layer by layer so that activations keep their scale, classes are decided and boxes move
a little: dozens of detections, and the same ones whatever the order of additions. A seed under which a detection
hangs on rounding is thrown away.

    python generate.py [NAME ...]       writes NAME/config.yaml, model.pth, images/, expected/, stability.json
    python generate.py --stability NAME writes NAME/stability.json of a case that is there

Made with Python 3.11, torch 2.7.1, torchvision 0.22.1, numpy 2.4.6, Pillow 13.0.0, PyYAML 6.0.3, pycocotools 2.0.11.
"""
import copy
import json
import math
import shutil
import sys
import warnings
from pathlib import Path

import numpy as np
import torch
import yaml
from PIL import Image, ImageDraw, ImageFilter
from pycocotools import mask as coco_mask
from torch import nn

import d2ref

HERE = Path(__file__).resolve().parent


# -------------------------------------------------------------------------------------------------- pictures

def picture(width, height, seed, grain=4.0, shapes=12):
    """Shapes, stripes and rings on a gradient, slightly blurred, with grain."""
    random = np.random.default_rng(seed)
    y, x = np.mgrid[0:height, 0:width]
    corner = random.uniform(30, 220, (3, 3))
    base = corner[0] + (x / width)[..., None] * (corner[1] - corner[0]) + (y / height)[..., None] * (corner[2] - corner[0])
    image = Image.fromarray(base.clip(0, 255).astype(np.uint8))
    draw = ImageDraw.Draw(image)
    for index in range(shapes):
        colour = tuple(int(v) for v in random.integers(0, 256, 3))
        side = random.uniform(0.08, 0.45) * min(width, height)
        cx, cy = random.uniform(0, width), random.uniform(0, height)
        w, h = side * random.uniform(0.6, 1.5), side * random.uniform(0.6, 1.5)
        box = [cx - w / 2, cy - h / 2, cx + w / 2, cy + h / 2]
        kind = index % 4
        if kind == 0:
            draw.rectangle(box, fill=colour)
        elif kind == 1:
            draw.ellipse(box, fill=colour)
        elif kind == 2:
            draw.ellipse(box, outline=colour, width=max(2, int(side / 8)))
        else:
            angles = random.uniform(0, 2 * math.pi) + np.arange(5) * 2 * math.pi / 5
            draw.polygon([(cx + w / 2 * math.cos(a * 2), cy + h / 2 * math.sin(a * 2)) for a in angles], fill=colour)
    array = np.asarray(image.filter(ImageFilter.GaussianBlur(0.8))).astype(np.float64)
    stripes = 10 * np.sin(2 * math.pi * (x * random.uniform(0.01, 0.1) + y * random.uniform(0.01, 0.1)))
    array = array + stripes[..., None] + random.normal(0, grain, array.shape)
    return Image.fromarray(array.round().clip(0, 255).astype(np.uint8))


# --------------------------------------------------------------------------------------------------- weights

def random_like(tensor, generator):
    return torch.randn(tensor.shape, generator=generator)


def uniform_like(tensor, low, high, generator):
    return low + (high - low) * torch.rand(tensor.shape, generator=generator)


def smooth_kernel(shape, generator):
    """Random weights; kernels of several pixels prefer what varies slowly, as trained ones do."""
    side = shape[-1]
    if len(shape) < 4 or side < 3:
        return torch.randn(shape, generator=generator)
    coarse = torch.randn((*shape[:2], side // 2, side // 2), generator=generator)
    coarse = nn.functional.interpolate(coarse, size=shape[2:], mode="bilinear", align_corners=True)
    return coarse + 0.5 * torch.randn(shape, generator=generator) * (3 / side)


def scatter_weights(model, generator):
    for module in model.modules():
        if isinstance(module, (nn.Conv2d, nn.ConvTranspose2d, nn.Linear)):
            inputs = module.weight[0].numel()
            if isinstance(module, nn.ConvTranspose2d):
                inputs = module.weight.shape[0]
            module.weight.data = smooth_kernel(module.weight.shape, generator) * math.sqrt(2.0 / inputs)
            if module.bias is not None:
                module.bias.data.zero_()
        elif isinstance(module, (nn.BatchNorm2d, d2ref.FrozenBatchNorm, nn.GroupNorm)):
            module.weight.data = uniform_like(module.weight, 0.5, 1.5, generator)
            module.bias.data = 0.2 * random_like(module.bias, generator)
        if isinstance(module, nn.BatchNorm2d):
            module.num_batches_tracked.fill_(90000)
    for module in model.modules():  # a shortcut weighs more than what a block adds, as it does after training
        if isinstance(module, (d2ref.BasicBlock, d2ref.BottleneckBlock)):
            last = module.conv2 if isinstance(module, d2ref.BasicBlock) else module.conv3
            last.norm.weight.data *= 0.4


class Fitting:
    """Fits norms' statistics and layers' scales to what they see in a forward pass."""

    def __init__(self, layers, generator):
        """`layers`: for each layer to be scaled, its spread: a number or a tensor of one per channel."""
        self.layers, self.generator, self.hooks = layers, generator, []

    def attach(self, model):
        for module in model.modules():
            if hasattr(module, "running_var"):
                self.hooks.append(module.register_forward_pre_hook(self.once(self.fit_norm)))
            elif module in self.layers:
                self.hooks.append(module.register_forward_hook(self.once(self.fit_layer)))

    def detach(self):
        for hook in self.hooks:
            hook.remove()

    @staticmethod
    def once(function):
        done = []

        def hook(module, inputs, output=None):
            if done or not len(inputs[0]):
                return None
            done.append(True)
            return function(module, inputs[0], output)

        return hook

    def fit_norm(self, norm, x, _):
        variance, mean = torch.var_mean(x, dim=(0, 2, 3), correction=0)
        variance = variance.clamp(min=1e-8)
        norm.running_mean.copy_(mean + 0.1 * variance.sqrt() * random_like(mean, self.generator))
        norm.running_var.copy_(variance * torch.exp(0.2 * random_like(variance, self.generator)))

    def fit_layer(self, layer, _, y):
        spread = torch.as_tensor(self.layers[layer], dtype=y.dtype).expand(y.shape[1])
        deviation, mean = torch.std_mean(y, dim=[d for d in range(y.dim()) if d != 1], correction=0)
        factor = spread / deviation.clamp(min=1e-3)
        shape = (1, -1) + (1,) * (y.dim() - 2)
        weight_shape = (1, -1, 1, 1) if isinstance(layer, nn.ConvTranspose2d) else (-1,) + (1,) * (layer.weight.dim() - 1)
        layer.weight.data *= factor.view(weight_shape)
        bias = 0.3 * spread * random_like(mean, self.generator)
        shift = bias - mean * factor
        layer.bias.data.copy_(shift)
        return y * factor.view(shape) + shift.view(shape)


def fit(model, pictures, seed, detections):
    """Random weights under which about `detections` objects are found in each picture."""
    generator = torch.Generator().manual_seed(seed)
    scatter_weights(model, generator)
    cfg, heads = model.cfg.MODEL, model.roi_heads
    layers = {m: 1.0 for m in model.modules()
              if isinstance(m, (nn.Conv2d, nn.ConvTranspose2d, nn.Linear)) and m.bias is not None}
    rpn, predictor = model.proposal_generator, heads.box_predictor
    per_box = lambda weights, count: torch.tensor(weights).repeat(count)
    layers[rpn.rpn_head.objectness_logits] = 2.0
    layers[rpn.rpn_head.anchor_deltas] = 0.15 * per_box(cfg.RPN.BBOX_REG_WEIGHTS, len(rpn.anchors.cells[0]))
    layers[predictor.cls_score] = 2.0
    layers[predictor.bbox_pred] = 0.06 * per_box(cfg.ROI_BOX_HEAD.BBOX_REG_WEIGHTS, predictor.bbox_pred.out_features // 4)
    layers[heads.mask_head.predictor] = 2.5
    fitting = Fitting(layers, generator)
    fitting.attach(model)
    arrays = [model.resize(p) for p in pictures]
    sizes = [a.shape[:2] for a in arrays]
    inputs = [model.normalize(a) for a in arrays]
    height, width = (max(x.shape[d] for x in inputs) for d in (2, 3))
    batch = torch.cat([nn.functional.pad(x, (0, width - x.shape[3], 0, height - x.shape[2])) for x in inputs])
    features = model.backbone(batch)[1]
    rpn.rpn_head(features[cfg.RPN.IN_FEATURES[0]])
    each = [{name: value[i:i + 1] for name, value in features.items()} for i in range(len(pictures))]
    proposals = [rpn(f, *size)[0] for f, size in zip(each, sizes)]
    pooled = torch.cat([heads.box_pooler(f, boxes) for f, boxes in zip(each, proposals)])
    logits, deltas = (v.split([len(boxes) for boxes in proposals]) for v in predictor(heads.box_head(pooled)))

    def select(background):  # more on the background's logit: fewer detections
        shift = torch.zeros(logits[0].shape[1])
        shift[-1] = background
        return [heads.select(l + shift, d, p, *size)[0] for l, d, p, size in zip(logits, deltas, proposals, sizes)]

    limit, heads.detections = heads.detections, 100000
    low, high = -10.0, 40.0
    for _ in range(25):
        middle = (low + high) / 2
        low, high = (middle, high) if sum(map(len, select(middle))) > detections * len(pictures) else (low, middle)
    heads.detections = limit
    boxes = select(high)
    predictor.cls_score.bias.data[-1] += high
    heads.mask_head(torch.cat([heads.mask_pooler(f, b) for f, b in zip(each, boxes)]))
    fitting.detach()


# ------------------------------------------------------------------------------------------------- stability

def iou_matrix(a, b):
    low = np.maximum(a[:, None, :2], b[None, :, :2])
    high = np.minimum(a[:, None, 2:], b[None, :, 2:])
    both = np.prod(np.clip(high - low, 0, None), axis=2)
    area = lambda v: np.prod(v[:, 2:] - v[:, :2], axis=1)
    return both / np.maximum(area(a)[:, None] + area(b)[None] - both, 1e-9)


def compare(expected, actual):
    """How many detections survived (class, IoU >= 0.99, score within 0.001), how many are new, what they moved by."""
    left, score, box, mask_ious, survived = list(range(len(actual))), 0.0, 0.0, [], 0
    ious = iou_matrix(np.array([d["box"] for d in expected]).reshape(-1, 4), np.array([d["box"] for d in actual]).reshape(-1, 4))
    for row, one in enumerate(expected):
        near = [i for i in left if actual[i]["classId"] == one["classId"] and ious[row, i] >= 0.99
                and abs(actual[i]["score"] - one["score"]) <= 0.001]
        if not near:
            continue
        best = max(near, key=lambda i: ious[row, i])
        left.remove(best)
        survived += 1
        score = max(score, abs(actual[best]["score"] - one["score"]))
        box = max(box, float(np.abs(np.subtract(actual[best]["box"], one["box"])).max()))
        masks = [{"size": d["mask"]["size"], "counts": d["mask"]["counts"].encode()} for d in (one, actual[best])]
        union = coco_mask.area(coco_mask.merge(masks))
        mask_ious.append(float(coco_mask.area(coco_mask.merge(masks, intersect=True)) / union) if union else 1.0)
    return {"survived": survived, "of": len(expected), "new": len(left), "score": score, "box": box,
            "mask_iou": float(np.mean(mask_ious)) if mask_ious else 1.0}


def total(results):
    """Of several pictures."""
    return {**{key: sum(r[key] for r in results) for key in ("survived", "of", "new")},
            **{key: max(r[key] for r in results) for key in ("score", "box")},
            "mask_iou": min(r["mask_iou"] for r in results)}


def noisy(model, size, seed):
    generator = torch.Generator().manual_seed(seed)
    model = copy.deepcopy(model)
    for parameter in model.parameters():
        parameter.data *= 1 + size * random_like(parameter, generator)
    return model


def one_level(seed):
    """One level more or less in a few values of the resized picture."""
    random = np.random.default_rng(seed)

    def disturb(name, value):
        if name != "resized_uint8":
            return value
        flat = value.copy().ravel()
        index = random.integers(0, flat.size, max(2, flat.size // 50000))
        flat[index] = np.clip(flat[index].astype(int) + random.choice([-1, 1], len(index)), 0, 255)
        return flat.reshape(value.shape)

    return disturb


def torch_resize(image, channels, height, width):
    """torch's antialiased resize of bytes instead of Pillow's: its weights have fewer bits."""
    array = np.asarray(image)[:, :, ::-1] if channels == "BGR" else np.asarray(image)
    tensor = torch.from_numpy(array.copy()).permute(2, 0, 1)[None]
    resized = nn.functional.interpolate(tensor, size=(height, width), mode="bilinear", antialias=True)
    return resized[0].permute(1, 2, 0).numpy()


def other_resize(model, image):
    def disturb(name, value):
        return torch_resize(image, model.cfg.INPUT.FORMAT, *value.shape[:2]) if name == "resized_uint8" else value

    return disturb


def fair_picture(changes, width, height, seed, most=4, **kwargs):
    """A picture of about this size that Pillow and torch resize alike, but for `most` values."""
    for step in range(40):
        image = picture(width + step, height + 2 * (step % 3), seed + 1000 * step, **kwargs)
        size = d2ref.resized_size(image.height, image.width, changes["INPUT.MIN_SIZE_TEST"], changes["INPUT.MAX_SIZE_TEST"])
        expected = np.asarray(image.resize(size[::-1], Image.Resampling.BILINEAR))
        if np.count_nonzero(torch_resize(image, "RGB", *size) != expected) <= most:
            return image
    raise RuntimeError(f"no fair picture of {width} x {height}")


def other_features(seed):
    """Noise on the pyramid: another implementation of RoIAlign."""
    generator = torch.Generator().manual_seed(seed)

    def disturb(name, value):
        if name == "resized_uint8":
            return value
        return value + 5e-6 * value.std() * random_like(value, generator).to(value.dtype)

    return disturb


def disturbances(model, exact_resize=False):
    """Name, whether all must survive it, and how to detect under it."""
    def changed(other, disturb=lambda image: None):
        def detect(image):
            other.disturb = disturb(image)
            try:
                return other.detect(image)[0]
            finally:
                other.disturb = None
        return detect

    def without_onednn(image):
        with torch.backends.mkldnn.flags(enabled=False):
            return model.detect(image)[0]

    yield "float64", True, changed(copy.deepcopy(model).double())
    yield "weights 1e-6", True, changed(noisy(model, 1e-6, 1))
    yield "weights 1e-6 again", True, changed(noisy(model, 1e-6, 2))
    yield "without oneDNN", True, without_onednn
    yield "features 5e-6", True, changed(model, lambda image: other_features(3))
    yield "torch's resize", not exact_resize, changed(model, lambda image: other_resize(model, image))
    yield "resize by one level", False, changed(model, lambda image: one_level(4))


# ------------------------------------------------------------------------------------------------------ cases

def configure(changes):
    """The full default configuration with some keys changed: {"MODEL.RPN.NMS_THRESH": 0.6}."""
    config = copy.deepcopy(yaml.safe_load((HERE / "base.yaml").read_text()))
    for key, value in changes.items():
        *path, last = key.split(".")
        node = config
        for name in path:
            node = node[name]
        if last not in node:
            raise KeyError(key)
        node[last] = copy.deepcopy(value)
    return config


def cell_anchors(model):
    return {f"proposal_generator.anchor_generator.cell_anchors.{i}": cell.clone()
            for i, cell in enumerate(model.proposal_generator.anchors.cells)}


def save_state(model, path, layout):
    state = {name: value.clone().contiguous() for name, value in model.state_dict().items()}
    if layout == "model":
        torch.save({"model": state, "iteration": 269999}, path)
        return
    # what DistributedDataParallel's state_dict of an older version holds
    state["pixel_mean"] = torch.tensor(model.cfg.MODEL.PIXEL_MEAN)[:, None, None]
    state["pixel_std"] = torch.tensor(model.cfg.MODEL.PIXEL_STD)[:, None, None]
    state.update(cell_anchors(model))
    torch.save({f"module.{name}": value for name, value in state.items()}, path)


def make_case(folder, changes, pictures, seed=1, detections=40, layout="model", attempts=20, least=10, exact_resize=False):
    folder, name = Path(folder), Path(folder).name
    shutil.rmtree(folder, ignore_errors=True)
    for part in ("images", "expected"):
        (folder / part).mkdir(parents=True)
    config = configure(changes)
    (folder / "config.yaml").write_text(yaml.safe_dump(config))
    for file, image in pictures.items():
        image.save(folder / "images" / f"{file}.png", optimize=True)
    for attempt in range(attempts):
        used = seed + 100 * attempt
        model = d2ref.MaskRCNN(d2ref.load_config(folder / "config.yaml"))
        with torch.no_grad():
            fit(model, list(pictures.values()), used, detections)
        save_state(model, folder / "model.pth", layout)
        model = d2ref.load_case(folder)
        answers = {file: model.detect(image) for file, image in pictures.items()}
        counts = [len(answer[0]) for answer in answers.values()]
        stability, fair = {}, min(counts) >= least
        for kind, needed, detect in disturbances(model, exact_resize) if fair else ():
            results = [compare(answers[file][0], detect(image)) for file, image in pictures.items()]
            moved = stability[kind] = total(results)
            fair &= not needed or (moved["survived"] == moved["of"] and moved["new"] == 0 and moved["mask_iou"] > 0.99
                                   and moved["score"] < (8e-4 if kind == "torch's resize" else 5e-4))
            if not fair:
                break
        figures = ", ".join(f"{kind}: {v['survived']}/{v['of']}+{v['new']} {v['score']:.1g}" for kind, v in stability.items())
        print(f"{name}: seed {used}, detections {counts}, {'kept' if fair else 'thrown away'} {figures}", flush=True)
        if fair:
            break
    else:
        raise RuntimeError(f"{name}: no seed gave a fair case")
    for file, (found, (height, width)) in answers.items():
        image = pictures[file]
        answer = {"image": f"{file}.png", "image_size": {"height": image.height, "width": image.width},
                  "network_input_size": {"height": height, "width": width}, "source": f"reference {name}",
                  "seed": used, "detections": found}
        (folder / "expected" / f"{file}.json").write_text(json.dumps(answer) + "\n")
    summary = {"seed": used, "detections": dict(zip(answers, counts)),
               "scores": {file: [round(s, 4) for s in np.quantile([d["score"] for d in answer[0]], [0, 0.25, 0.5, 0.75, 1])]
                          for file, answer in answers.items()},
               "model_bytes": (folder / "model.pth").stat().st_size, "disturbances": stability}
    (folder / "stability.json").write_text(json.dumps(summary, indent=1) + "\n")
    return summary


def write_stability(folder):
    """Of what is expected, whoever found it: how far this reference moves from it under each disturbance."""
    model, stability = d2ref.load_case(folder), {}
    answers = [json.loads(file.read_text()) for file in sorted((folder / "expected").glob("*.json"))]
    images = folder / "images" if (folder / "images").exists() else HERE.parent / "images"
    pictures = [d2ref.open_picture(images / answer["image"]) for answer in answers]
    for kind, _, detect in [("none", True, lambda image: model.detect(image)[0]), *disturbances(model)]:
        stability[kind] = total([compare(answer["detections"], detect(image))
                                 for answer, image in zip(answers, pictures)])
        print(f"{folder.name}: {kind}: {stability[kind]}", flush=True)
    summary = {"detections": {answer["image"].removesuffix(".png"): len(answer["detections"]) for answer in answers},
               "disturbances": stability}
    (folder / "stability.json").write_text(json.dumps(summary, indent=1) + "\n")


TINY = {
    "INPUT.MIN_SIZE_TEST": 192, "INPUT.MAX_SIZE_TEST": 288,
    "MODEL.RESNETS.STEM_OUT_CHANNELS": 8, "MODEL.RESNETS.RES2_OUT_CHANNELS": 8, "MODEL.RESNETS.WIDTH_PER_GROUP": 4,
    "MODEL.FPN.OUT_CHANNELS": 24, "MODEL.ROI_BOX_HEAD.FC_DIM": 32, "MODEL.ROI_BOX_HEAD.CONV_DIM": 16,
    "MODEL.ROI_MASK_HEAD.CONV_DIM": 16, "MODEL.ROI_MASK_HEAD.NUM_CONV": 2, "MODEL.ROI_HEADS.NUM_CLASSES": 3,
    "MODEL.RPN.PRE_NMS_TOPK_TEST": 300, "MODEL.RPN.POST_NMS_TOPK_TEST": 300,
}

SMALL = {
    "r18_bn": {
        "MODEL.RESNETS.DEPTH": 18, "MODEL.RESNETS.NORM": "BN", "MODEL.BACKBONE.FREEZE_AT": 0,
        "MODEL.RESNETS.STRIDE_IN_1X1": False, "MODEL.RESNETS.STEM_OUT_CHANNELS": 6,
        "MODEL.RESNETS.RES2_OUT_CHANNELS": 6, "MODEL.FPN.OUT_CHANNELS": 16, "MODEL.ROI_HEADS.NUM_CLASSES": 5,
    },
    "resnext_gn": {
        "MODEL.RESNETS.NUM_GROUPS": 8, "MODEL.RESNETS.WIDTH_PER_GROUP": 1, "MODEL.RESNETS.STRIDE_IN_1X1": False,
        "MODEL.RESNETS.RES2_OUT_CHANNELS": 4, "MODEL.FPN.OUT_CHANNELS": 32, "MODEL.FPN.NORM": "GN",
        "MODEL.ROI_BOX_HEAD.NUM_CONV": 1, "MODEL.ROI_BOX_HEAD.CONV_DIM": 32, "MODEL.ROI_BOX_HEAD.NUM_FC": 1,
        "MODEL.ROI_BOX_HEAD.FC_DIM": 16, "MODEL.ROI_BOX_HEAD.NORM": "GN",
        "MODEL.ROI_MASK_HEAD.NUM_CONV": 1, "MODEL.ROI_MASK_HEAD.CONV_DIM": 32, "MODEL.ROI_MASK_HEAD.NORM": "GN",
    },
    "roialign_v1_agnostic_convs": {
        "MODEL.ROI_BOX_HEAD.POOLER_TYPE": "ROIAlign", "MODEL.ROI_BOX_HEAD.POOLER_SAMPLING_RATIO": 2,
        "MODEL.ROI_MASK_HEAD.POOLER_TYPE": "ROIAlign", "MODEL.ROI_MASK_HEAD.POOLER_SAMPLING_RATIO": 2,
        "MODEL.ROI_BOX_HEAD.CLS_AGNOSTIC_BBOX_REG": True, "MODEL.ROI_MASK_HEAD.CLS_AGNOSTIC_MASK": True,
        "MODEL.ROI_BOX_HEAD.NUM_CONV": 2, "MODEL.ROI_BOX_HEAD.NUM_FC": 1, "MODEL.ROI_BOX_HEAD.NORM": "BN",
        "MODEL.FPN.NORM": "BN", "MODEL.FPN.FUSE_TYPE": "avg", "INPUT.FORMAT": "RGB",
        "MODEL.PIXEL_MEAN": [123.675, 116.28, 103.53], "MODEL.PIXEL_STD": [58.395, 57.12, 57.375],
    },
    "anchors": {
        "MODEL.ANCHOR_GENERATOR.SIZES": [[24, 36], [48, 72], [96, 144], [192, 288], [384, 512]],
        "MODEL.ANCHOR_GENERATOR.ASPECT_RATIOS": [[0.4, 0.8, 1.25, 2.5]], "MODEL.ANCHOR_GENERATOR.OFFSET": 0.5,
        "MODEL.RPN.CONV_DIMS": [-1, 16], "MODEL.PROPOSAL_GENERATOR.MIN_SIZE": 8, "MODEL.RPN.NMS_THRESH": 0.65,
        "MODEL.RPN.BBOX_REG_WEIGHTS": [2.0, 2.0, 1.5, 1.5], "MODEL.ROI_BOX_HEAD.BBOX_REG_WEIGHTS": [8.0, 8.0, 4.0, 4.0],
        "MODEL.ROI_HEADS.NMS_THRESH_TEST": 0.4, "MODEL.ROI_HEADS.SCORE_THRESH_TEST": 0.1,
        "MODEL.ROI_BOX_HEAD.POOLER_RESOLUTION": 5, "MODEL.ROI_MASK_HEAD.POOLER_RESOLUTION": 10,
    },
}


def main():
    torch.set_num_threads(1)
    warnings.filterwarnings("ignore", message="TF32")
    if sys.argv[1:2] == ["--stability"]:
        write_stability(HERE / sys.argv[2])
        return
    for index, (name, changes) in enumerate(SMALL.items()):
        if sys.argv[1:] and name not in sys.argv[1:]:
            continue
        changes = {**TINY, **changes}
        pictures = {"wide": fair_picture(changes, 214, 150, 10 + index, grain=1.5),
                    "tall": fair_picture(changes, 130, 201, 20 + index, grain=1.5)}
        make_case(HERE / name, changes, pictures, detections=25)


if __name__ == "__main__":
    main()
