# What flows between layers, in floating point. Linked into the archive as __torch__.activations.


class Activation(NamedTuple):
  real : Tensor  # [N, C, H, W], channels last in memory; or [N, C]


def of(x: Tensor) -> __torch__.activations.Activation:
  return __torch__.activations.Activation(x)


# Of what a layer reads in floating point.
def of_real(x: Tensor) -> __torch__.activations.Activation:
  return __torch__.activations.of(x)


# As a layer gets it, to time the layer by itself.
# signed: x may be negative
def sample(x: Tensor, signed: bool) -> __torch__.activations.Activation:
  return __torch__.activations.of(x)


# image: uint8 [H, W, 3] -> uint8 [height, width, 3]
def resize(image: Tensor, height: int, width: int) -> Tensor:
  return __torch__.pillow.resize(image, height, width)


def real(x: __torch__.activations.Activation) -> Tensor:
  return x.real


# Images or regions from start to before end.
def narrow(x: __torch__.activations.Activation, start: int, end: int) -> __torch__.activations.Activation:
  return __torch__.activations.Activation(x.real[start:end])


# Shape of what it stands for.
def size(x: __torch__.activations.Activation, axis: int) -> int:
  return x.real.size(axis)


# 3x3, stride 2, for values that are not negative.
def max_pool(x: __torch__.activations.Activation) -> __torch__.activations.Activation:
  return __torch__.activations.Activation(torch.max_pool2d(x.real, [3, 3], [2, 2], [1, 1]))


# Every second pixel of every second row.
def subsample(x: __torch__.activations.Activation) -> __torch__.activations.Activation:
  return __torch__.activations.Activation(torch.contiguous(x.real[:, :, ::2, ::2], memory_format=2))


# [N, C, H, W] -> [N, H * W * C]
def flatten(x: __torch__.activations.Activation) -> __torch__.activations.Activation:
  return __torch__.activations.Activation(x.real.permute([0, 2, 3, 1]).reshape([x.real.size(0), -1]))


# Of values that are not negative. [N, C, H, W] -> [N, C]
def mean(x: __torch__.activations.Activation) -> __torch__.activations.Activation:
  return __torch__.activations.Activation(torch.mean(x.real, [2, 3]))


# The maps that regions are pooled from: all pixels of all of them, one below the other.
class Pyramid(NamedTuple):
  table : Tensor  # [pixels, C]; by level, image, y, x
  heights : List[int]  # of each level
  widths : List[int]
  starts : List[int]  # row of the level's first pixel


# features: p2 to p5 (further ones are not used), or a single one, [N, C, H, W] each
def pyramid(features: List[__torch__.activations.Activation]) -> __torch__.activations.Pyramid:
  tables = annotate(List[Tensor], [])
  heights = annotate(List[int], [])
  widths = annotate(List[int], [])
  starts = annotate(List[int], [])
  pixels = 0
  for level in range(min(len(features), 4)):
    x = features[level].real
    tables.append(x.permute([0, 2, 3, 1]).reshape([-1, x.size(1)]))
    heights.append(x.size(2))
    widths.append(x.size(3))
    starts.append(pixels)
    pixels = pixels + x.size(0) * x.size(2) * x.size(3)
  return __torch__.activations.Pyramid(torch.cat(tables), heights, widths, starts)


# Pools regions: sums of weighted rows of the table; a sum begins at each offset.
# rows: int32 [E]; offsets: int32 [R * bins * bins], in the order (region, y, x); weights: [E]
# -> [R, C, bins, bins]
def pool(pyramid: __torch__.activations.Pyramid, rows: Tensor, offsets: Tensor, weights: Tensor, bins: int) -> __torch__.activations.Activation:
  sums, _, _, _ = torch.embedding_bag(pyramid.table, rows, offsets, False, 0, False, weights.to(pyramid.table.dtype), False)
  return __torch__.activations.Activation(sums.reshape([-1, bins, bins, sums.size(1)]).permute([0, 3, 1, 2]))
