# Pillow's bilinear resize of 8-bit images, bit for bit (ImagingResample of Resample.c): a
# triangle filter as wide as the scale, coefficients of 22 bits, the horizontal pass first,
# rounded to 8 bits between the passes. Detectron2 resizes its input with it.


# First source position and coefficients of every output position.
# -> int64 [out_size], int32 [out_size, taps]
def coefficients(in_size: int, out_size: int, device: Device) -> Tuple[Tensor, Tensor]:
  scale = in_size / out_size
  filter_scale = max(scale, 1.0)
  support = filter_scale
  centers = (torch.arange(out_size, dtype=7, device=device) + 0.5) * scale
  first = torch.clamp((centers - support + 0.5).to(4), 0)
  end = torch.clamp((centers + support + 0.5).to(4), None, in_size)
  taps = int(torch.max(end - first))
  steps = torch.arange(taps, dtype=4, device=device)
  positions = first.unsqueeze(1) + steps.unsqueeze(0)
  distances = ((positions - centers.unsqueeze(1)) + 0.5) * (1.0 / filter_scale)
  triangle = torch.clamp(1.0 - torch.abs(distances), 0)
  triangle = triangle * torch.lt(positions, end.unsqueeze(1))
  # Summed in order, as C does: the last bit decides ties.
  total = torch.zeros([out_size], dtype=7, device=device)
  for i in range(taps):
    total = total + triangle[:, i]
  fixed = ((triangle / total.unsqueeze(1)) * 4194304.0 + 0.5).to(3)
  return (first, fixed)


# Resizes the rows of uint8 [in_size, N] to uint8 [out_size, N].
def resize_rows(x: Tensor, out_size: int) -> Tensor:
  in_size = x.size(0)
  if in_size == out_size:
    return x
  first, fixed = __torch__.pillow.coefficients(in_size, out_size, x.device)
  sums = torch.full([out_size, x.size(1)], 2097152, dtype=3, device=x.device)
  for i in range(fixed.size(1)):
    rows = torch.index_select(x, 0, torch.clamp(first + i, None, in_size - 1))
    sums = sums.addcmul_(rows.to(3), fixed[:, i].unsqueeze(1))
  return torch.clamp(torch.bitwise_right_shift(sums, 22), 0, 255).to(0)


# image: uint8 [H, W, 3] -> uint8 [height, width, 3]
def resize(image: Tensor, height: int, width: int) -> Tensor:
  in_height = image.size(0)
  columns = image.permute([1, 0, 2]).reshape([image.size(1), in_height * 3])
  narrowed = __torch__.pillow.resize_rows(columns, width)
  rows = narrowed.reshape([width, in_height, 3]).permute([1, 0, 2]).reshape([in_height, width * 3])
  return __torch__.pillow.resize_rows(rows, height).reshape([height, width, 3])
