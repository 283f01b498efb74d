# Activations to unsigned 8-bit integers, with a range found at run time; weights as a device
# computes with them.


# Scale and zero point so that 0 and all of x fit. torch.quantize_per_tensor_dynamic would do, but
# it copies channels-last tensors; seen with the channels at the end they are contiguous.
#
# signed: x may be negative; then the zero point is not 0, else it is
def find_range(x: Tensor, signed: bool) -> Tuple[float, int]:
  if x.dim() == 4:
    x = x.permute([0, 2, 3, 1])
  least, most = torch.aminmax(x)
  low = min(float(least), 0.0)
  high = max(float(most), 0.0)
  scale = max((high - low) / 255.0, 1e-12)
  zero_point = 0
  if signed:
    zero_point = max(int(round(-low / scale)), 1)
  return (scale, zero_point)


# -> uint8, in the memory layout of x
def to_integers(x: Tensor, scale: float, zero_point: int) -> Tensor:
  return torch.int_repr(torch.quantize_per_tensor(x, scale, zero_point, 13))


# Whether products of 8-bit integers are summed in pairs in 16 bits, and so clipped: x86 without VNNI.
def saturates() -> bool:
  largest = torch.full([1, 64], 255, dtype=0)
  weight = torch.full([1, 64], 127, dtype=1)
  packed = ops.onednn.qlinear_prepack(weight, None)
  sum = ops.onednn.qlinear_pointwise(largest, 1.0, 0, packed, torch.ones([1]), torch.zeros([1], dtype=3), None, 1.0, 0, 6, "none", annotate(List[Optional[number]], []), "")
  return float(sum) < 2072000.0  # 64 * 255 * 127 is 2072640


# Weights and scales as this CPU can multiply them: with a bit less where sums are clipped.
# weight: int8 [out, ...]; scales: [out]
def usable(weight: Tensor, scales: Tensor) -> Tuple[Tensor, Tensor]:
  if __torch__.quantization.saturates():
    return (torch.round(torch.div(weight, 2.0)).to(1), scales * 2.0)
  return (weight, scales)


# Weights in floating point of 16 bits, for a GPU.
# weight: int8 or floating point [out, ...]; scales: [out]
def to_half(weight: Tensor, scales: Tensor) -> Tensor:
  if torch.is_floating_point(weight):
    return weight.to(5)
  shape = [weight.size(0)] + [1] * (weight.dim() - 1)
  return (weight.to(6) * scales.reshape(shape)).to(5)
