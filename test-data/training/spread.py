"""How far the expected answers move where the rounding is another: on another processor, with other threads.

    python spread.py [NAME ...]     puts "spread" into cases/NAME/expected.json; all cases by default

The step of `make_fixtures.py` again: in float64, without oneDNN, with 1, 2 and 4 threads, with channels last in
memory (where torch sums a batch norm's variance in another order), with instruction sets that ATEN_CPU_CAPABILITY and
ONEDNN_MAX_CPU_ISA choose (in processes of their own, because libtorch reads them when it is loaded), and with every
weight and statistic multiplied by 1 + 1e-6 * noise, 64 times.
The spread of a loss is the largest change, relative to it; that of a tensor is the largest change of its norm or of
any of its values, relative to its norm. Noise under which something is decided otherwise (a cell of a mask) does not
count: it moves boxes more than rounding does, which must decide nothing. The expected values stay as they are.

Made with what `make_fixtures.py` is made with.
"""
import argparse
import copy
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import torch

import d2train
from make_fixtures import HERE, step, write_json

NOISE = 1e-6
DISTURBED = 64
INSTRUCTIONS = (("default", "SSE41"), ("default", "AVX2"), ("avx2", "AVX2"), ("avx512", "AVX512_CORE"),
                ("avx512", "ALL"))


def answer(model, examples):
    """Losses, gradients and running statistics after one step, by name; and what was decided."""
    losses, gradients, stages = step(model, examples)
    statistics = {name: buffer.clone() for name, buffer in model.named_buffers()
                  if name.endswith(("running_mean", "running_var"))}
    return {"losses": {name: torch.tensor([value]) for name, value in losses.items()},
            "gradients": gradients, "running_statistics": statistics,
            "decided": d2train.counts(stages, model.roi_heads.background)}


def channels_last(model):
    """The model in that layout; none with group norms, in which torch 2.7.1 sometimes crashes then."""
    if not any(isinstance(module, torch.nn.GroupNorm) for module in model.modules()):
        yield copy.deepcopy(model).to(memory_format=torch.channels_last)


def answers_of_this_process(folder):
    model, examples = d2train.load_model(folder), d2train.load_examples(folder)
    for threads in (1, 2, 4):
        torch.set_num_threads(threads)
        yield f"{threads} threads", answer(copy.deepcopy(model), examples)
        for other in channels_last(model):
            yield f"{threads} threads, channels last", answer(other, examples)
    torch.set_num_threads(1)
    with torch.backends.mkldnn.flags(enabled=False):
        yield "without oneDNN", answer(copy.deepcopy(model), examples)
    yield "float64", answer(copy.deepcopy(model).double(), examples)
    for seed in range(DISTURBED):
        generator = torch.Generator().manual_seed(seed)
        disturbed = copy.deepcopy(model)
        with torch.no_grad():
            for tensor in (*disturbed.parameters(), *disturbed.buffers()):
                if tensor.is_floating_point():
                    tensor *= 1 + NOISE * torch.randn(tensor.shape, generator=generator)
        yield f"disturbed {seed}", answer(disturbed, examples)


def answers(folder):
    yield from answers_of_this_process(folder)
    with tempfile.TemporaryDirectory() as temporary:
        for aten, onednn in INSTRUCTIONS:
            file = Path(temporary) / "answer.pt"
            environment = {**os.environ, "ATEN_CPU_CAPABILITY": aten, "ONEDNN_MAX_CPU_ISA": onednn}
            subprocess.run([sys.executable, __file__, "--answer", file, folder.name], env=environment, check=True)
            for layout, found in torch.load(file).items():
                yield f"{aten} {onednn}{layout}", found


def moved(expected, found):
    """The largest change of the norm, or of a value, by the norm."""
    expected, found = expected.double().flatten(), found.double().flatten()
    norm = float(expected.norm())
    change = max(float((found - expected).abs().max()), abs(float(found.norm()) - norm))
    return change / norm if norm > 0 else change


def put_spread(folder):
    file = folder / "expected.json"
    expected = json.loads(file.read_text())
    reference, spread, why = None, {}, {}
    for kind, found in answers(folder):
        decided = found.pop("decided")
        if reference is None:
            reference, usual = found, decided
        if decided != usual:
            print(f"{folder.name}: {kind}: decided otherwise", flush=True)
            if not kind.startswith("disturbed"):
                raise SystemExit("rounding must not decide")
            continue
        for part, tensors in reference.items():
            for name, tensor in tensors.items():
                change = moved(tensor, found[part][name])
                if change >= spread.get((part, name), 0.0):
                    spread[part, name], why[part, name] = change, kind
    for part in ("gradients", "running_statistics"):
        for name, entry in expected[part].items():
            entry["spread"] = float(f"{spread[part, name]:.2g}")
    expected["losses_spread"] = {name: float(f"{spread['losses', name]:.2g}") for name in expected["losses"]}
    write_json(file, expected)
    for part in ("losses", "gradients", "running_statistics"):
        worst = max((key for key in spread if key[0] == part), key=spread.get, default=None)
        if worst:
            print(f"{folder.name}: {part}: at most {spread[worst]:.2g}, {worst[1]}, {why[worst]}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--answer", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("names", nargs="*", metavar="NAME")
    options = parser.parse_args()
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True, warn_only=True)
    for folder in [HERE / "cases" / name for name in options.names] or sorted((HERE / "cases").iterdir()):
        if options.answer:
            model, examples = d2train.load_model(folder), d2train.load_examples(folder)
            others = {", channels last": answer(other, examples) for other in channels_last(model)}
            torch.save({"": answer(model, examples), **others}, options.answer)
        else:
            put_spread(folder)


if __name__ == "__main__":
    main()
