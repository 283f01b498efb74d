"""Generates small checkpoints of Detectron2's other kinds of Mask R-CNN, and what Detectron2 itself detects with them.

    DETECTRON2=checkout python generate.py [NAME ...]      writes NAME/config.yaml, model.pth, images/, expected/
    DETECTRON2=checkout python generate.py --training [NAME ...]  writes NAME/train.yaml, ground_truth.json, training.json
    DETECTRON2=checkout python generate.py --shapes        writes NAME/shapes.txt: what the layers read
    DETECTRON2=checkout python generate.py --parameters    writes parameters.txt.gz: what each of its 30 configurations has

Made with Detectron2 at commit 02b5c4e, its Python as it is, Python 3.11, torch 2.7.1, torchvision 0.22.1, on a CPU. The
two deformable operators, which are in Detectron2's C++ only, are torchvision's deform_conv2d. Weights are random, and
chosen layer by layer so that activations keep their scale. A seed under which a detection moves by more than 5e-5 in
score or 0.005 pixels when the rounding is another is thrown away.
"""
import copy
import gzip
import json
import math
import os
import sys
import types
from pathlib import Path

import numpy as np
import torch
import torchvision
import yaml
from PIL import Image
from pycocotools import mask as coco_mask
from torch import nn

sys.path.insert(0, os.environ["DETECTRON2"])
import detectron2  # noqa: E402

detectron2._C = sys.modules["detectron2._C"] = types.ModuleType("detectron2._C")

import detectron2.layers.deform_conv as deformable  # noqa: E402
from detectron2.checkpoint import DetectionCheckpointer  # noqa: E402
from detectron2.config import get_cfg  # noqa: E402
from detectron2.data import transforms  # noqa: E402
from detectron2.layers import FrozenBatchNorm2d  # noqa: E402
from detectron2.modeling import build_model  # noqa: E402
from detectron2.utils.events import EventStorage  # noqa: E402

deformable.deform_conv = lambda x, offset, weight, stride, padding, dilation, *_: torchvision.ops.deform_conv2d(
    x, offset, weight, None, stride, padding, dilation)
deformable.modulated_deform_conv = (
    lambda x, offset, mask, weight, bias, stride, padding, dilation, *_: torchvision.ops.deform_conv2d(
        x, offset, weight, bias, stride, padding, dilation, mask))

HERE = Path(__file__).resolve().parent
FPN, C4, DC5 = "Base-RCNN-FPN", "Base-RCNN-C4", "Base-RCNN-DilatedC5"
SMALL = {
    "MODEL.MASK_ON": True, "MODEL.DEVICE": "cpu", "MODEL.WEIGHTS": "", "MODEL.ROI_HEADS.NUM_CLASSES": 3,
    "MODEL.RESNETS.STEM_OUT_CHANNELS": 8, "MODEL.RESNETS.RES2_OUT_CHANNELS": 16, "MODEL.RESNETS.WIDTH_PER_GROUP": 4,
    "MODEL.FPN.OUT_CHANNELS": 16, "MODEL.ROI_BOX_HEAD.FC_DIM": 24, "MODEL.ROI_MASK_HEAD.CONV_DIM": 16,
    "MODEL.RPN.POST_NMS_TOPK_TEST": 100, "MODEL.ROI_HEADS.NMS_THRESH_TEST": 0.45,
    "INPUT.MIN_SIZE_TEST": 0, "TEST.DETECTIONS_PER_IMAGE": 50,
}
CASES = {
    "cascade": (FPN, {
        "MODEL.ROI_HEADS.NAME": "CascadeROIHeads", "MODEL.ROI_BOX_HEAD.CLS_AGNOSTIC_BBOX_REG": True,
        "MODEL.ROI_BOX_HEAD.NUM_CONV": 1, "MODEL.ROI_BOX_HEAD.CONV_DIM": 32, "MODEL.ROI_BOX_HEAD.NORM": "GN",
        "MODEL.ROI_BOX_HEAD.NUM_FC": 1, "MODEL.ROI_BOX_HEAD.POOLER_RESOLUTION": 5,
        "MODEL.ROI_BOX_CASCADE_HEAD.BBOX_REG_WEIGHTS": [[10, 10, 5, 5], [18, 20, 10, 9], [30, 30, 15, 15]]}),
    "c4": (C4, {}),
    "dc5": (DC5, {"MODEL.ROI_BOX_HEAD.POOLER_RESOLUTION": 5, "MODEL.RPN.CONV_DIMS": [16]}),
    "deformable": (FPN, {"MODEL.RESNETS.DEFORM_ON_PER_STAGE": [False, True, True, True]}),
    "modulated": (DC5, {
        "MODEL.RESNETS.DEFORM_ON_PER_STAGE": [False, False, True, True], "MODEL.RESNETS.DEFORM_MODULATED": True,
        "MODEL.RESNETS.DEFORM_NUM_GROUPS": 2, "MODEL.RESNETS.STRIDE_IN_1X1": False, "MODEL.RESNETS.NUM_GROUPS": 2,
        "MODEL.RESNETS.WIDTH_PER_GROUP": 2, "MODEL.ROI_BOX_HEAD.POOLER_RESOLUTION": 5, "MODEL.RPN.CONV_DIMS": [16], "MODEL.PIXEL_STD": [57.375, 57.12, 58.395]}),
}


