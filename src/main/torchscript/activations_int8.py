# What flows between layers, in unsigned 8-bit integers. Linked into the archive as
# __torch__.activations.


# Stands for scale * (integers - zero_point). What is never negative has a zero point of 0, all else
# another one: oneDNN stores weights in another layout for each of the two.
class Activation(NamedTuple):
  integers : Tensor  # uint8 [N, C, H, W], channels last in memory, or [N, C]; on a GPU [0]
  scale : float
  zero_point : int
  real : Tensor  # the same in floating point, where it was computed so; else [0]


# Finds the range of x at run time, unless it is known.
# scale: 0 if it is not; keep: somebody will read x itself too
def quantize(x: Tensor, scale: float, zero_point: int, signed: bool, keep: bool) -> __torch__.activations.Activation:
  if x.is_cuda:
    return __torch__.activations.of_real(x)
  if scale > 0.0:
    found = (scale, zero_point)
  else:
    found = __torch__.quantization.find_range(x, signed)
  integers = __torch__.quantization.to_integers(x, found[0], found[1])
  if not keep:
    return __torch__.activations.of_integers(integers, found[0], found[1])
  return __torch__.activations.Activation(integers, found[0], found[1], x)


# Of floating point that nobody reads as integers.
def of_real(x: Tensor) -> __torch__.activations.Activation:
  return __torch__.activations.Activation(torch.zeros([0], dtype=0, device=x.device), 1.0, 0, x)


# Of integers that a layer computed.
def of_integers(x: Tensor, scale: float, zero_point: int) -> __torch__.activations.Activation:
  return __torch__.activations.Activation(x, scale, zero_point, torch.zeros([0], device=x.device))


def of(x: Tensor) -> __torch__.activations.Activation:
  if x.is_cuda:
    x = x.to(5)
  return __torch__.activations.quantize(x, 0.0, 0, True, True)


# As a layer gets it, to time the layer by itself.
# signed: x may be negative
def sample(x: Tensor, signed: bool) -> __torch__.activations.Activation:
  if x.is_cuda:
    return __torch__.activations.of(x)
  return __torch__.activations.quantize(x, 0.0, 0, signed, True)


# The network's input: the image's own integers. The first convolution does the normalizing and no
# padding, so its margin of 3 pixels is here, in the colour that is normalized to 0.
# images: uint8 [N, H, W, 3] -> [N, 3, 3 + H + bottom + 3, 3 + W + right + 3]
def of_images(images: Tensor, mean: Tensor, deviation: Tensor, bottom: int, right: int) -> __torch__.activations.Activation:
  height = images.size(1)
  width = images.size(2)
  canvas = torch.round(mean).to(0).repeat([images.size(0), height + bottom + 6, width + right + 6, 1])
  canvas[:, 3:3 + height, 3:3 + width] = images
  planes = canvas.permute([0, 3, 1, 2])
  if images.is_cuda:
    return __torch__.activations.of(planes)
  return __torch__.activations.of_integers(planes, 1.0, 0)


# Pillow's but for the last bit of a few pixels in a million, and several times as fast.
# image: uint8 [H, W, 3] -> uint8 [height, width, 3]
def resize(image: Tensor, height: int, width: int) -> Tensor:
  if image.is_cuda:
    return __torch__.pillow.resize(image, height, width)
  if image.size(0) == height and image.size(1) == width:
    return image
  planes = image.permute([2, 0, 1]).unsqueeze(0)
  resized = torch._upsample_bilinear2d_aa(planes, [height, width], False, None, None)
  return resized[0].permute([1, 2, 0])


def is_real(x: __torch__.activations.Activation) -> bool:
  return x.real.dim() > 1


def real(x: __torch__.activations.Activation) -> Tensor:
  if __torch__.activations.is_real(x):
    return x.real
  return torch.dequantize(torch._make_per_tensor_quantized_tensor(x.integers, x.scale, x.zero_point))


