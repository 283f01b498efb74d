"""Writes the fixtures beside it, and expected.json with what Python reads from them.

Never needed to build or to test: the fixtures are committed. Made with Python 3.11 and
torch==2.7.1 numpy==2.4.6.

    python generate.py
"""

import io
import json
import pathlib
import pickle
import zipfile
from collections import Counter, OrderedDict, defaultdict
from enum import Enum

import numpy as np
import torch

HERE = pathlib.Path(__file__).parent
DTYPES = [
    torch.float16,
    torch.bfloat16,
    torch.float32,
    torch.float64,
    torch.int8,
    torch.uint8,
    torch.int16,
    torch.int32,
    torch.int64,
    torch.bool,
]


class Color(Enum):
    RED = 1


class Schedule:
    """Something of a trainer's own, whose class no reader knows."""

    def __init__(self):
        self.step = 7
        self.color = Color.RED


def torch_weights():
    """Every element type, and every way in which a tensor can lie in its storage."""
    generator = torch.Generator().manual_seed(1)
    weights = OrderedDict()
    for dtype in DTYPES:
        values = torch.randint(-5, 6, (2, 3), generator=generator).to(torch.float64) / 4
        weights["type." + str(dtype)[6:]] = (values if dtype.is_signed else values.abs() * 7).to(dtype)
    base = torch.arange(24, dtype=torch.float32)
    weights["view.base"] = base
    weights["view.rows"] = base[4:16].view(3, 4)
    weights["view.transposed"] = base.view(4, 6).t()
    weights["view.strided"] = base.view(4, 6)[1:, ::2]
    weights["view.expanded"] = base[3:5].view(2, 1).expand(2, 3)
    weights["view.permuted"] = base.view(2, 3, 4).permute(2, 0, 1)
    weights["channels_last"] = torch.randn(1, 3, 2, 2, generator=generator).to(memory_format=torch.channels_last)
    weights["scalar"] = torch.tensor(3.5)
    weights["empty"] = torch.empty(0, 4)
    weights["extreme"] = torch.tensor([float("inf"), float("-inf"), 1e-45, -0.0, 3.4028235e38])
    weights["parameter"] = torch.nn.Parameter(torch.randn(2, 2, generator=generator))
    with_state = torch.nn.Parameter(torch.randn(2, generator=generator))
    with_state.tag = "an attribute"
    weights["parameter_with_state"] = with_state
    tagged = torch.ones(2)
    tagged.tag = "an attribute"
    weights["tensor_with_state"] = tagged
    return weights


def trainer_checkpoint(weights):
    """What trainers put beside the weights: none of it may matter."""
    parameter = torch.nn.Parameter(torch.ones(2))
    optimizer = torch.optim.Adam([parameter])
    parameter.sum().backward()
    optimizer.step()
    counts = defaultdict(list)
    counts["a"].append(1)
    return {
        "model": weights,
        "optimizer": optimizer.state_dict(),
        "schedule": Schedule(),
        "complex": torch.ones(2, dtype=torch.complex64),
        "iteration": 12,
        "huge": 2**200,
        "history": [0.5, None, True, b"bytes", bytearray(b"array"), (1, (2, 3)), {1, 2}, frozenset([3])],
        "counts": [counts, Counter("abca")],
        "tuple_key": {(1, 2): "a"},
        "device": torch.device("cpu"),
        "dtype": torch.float32,
        "size": torch.Size([1, 2]),
        "array": np.arange(3),
        "seed": np.float64(1.5),
        "text": np.array(["a", "bc"]),
        "numpy_state": np.random.RandomState(0).get_state(),
    }


def numpy_weights():
    weights = OrderedDict()
    for code in ["f2", "f4", "f8", "i1", "u1", "i2", "i4", "i8", "b1"]:
        weights["type." + code] = (np.arange(-3, 3).reshape(2, 3) % 5).astype(code)
    weights["big_endian.f4"] = np.array([1.5, -2.25, 1e-45], ">f4")
    weights["big_endian.i8"] = np.array([[1], [-2]], ">i8")
    weights["fortran"] = np.asfortranarray(np.arange(6, dtype=np.float32).reshape(2, 3))
    weights["permuted"] = np.arange(24, dtype=np.float32).reshape(2, 3, 4).transpose(2, 0, 1)
    weights["scalar_array"] = np.array(2.5, np.float32)
    weights["scalar"] = np.float32(1.25)
    weights["empty"] = np.empty((0, 3), np.float32)
    weights["long"] = np.linspace(-1, 1, 70).astype(np.float32)
    weights["high_bytes"] = np.arange(256, dtype=np.uint8)
    return weights


class Python2Pickler(pickle._Pickler):
    """Protocol 2 as Python 2 and NumPy 1 wrote it: text and data are both str."""

    dispatch = dict(pickle._Pickler.dispatch)

    def __init__(self, file):
        super().__init__(file, 2)

    def save_str(self, text):
        self._save_string(text.encode("latin1"), text)

    def save_bytes(self, data):
        self._save_string(data, data)

    def _save_string(self, data, original):
        if len(data) < 256:
            self.write(pickle.SHORT_BINSTRING + bytes([len(data)]) + data)
        else:
            self.write(pickle.BINSTRING + len(data).to_bytes(4, "little") + data)
        self.memoize(original)

    dispatch[str] = save_str
    dispatch[bytes] = save_bytes


