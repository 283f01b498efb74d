"""Writes groups.json: the parameter groups that Detectron2's build_optimizer makes of the networks here.

Never needed to build or to test. Made with Python 3.11, Detectron2 at commit 02b5c4e (on the path, with an empty
detectron2/_C.py) and torch==2.7.1.

    PYTHONPATH=detectron2 python groups.py
"""

import json
import pathlib

from detectron2.config import get_cfg
from detectron2.modeling import build_model
from detectron2.solver import build_optimizer

HERE = pathlib.Path(__file__).parent
CONFIGS = [
    "cases/bn/config.yaml", "cases/frozen/config.yaml", "cases/gn_agnostic/config.yaml", "resume/config.yaml",
    "backbones/c4.yaml", "backbones/deformable.yaml",
]
OPTIONS = {
    "as they are": [],
    "biases": ["SOLVER.BIAS_LR_FACTOR", 2.0, "SOLVER.WEIGHT_DECAY_BIAS", 0.001],
    "rate of biases": ["SOLVER.BIAS_LR_FACTOR", 2.0],
    "decay of biases": ["SOLVER.WEIGHT_DECAY_BIAS", 0.0],
    "norms as weights": ["SOLVER.WEIGHT_DECAY_NORM", 0.01, "SOLVER.WEIGHT_DECAY", 0.01],
}


def groups(config, options):
    cfg = get_cfg()
    cfg.merge_from_file(str(HERE / config))
    cfg.MODEL.DEVICE = "cpu"
    cfg.SOLVER.BASE_LR = 0.5
    cfg.SOLVER.BIAS_LR_FACTOR = 1.0
    cfg.SOLVER.WEIGHT_DECAY_BIAS = None
    cfg.SOLVER.CLIP_GRADIENTS.ENABLED = False
    cfg.merge_from_list(options)
    model = build_model(cfg)
    names = {id(parameter): name for name, parameter in model.named_parameters()}
    return [
        {"rate_factor": group["lr"] / cfg.SOLVER.BASE_LR, "decay": group["weight_decay"],
         "parameters": [names[id(parameter)] for parameter in group["params"]]}
        for group in build_optimizer(cfg, model).param_groups
    ]


def main():
    lines = []
    for config in CONFIGS:
        for name, options in OPTIONS.items():
            lines.append(json.dumps({"config": config, "name": name, "options": dict(zip(options[::2], options[1::2])),
                                     "groups": groups(config, options)}))
    (HERE / "groups.json").write_text("[\n" + ",\n".join(lines) + "\n]\n")


if __name__ == "__main__":
    main()
