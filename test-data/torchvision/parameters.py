"""Generates one text file a model: the names and shapes of its state dict, in torch's order.

    python parameters.py

Made with Python 3.11, torch 2.7.1, torchvision 0.22.1.
"""
from pathlib import Path

import torch
from torchvision.models import detection
from torchvision.models.detection.backbone_utils import resnet_fpn_backbone

NAMES = ["maskrcnn_resnet50_fpn", "maskrcnn_resnet50_fpn_v2"]
BACKBONES = ["resnet18", "resnet34", "resnet101", "resnext50_32x4d", "wide_resnet50_2"]


def build(name):
    if name in BACKBONES:
        backbone = resnet_fpn_backbone(backbone_name=name, weights=None)
        return detection.MaskRCNN(backbone, num_classes=3)
    return getattr(detection, name)(weights=None, weights_backbone=None)


def main():
    for name in NAMES + BACKBONES:
        with torch.device("meta"):
            model = build(name)
        lines = [" ".join([key, *map(str, value.shape)]) for key, value in model.state_dict().items()]
        Path(__file__).with_name(name + ".txt").write_text("\n".join(lines) + "\n")
        print(name, len(lines))


if __name__ == "__main__":
    main()