def configuration(base, changes):
    cfg = get_cfg()
    cfg.merge_from_file(str(Path(os.environ["DETECTRON2"]) / "configs" / f"{base}.yaml"))
    for key, value in {**SMALL, **changes}.items():
        cfg.merge_from_list([key, value])
    return cfg


def picture(width, height, random):
    """Rectangles and discs on a gradient, with a little noise."""
    y, x = np.mgrid[0:height, 0:width]
    corners = random.uniform(30, 220, (3, 3))
    image = corners[0] + (x / width)[..., None] * corners[1] / 2 + (y / height)[..., None] * corners[2] / 2
    for index in range(10):
        cx, cy, w, h = random.uniform(0, width), random.uniform(0, height), *random.uniform(10, 60, 2)
        inside = (abs(x - cx) < w / 2) & (abs(y - cy) < h / 2)
        if index % 2:
            inside = ((x - cx) / w) ** 2 + ((y - cy) / h) ** 2 < 0.25
        image[inside] = random.uniform(0, 255, 3)
    return (image + random.normal(0, 4, image.shape)).round().clip(0, 255).astype(np.uint8)


def spreads(model, cfg):
    """What the outputs of layers with a bias shall deviate by."""
    wanted = {}
    for name, module in model.named_modules():
        if getattr(module, "bias", None) is None or not isinstance(module, (nn.Conv2d, nn.ConvTranspose2d, nn.Linear)):
            continue
        spread = 1.0
        if name.endswith("conv2_offset"):
            spread = 0.25  # and a bias of more: places that follow the features would multiply every rounding
        elif name.endswith("objectness_logits") or "cls_score" in name:
            spread = 2.0
        elif name.endswith("anchor_deltas"):
            spread = 0.15
        elif "bbox_pred" in name:
            spread = 0.5
        elif name.endswith("mask_head.predictor"):
            spread = 2.5
        wanted[module] = spread
    return wanted