def numpy1(pickled):
    """Protocols 2 and 3 write module names as lines, so that they can simply be replaced."""
    return pickled.replace(b"cnumpy._core.", b"cnumpy.core.")


def python2_pickle(value):
    buffer = io.BytesIO()
    Python2Pickler(buffer).dump(value)
    return numpy1(buffer.getvalue())


def write_fixtures():
    torch.manual_seed(0)
    weights = torch_weights()
    checkpoint = trainer_checkpoint(weights)
    torch.save(checkpoint, HERE / "torch_zip.pth")
    torch.save({"state_dict": weights}, HERE / "torch_legacy.pth", _use_new_zipfile_serialization=False)
    torch.save(weights, HERE / "torch_protocol4.pth", pickle_protocol=4)
    parallel = torch.nn.DataParallel(torch.nn.Sequential(torch.nn.Conv2d(1, 2, 1), torch.nn.BatchNorm2d(2)))
    torch.save(parallel.state_dict(), HERE / "torch_parallel.pth")
    torch.save(torch.nn.Linear(2, 1), HERE / "torch_module.pth")
    torch.save({"model": {"weight": torch.ones(2, dtype=torch.complex64)}}, HERE / "torch_complex.pth")
    torch.save(
        {"weight": torch.ones(2, dtype=torch.complex64), "bias": torch.ones(1)},
        HERE / "torch_legacy_complex.pth",
        _use_new_zipfile_serialization=False,
    )
    torch.jit.script(torch.nn.Linear(2, 1)).save(HERE / "torchscript.pt")
    with zipfile.ZipFile(HERE / "torch_parallel.pth") as stored:
        with zipfile.ZipFile(HERE / "torch_deflated.pth", "w", zipfile.ZIP_DEFLATED) as deflated:
            for name in stored.namelist():
                deflated.writestr(zipfile.ZipInfo(name), stored.read(name), zipfile.ZIP_DEFLATED)

    arrays = {"model": numpy_weights(), "__author__": "somebody", "matching_heuristics": True}
    for protocol in (2, 3, 4, 5):
        (HERE / f"numpy2_protocol{protocol}.pkl").write_bytes(pickle.dumps(arrays, protocol))
    (HERE / "numpy1_protocol2.pkl").write_bytes(numpy1(pickle.dumps(arrays, 2)))
    (HERE / "python2.pkl").write_bytes(python2_pickle(arrays))
    (HERE / "numpy2_protocol0.pkl").write_bytes(pickle.dumps(arrays, 0))


def describe(value):
    if isinstance(value, torch.Tensor):
        value = value.detach().contiguous()
        dtype = str(value.dtype)[6:]
        floats = value.double()
        data = value.reshape(-1).view(torch.uint8).numpy().tobytes()
        shape = list(value.shape)
        values = floats.numpy()
    else:
        value = np.asarray(value)
        dtype = str(value.dtype.newbyteorder("="))
        shape = list(value.shape)
        data = np.ascontiguousarray(value, value.dtype.newbyteorder("<")).tobytes()
        values = value.astype(np.float64)
    floats = [str(x) for x in values.astype(np.float32).reshape(-1)]
    return {"dtype": dtype, "shape": shape, "bytes": data.hex(), "floats": floats}


def read_back(file):
    """By torch and pickle, not from what was written."""
    if file.suffix == ".pth":
        return torch.load(file, weights_only=False)
    encoding = "latin1" if file.stem == "python2" else "ASCII"
    return pickle.loads(file.read_bytes(), encoding=encoding)


def unwrap(root):
    for key in ("model", "state_dict"):
        if key in root:
            return root[key]
    return root


def write_expected():
    """A file that holds the same tensors as an earlier one only names it."""
    expected = {}
    lines = []
    for file in sorted(HERE.glob("*.p*")):
        if file.suffix not in (".pth", ".pkl") or "complex" in file.stem or "module" in file.stem:
            continue
        weights = unwrap(read_back(file))
        tensors = {name.removeprefix("module."): describe(value) for name, value in weights.items()}
        same = [name for name, other in expected.items() if list(other.items()) == list(tensors.items())]
        expected[file.name] = tensors
        if same:
            lines.append(f"{json.dumps(file.name)}: {json.dumps(same[0])}")
            continue
        rows = ",\n".join(f"  {json.dumps(name)}: {json.dumps(tensor)}" for name, tensor in tensors.items())
        lines.append(json.dumps(file.name) + ": {\n" + rows + "\n}")
    (HERE / "expected.json").write_text("{\n" + ",\n".join(lines) + "\n}\n")


if __name__ == "__main__":
    write_fixtures()
    write_expected()