# Images or regions from start to before end.
def narrow(x: __torch__.activations.Activation, start: int, end: int) -> __torch__.activations.Activation:
  integers = x.integers
  if integers.dim() > 1:
    integers = integers[start:end]
  real = x.real
  if real.dim() > 1:
    real = real[start:end]
  return __torch__.activations.Activation(integers, x.scale, x.zero_point, real)


# Shape of what it stands for.
def size(x: __torch__.activations.Activation, axis: int) -> int:
  if x.integers.dim() > 1:
    return x.integers.size(axis)
  return x.real.size(axis)


# torch.max_pool2d takes 8-bit integers as sizes too.
# x: [N, H, W, C], H and W even -> [N, H / 2, W / 2, C], 3x3, stride 2
def max_pool_integers(x: Tensor) -> Tensor:
  rows = torch.maximum(x[:, 0::2], x[:, 1::2])
  rows[:, 1:] = torch.maximum(rows[:, 1:], x[:, 1:-1:2])
  pooled = torch.maximum(rows[:, :, 0::2], rows[:, :, 1::2])
  pooled[:, :, 1:] = torch.maximum(pooled[:, :, 1:], rows[:, :, 1:-1:2])
  return pooled


# 3x3, stride 2, for values that are not negative.
def max_pool(x: __torch__.activations.Activation) -> __torch__.activations.Activation:
  if x.integers.dim() == 1:
    return __torch__.activations.Activation(x.integers, x.scale, x.zero_point, torch.max_pool2d(x.real, [3, 3], [2, 2], [1, 1]))
  pixels = x.integers.permute([0, 2, 3, 1])
  if pixels.size(1) % 2 + pixels.size(2) % 2 > 0:
    pixels = torch.constant_pad_nd(pixels, [0, 0, 0, pixels.size(2) % 2, 0, pixels.size(1) % 2], 0)
  pooled = __torch__.activations.max_pool_integers(pixels)
  return __torch__.activations.of_integers(pooled.permute([0, 3, 1, 2]), x.scale, x.zero_point)


# Every second pixel of every second row.
def subsample(x: __torch__.activations.Activation) -> __torch__.activations.Activation:
  integers = x.integers
  if integers.dim() > 1:
    integers = torch.contiguous(integers[:, :, ::2, ::2], memory_format=2)
  real = x.real
  if real.dim() > 1:
    real = torch.contiguous(real[:, :, ::2, ::2], memory_format=2)
  return __torch__.activations.Activation(integers, x.scale, x.zero_point, real)


# [N, C, H, W] -> [N, H * W * C]
def flatten(x: __torch__.activations.Activation) -> __torch__.activations.Activation:
  integers = x.integers
  if integers.dim() > 1:
    integers = integers.permute([0, 2, 3, 1]).reshape([integers.size(0), -1])
  real = x.real
  if real.dim() > 1:
    real = real.permute([0, 2, 3, 1]).reshape([real.size(0), -1])
  return __torch__.activations.Activation(integers, x.scale, x.zero_point, real)


# Of values that are not negative. [N, C, H, W] -> [N, C]
def mean(x: __torch__.activations.Activation) -> __torch__.activations.Activation:
  return __torch__.activations.quantize(torch.mean(__torch__.activations.real(x), [2, 3]), 0.0, 0, False, True)


# The maps that regions are pooled from: all pixels of all of them, one below the other.
class Pyramid(NamedTuple):
  table : Tensor  # [pixels, C + 8] of uint8, by level, image, y, x; a row's last 8 bytes are its
    # scale and its offset, as torch's embeddings of bytes have them. On a GPU half [pixels, C].
  heights : List[int]  # of each level
  widths : List[int]
  starts : List[int]  # row of the level's first pixel
  scale : float  # of pooled values: what is pooled is within the range of all levels
  zero_point : int


