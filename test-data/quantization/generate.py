"""Generates quantization.json: weights, and what torch makes of them in 8 bits.

    python generate.py

Every number is the shortest that reads back as the same float32. Made with Python 3.11, torch 2.7.1, numpy 2.4.6.
"""
import json
from pathlib import Path

import numpy as np
import torch
from torch.ao.quantization import default_dynamic_qconfig

RANDOM = np.random.default_rng(11)


def plain(tensor):
    return [float(str(value)) for value in tensor.detach().numpy().astype(np.float32).ravel()]


def weights():
    """Ordinary rows, a row of zeros, a row of one outlier, ties, tiny and large values."""
    ordinary = RANDOM.normal(0, 0.05, (8, 27)).astype(np.float32)
    special = RANDOM.normal(0, 1, (6, 24)).astype(np.float32)
    special[0] = 0
    special[1] *= 1e-3
    special[1, 5] = 40
    special[2] = np.arange(24, dtype=np.float32) - 11.5
    special[3] *= 1e-9
    special[4] *= 1e4
    special[5] = -np.abs(special[5])
    ties = np.array([[127, 0.5, 1.5, 2.5, -0.5, -1.5, -126.5, 126.5]], np.float32)
    return {"ordinary": ordinary, "special": special, "zeros": np.zeros((2, 3), np.float32), "ties": ties,
            "ties_by_half": np.array([[127.5, 0.5, 1.5, -2.5, 63.5, -127.5]], np.float32)}


def by_row(weight):
    """Symmetric, one scale a row, so that the largest magnitude becomes 127."""
    epsilon = torch.finfo(torch.float32).eps
    scales = torch.clamp(weight.abs().amax(1) / 127, min=epsilon)
    quantized = torch.quantize_per_channel(weight, scales.double(), torch.zeros(len(scales), dtype=torch.int64), 0, torch.qint8)
    return {"scales": plain(scales), "integers": quantized.int_repr().flatten().tolist()}


def by_tensor(weight):
    """What torch.ao's quantize_dynamic does to the weight of a linear layer."""
    observer = default_dynamic_qconfig.weight()
    observer(weight)
    scale, zero_point = observer.calculate_qparams()
    assert int(zero_point) == 0
    linear = torch.nn.Linear(weight.shape[1], weight.shape[0])
    linear.weight.data = weight
    model = torch.ao.quantization.quantize_dynamic(torch.nn.Sequential(linear), {torch.nn.Linear}, dtype=torch.qint8)
    quantized = model[0].weight()
    assert quantized.q_scale() == float(scale), (quantized.q_scale(), float(scale))
    direct = torch.quantize_per_tensor(weight, float(scale), 0, torch.qint8)
    assert torch.equal(quantized.int_repr(), direct.int_repr())
    return {"scale": plain(scale)[0], "integers": quantized.int_repr().flatten().tolist()}


def main():
    cases = []
    for name, values in weights().items():
        weight = torch.from_numpy(values)
        cases.append({"name": name, "shape": list(weight.shape), "weight": plain(weight), "by_row": by_row(weight),
                      "by_tensor": by_tensor(weight)})
    target = Path(__file__).with_name("quantization.json")
    target.write_text("[\n" + ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases) + "\n]\n")
    print(target.name, target.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