def scatter(model, cfg, inputs, generator):
    """Random weights, and scales and statistics that suit them."""
    draw = lambda like: torch.randn(like.shape, generator=generator)
    for name, module in model.named_modules():
        if isinstance(getattr(module, "weight", None), torch.Tensor) and module.weight.dim() > 1:
            inputs_of = module.weight[0].numel()
            module.weight.data = draw(module.weight) * math.sqrt(2 / inputs_of)
            if getattr(module, "bias", None) is not None:
                module.bias.data.zero_()
        elif isinstance(module, (FrozenBatchNorm2d, nn.GroupNorm)):
            quiet = 0.4 if name.endswith("conv3.norm") else 1.0
            module.weight.data = (1 + 0.2 * draw(module.weight)) * quiet
            module.bias.data = 0.2 * draw(module.bias)
    done, wanted = set(), spreads(model, cfg)

    def norm(module, args):
        if module not in done:
            done.add(module)
            variance, mean = torch.var_mean(args[0], dim=(0, 2, 3), correction=0)
            module.running_mean.copy_(mean + 0.1 * variance.sqrt() * draw(mean))
            module.running_var.copy_(variance.clamp(min=1e-6) * torch.exp(0.2 * draw(variance)))

    def layer(module, args, output):
        if module in done or not len(output):
            return None
        done.add(module)
        factor = wanted[module] / output.std().clamp(min=1e-3)
        module.weight.data *= factor
        bias = 1.0 if wanted[module] == 0.25 else 0.3 * wanted[module]
        module.bias.data = bias * draw(module.bias) - output.mean() * factor
        shape = (1, -1) + (1,) * (output.dim() - 2)
        return output * factor + module.bias.data.view(shape)

    hooks = [m.register_forward_pre_hook(norm) for m in model.modules() if isinstance(m, FrozenBatchNorm2d)]
    hooks += [m.register_forward_hook(layer) for m in wanted]
    model(inputs)
    for hook in hooks:
        hook.remove()


def inputs_of(cfg, image):
    """As DefaultPredictor does; MIN_SIZE_TEST 0 keeps the size."""
    resize = transforms.ResizeShortestEdge([cfg.INPUT.MIN_SIZE_TEST] * 2, cfg.INPUT.MAX_SIZE_TEST)
    array = image[:, :, ::-1]
    resized = resize.get_transform(array).apply_image(array)
    tensor = torch.as_tensor(resized.astype("float32").transpose(2, 0, 1))
    return [{"image": tensor, "height": image.shape[0], "width": image.shape[1]}]


def detections(model, cfg, image):
    found = model(inputs_of(cfg, image))[0]["instances"]
    answers = []
    for box, score, label, mask in zip(found.pred_boxes.tensor, found.scores, found.pred_classes, found.pred_masks):
        rle = coco_mask.encode(np.asfortranarray(mask.numpy().astype(np.uint8)))
        answers.append({"label": f"class_{int(label)}", "classId": int(label), "score": float(score),
                        "box": [float(v) for v in box], "mask": {"size": rle["size"], "counts": rle["counts"].decode()}})
    return answers


def moved(expected, actual):
    """The largest changes of score and box; infinite if there are others."""
    if [d["classId"] for d in expected] != [d["classId"] for d in actual]:
        return math.inf, math.inf
    pairs = list(zip(expected, actual))
    return (max(abs(a["score"] - b["score"]) for a, b in pairs),
            max(float(np.abs(np.subtract(a["box"], b["box"])).max()) for a, b in pairs))


def disturbed(model, cfg, image):
    for seed in (1, 2, 3, 4):
        generator = torch.Generator().manual_seed(seed)
        other = copy.deepcopy(model)
        for value in list(other.parameters()) + list(other.buffers()):
            value.data *= 1 + 1e-6 * torch.randn(value.shape, generator=generator)
        yield detections(other, cfg, image)
    with torch.backends.mkldnn.flags(enabled=False):
        yield detections(model, cfg, image)


def make(name):
    base, changes = CASES[name]
    for seed in range(1, 200):
        cfg = configuration(base, changes)
        random = np.random.default_rng(seed)
        image = picture(int(random.integers(150, 200)), int(random.integers(120, 160)), random)
        model = build_model(cfg).eval()
        scatter(model, cfg, inputs_of(cfg, image), torch.Generator().manual_seed(seed))
        scores = sorted((d["score"] for d in detections(model, cfg, image)), reverse=True)
        if len(scores) < 16:
            continue
        threshold = round((scores[14] + scores[15]) / 2, 4)
        cfg.merge_from_list(["MODEL.ROI_HEADS.SCORE_THRESH_TEST", threshold])
        state = model.state_dict()
        model = build_model(cfg).eval()
        model.load_state_dict(state)
        expected = detections(model, cfg, image)
        moves = [moved(expected, actual) for actual in disturbed(model, cfg, image)]
        most = [max(values) for values in zip(*moves)]
        print(name, seed, threshold, len(expected), most, flush=True)
        if len(expected) >= 10 and most[0] < 5e-5 and most[1] < 5e-3:
            return save(name, seed, cfg, model, image, expected)
    raise RuntimeError(name)