# The scale and the offset of a row, as bytes.
def row_tail(scale: float, zero_point: int) -> Tensor:
  least = -scale * zero_point
  ends = torch.tensor([[least, least + 255.0 * scale]], dtype=6)
  return ops.quantized.embedding_bag_byte_prepack(ends)[:, 2:]


# Copies a level into its rows of the table.
def fill_rows(rows: Tensor, x: __torch__.activations.Activation) -> NoneType:
  if x.integers.dim() == 1:
    rows.copy_(x.real.permute([0, 2, 3, 1]).reshape([-1, x.real.size(1)]))
  else:
    channels = x.integers.size(1)
    rows[:, :channels].copy_(x.integers.permute([0, 2, 3, 1]).reshape([-1, channels]))
    rows[:, channels:].copy_(__torch__.activations.row_tail(x.scale, x.zero_point))
  return None


# features: p2 to p5 (further ones are not used), or a single one, [N, C, H, W] each
def pyramid(features: List[__torch__.activations.Activation]) -> __torch__.activations.Pyramid:
  heights = annotate(List[int], [])
  widths = annotate(List[int], [])
  starts = annotate(List[int], [])
  pixels = 0
  least = 0.0
  most = 0.0
  for level in range(min(len(features), 4)):
    x = features[level]
    height = __torch__.activations.size(x, 2)
    width = __torch__.activations.size(x, 3)
    heights.append(height)
    widths.append(width)
    starts.append(pixels)
    pixels = pixels + __torch__.activations.size(x, 0) * height * width
    least = min(least, -x.scale * x.zero_point)
    most = max(most, x.scale * (255 - x.zero_point))
  channels = __torch__.activations.size(features[0], 1)
  if features[0].integers.dim() == 1:
    table = torch.empty([pixels, channels], dtype=5, device=features[0].real.device)
  else:
    table = torch.empty([pixels, channels + 8], dtype=0)
  for level in range(min(len(features), 4)):
    end = pixels
    if level + 1 < len(starts):
      end = starts[level + 1]
    __torch__.activations.fill_rows(table[starts[level]:end], features[level])
  scale, zero_point = __torch__.quantization.scale_of(least, most, True)
  return __torch__.activations.Pyramid(table, heights, widths, starts, scale, zero_point)


# Pools regions: sums of weighted rows of the table; a sum begins at each offset.
# rows: int32 [E]; offsets: int32 [R * bins * bins], in the order (region, y, x); weights: [E]
# -> [R, C, bins, bins]
def pool(pyramid: __torch__.activations.Pyramid, rows: Tensor, offsets: Tensor, weights: Tensor, bins: int) -> __torch__.activations.Activation:
  if pyramid.table.is_cuda:
    sums, _, _, _ = torch.embedding_bag(pyramid.table, rows, offsets, False, 0, False, weights.to(5), False)
    pooled = sums.reshape([-1, bins, bins, sums.size(1)]).permute([0, 3, 1, 2])
    return __torch__.activations.of(pooled)
  channels = pyramid.table.size(1) - 8
  integers = torch.empty([offsets.size(0), channels], dtype=0)
  few = max(1048576 // channels, 1)  # at a time, so that their floating point fits into a cache
  for start in range(0, offsets.size(0), few):
    end = min(start + few, offsets.size(0))
    first = int(offsets[start])
    last = rows.size(0)
    if end < offsets.size(0):
      last = int(offsets[end])
    sums = ops.quantized.embedding_bag_byte_rowwise_offsets(pyramid.table, rows[first:last], offsets[start:end] - first, False, 0, False, weights[first:last], None, False)
    integers[start:end].copy_(__torch__.quantization.to_integers(sums, pyramid.scale, pyramid.zero_point))
  pooled = integers.reshape([-1, bins, bins, channels]).permute([0, 3, 1, 2])
  return __torch__.activations.of_integers(pooled, pyramid.scale, pyramid.zero_point)
