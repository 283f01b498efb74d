"""What the convolutions and linear layers of a network read, as torch's profiler sees it.

Usage, with torch 2.7.1, numpy 2.4.6 and Pillow 13.0.0, on an archive that `quantmask convert` wrote:

    python test-data/bench/shapes.py model.pt picture.png > shapes.txt

Prints a line for each, sorted: the input's shape, the weight's output channels, its kernel. torch
only: nothing of Quantmask's code is used but the network in the archive.
"""

import sys

import numpy
import torch
from PIL import Image

network = torch.jit.load(sys.argv[1])
picture = torch.from_numpy(numpy.array(Image.open(sys.argv[2]).convert("RGB")))
with torch.no_grad(), torch.jit.optimized_execution(False):
    with torch.profiler.profile(record_shapes=True) as profile:
        network(picture)
lines = []
for event in profile.events():
    if event.name == "aten::_convolution":
        data, weight = event.input_shapes[:2]
        lines.append(f"{'x'.join(map(str, data))} {weight[0]} {weight[2]}")
    elif event.name == "aten::addmm":
        data, weight = event.input_shapes[1:3]
        lines.append(f"{'x'.join(map(str, data))} {weight[1]} 1")
print("\n".join(sorted(lines)))
