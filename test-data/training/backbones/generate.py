"""Writes a backbone in the layouts that are published, and expected.json: what Detectron2 loads from them.

Never needed to build or to test. Made with Python 3.11, Detectron2 at commit 02b5c4e (on the path, with an empty
detectron2/_C.py), torch==2.7.1, numpy==2.4.6.

    PYTHONPATH=detectron2 python generate.py
"""

import json
import pathlib
import pickle
import re

import numpy as np
import torch
from detectron2.checkpoint import DetectionCheckpointer
from detectron2.config import get_cfg
from detectron2.modeling import build_model

HERE = pathlib.Path(__file__).parent
PREFIX = "backbone.bottom_up."
EXPECTED = [("config.yaml", "detectron2.pkl"), ("config.yaml", "caffe2.pkl"), ("c4.yaml", "caffe2.pkl")]


def network(config="config.yaml"):
    torch.manual_seed(0)
    cfg = get_cfg()
    cfg.merge_from_file(str(HERE / config))
    cfg.MODEL.DEVICE = "cpu"
    return build_model(cfg)


def caffe2(name):
    """The blob of the Detectron2 of Caffe2 that Detectron2 renames to this."""
    name = re.sub(r"^stem\.conv1\.norm\.", "res_conv1_norm.", name)
    name = re.sub(r"^stem\.conv1\.", "conv1_", name)
    name = name.replace(".shortcut.", "_branch1_")
    name = re.sub(r"\.conv(\d)\.", lambda match: "_branch2" + "abc"[int(match[1]) - 1] + "_", name)
    for part, blob in {"norm.weight": "bn_s", "norm.bias": "bn_b", "norm.running_mean": "bn_rm",
                       "norm.running_var": "bn_riv", "weight": "w"}.items():
        name = re.sub(re.escape(part) + "$", blob, name)
    return name.replace(".", "_")


def torchvision(name):
    """The name in torchvision's ResNet."""
    name = re.sub(r"^stem\.", "", name)
    name = re.sub(r"^res(\d)", lambda match: "layer%d" % (int(match[1]) - 1), name)
    name = re.sub(r"\.shortcut\.norm\.", ".downsample.1.", name)
    name = name.replace(".shortcut.", ".downsample.0.")
    return re.sub(r"conv(\d)\.norm\.", r"bn\1.", name)


def loaded(config, file):
    model = network(config)
    DetectionCheckpointer(model).load(str(file))
    return {name: value for name, value in model.state_dict().items() if re.search(r"\b(stem|res\d)\.", name)}


def main():
    random = np.random.default_rng(1)
    own = {}
    for name, value in network().state_dict().items():
        if name.startswith(PREFIX):
            values = random.integers(-32, 33, value.shape).astype(np.float32) / 32
            own[name[len(PREFIX):]] = np.abs(values) + 0.5 if name.endswith("var") else values
    zoo = {**own, "stem.fc.weight": np.zeros((3, 2), np.float32), "stem.fc.bias": np.zeros(3, np.float32)}
    zoo = {"model": zoo, "__author__": "torchvision", "matching_heuristics": True}
    (HERE / "detectron2.pkl").write_bytes(pickle.dumps(zoo, 2))
    blobs = {caffe2(name): value for name, value in own.items() if "running" not in name}
    blobs["fc1000_w"] = np.zeros((3, 2), np.float32)
    blobs["fc1000_b"] = np.zeros(3, np.float32)
    blobs["conv1_b"] = np.zeros(4, np.float32)
    blobs["res2_0_branch2a_w_momentum"] = np.zeros(2, np.float32)
    (HERE / "caffe2.pkl").write_bytes(pickle.dumps({"blobs": blobs, "cfg": "MODEL: resnet"}, 2))
    plain = {torchvision(name): torch.from_numpy(value) for name, value in own.items()}
    plain["bn1.num_batches_tracked"] = torch.tensor(7)
    plain["fc.weight"], plain["fc.bias"] = torch.zeros(3, 2), torch.zeros(3)
    torch.save(plain, HERE / "torchvision.pth")
    expected = {}
    for config, file in EXPECTED:
        expected[config + " " + file] = {
            name: {"first": value.flatten()[:3].tolist(), "sum": value.double().sum().item()}
            for name, value in loaded(config, HERE / file).items()
        }
    lines = ",\n".join(json.dumps(name) + ": {\n" + ",\n".join(
        json.dumps(key) + ": " + json.dumps(value) for key, value in tensors.items()) + "\n}"
        for name, tensors in expected.items())
    (HERE / "expected.json").write_text("{\n" + lines + "\n}\n")


if __name__ == "__main__":
    main()