def save(name, seed, cfg, model, image, expected):
    folder = HERE / name
    for part in ("images", "expected"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    (folder / "config.yaml").write_text(cfg.dump())
    torch.save({"model": model.state_dict()}, folder / "model.pth")
    Image.fromarray(image).save(folder / "images" / "wide.png", optimize=True)
    answer = {"image": "wide.png", "source": f"detectron2 {name}", "seed": seed, "detections": expected}
    (folder / "expected" / "wide.json").write_text(json.dumps(answer) + "\n")


TRAINING = {  # all anchors and all proposals are in the losses: nothing is drawn
    "MODEL": {
        "RPN": {"BATCH_SIZE_PER_IMAGE": 8000, "POST_NMS_TOPK_TRAIN": 60},
        "ROI_HEADS": {"BATCH_SIZE_PER_IMAGE": 400, "POSITIVE_FRACTION": 0.5}},
}


def objects(height, width, random):
    """Boxes of discs and their masks."""
    y, x = np.mgrid[0:height, 0:width]
    masks = []
    for _ in range(4):
        cx, cy = random.uniform(20, width - 20), random.uniform(20, height - 20)
        masks.append(((x - cx) / random.uniform(12, 30)) ** 2 + ((y - cy) / random.uniform(12, 30)) ** 2 < 1)
    boxes = [[int(np.nonzero(m.any(0))[0][0]), int(np.nonzero(m.any(1))[0][0]),
              int(np.nonzero(m.any(0))[0][-1]) + 1, int(np.nonzero(m.any(1))[0][-1]) + 1] for m in masks]
    return np.stack(masks), boxes, [int(v) for v in random.integers(0, 3, len(masks))]


def losses_of(model, item):
    model.zero_grad()
    losses = model([item])
    sum(losses.values()).backward()
    gradients = {name: p.grad.flatten().double().numpy() for name, p in model.named_parameters() if p.grad is not None}
    stages = {}
    for name, value in losses.items():  # those of a cascade's stages are added
        name = name.split("_stage")[0]
        stages[name] = stages.get(name, 0.0) + float(value)
    return stages, gradients


def train(name):
    from detectron2.structures import BitMasks, Boxes, Instances
    folder = HERE / name
    (folder / "train.yaml").write_text("_BASE_: config.yaml\n" + yaml.safe_dump(TRAINING))
    cfg = get_cfg()
    cfg.merge_from_file(str(folder / "train.yaml"))
    image = np.asarray(Image.open(folder / "images" / "wide.png"))
    for seed in range(1, 30):
        random = np.random.default_rng(seed)
        masks, boxes, classes = objects(*image.shape[:2], random)
        truth = Instances(image.shape[:2])
        truth.gt_boxes = Boxes(torch.tensor(boxes, dtype=torch.float32))
        truth.gt_classes = torch.tensor(classes)
        truth.gt_masks = BitMasks(torch.from_numpy(masks))
        item = {**inputs_of(cfg, image)[0], "instances": truth}
        model = build_model(cfg).train()
        DetectionCheckpointer(model).load(str(folder / "model.pth"))
        with EventStorage():
            losses, gradients = losses_of(model, item)
            others = []
            for noise in range(20):
                generator = torch.Generator().manual_seed(noise)
                other = copy.deepcopy(model)
                for value in other.parameters():
                    value.data *= 1 + 1e-6 * torch.randn(value.shape, generator=generator)
                others.append(losses_of(other, item))
        spread = {key: max(abs(o[0][key] - value) for o in others) / value for key, value in losses.items()}
        norms = {key: float(np.linalg.norm(value)) for key, value in gradients.items()}
        moves = {key: max(float(np.abs(o[1][key] - value).max()) for o in others) / max(norms[key], 1e-6)
                 for key, value in gradients.items()}
        print(name, seed, losses, max(spread.values()), max(moves.values()), flush=True)
        if max(spread.values()) < 1e-3 and max(moves.values()) < 5e-2:
            break
    else:
        raise RuntimeError(name)
    entries = {}
    for key, value in gradients.items():
        indices = [int(i) for i in random.integers(0, len(value), min(4, len(value)))]
        entries[key] = {"norm": norms[key], "spread": moves[key], "indices": indices, "values": [float(value[i]) for i in indices]}
    (folder / "training.json").write_text(json.dumps(
        {"seed": seed, "losses": losses, "losses_spread": spread, "gradients": entries, "running_statistics": {}}) + "\n")
    rles = [coco_mask.encode(np.asfortranarray(m.astype(np.uint8))) for m in masks]
    truth = {"file": "images/wide.png", "classes": classes, "boxes": boxes,
             "masks": [{"size": r["size"], "counts": r["counts"].decode()} for r in rles]}
    (folder / "ground_truth.json").write_text(json.dumps({"images": [truth]}) + "\n")


def shapes(name):
    """Input, outputs and kernel of every convolution and linear layer that runs, but the masks' last product."""
    folder = HERE / name
    cfg = get_cfg()
    cfg.merge_from_file(str(folder / "config.yaml"))
    model = build_model(cfg).eval()
    DetectionCheckpointer(model).load(str(folder / "model.pth"))
    lines, counts = [], {}

    def layer(path):
        def hook(module, args, output):
            read, out, kernel = list(args[0].shape), module.weight.shape[0], module.weight.shape[-1]
            if isinstance(module, nn.Linear):
                kernel = 1
            elif isinstance(module, nn.ConvTranspose2d):
                out, kernel = 4 * module.weight.shape[1], 1
            elif isinstance(module, (deformable.DeformConv, deformable.ModulatedDeformConv)):
                read = [*read[:2], 3 * output.shape[2], 3 * output.shape[3]]  # side by side
            if path.endswith("stem.conv1"):
                counts["size"] = read[2:]
            counts[path] = read[0]
            if not path.endswith("mask_head.predictor"):
                lines.append(f"{'x'.join(map(str, read))} {out} {kernel}")
        return hook

    for path, module in model.named_modules():
        if isinstance(getattr(module, "weight", None), torch.Tensor) and module.weight.dim() > 1:
            module.register_forward_hook(layer(path))
    model(inputs_of(cfg, np.asarray(Image.open(folder / "images" / "wide.png"))))
    proposals = next(value for path, value in counts.items() if "cls_score" in path)
    head = [*counts["size"], proposals, counts["roi_heads.mask_head.deconv"]]
    (folder / "shapes.txt").write_text("\n".join([" ".join(map(str, head)), *sorted(lines)]) + "\n")


def parameters():
    """Name and shape of all parameters of the 30 configurations of Mask R-CNN, without allocating them."""
    configs = Path(os.environ["DETECTRON2"]) / "configs"
    lines = []
    for file in sorted(configs.glob("*/*mask_rcnn_*.yaml")):
        if file.parent.name == "quick_schedules":
            continue
        cfg = get_cfg()
        cfg.merge_from_file(str(file))
        cfg.MODEL.DEVICE = "meta"
        with torch.device("meta"):
            model = build_model(cfg)
        lines.append(f"# {file.relative_to(configs)}")
        lines += [f"{key} {list(value.shape)}" for key, value in model.state_dict().items()]
    with gzip.GzipFile(HERE / "parameters.txt.gz", "wb", mtime=0) as out:
        out.write(("\n".join(lines) + "\n").encode())


if __name__ == "__main__":
    torch.set_num_threads(1)
    if sys.argv[1:2] == ["--training"]:
        for case in sys.argv[2:] or ["cascade", "c4", "dc5", "deformable", "modulated"]:
            train(case)
        sys.exit()
    with torch.no_grad():
        if sys.argv[1:] == ["--parameters"]:
            parameters()
        elif sys.argv[1:] == ["--shapes"]:
            for case in CASES:
                shapes(case)
        else:
            for case in sys.argv[1:] or CASES:
                make(case)
