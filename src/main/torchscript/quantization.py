# Activations to unsigned 8-bit integers, with a range found at run time; weights as a device
# computes with them.


# Scale and zero point so that low to high fits, which has 0 in it.
# signed: values may be negative; then the zero point is not 0, else it is
def scale_of(low: float, high: float, signed: bool) -> Tuple[float, int]:
  scale = max((high - low) / 255.0, 1e-12)
  zero_point = 0
  if signed:
    zero_point = max(int(round(-low / scale)), 1)
  return (scale, zero_point)


# The same so that 0 and all of x fit. torch.quantize_per_tensor_dynamic would do, but it copies
# channels-last tensors; seen with the channels at the end they are contiguous.
def find_range(x: Tensor, signed: bool) -> Tuple[float, int]:
  if x.dim() == 4:
    x = x.permute([0, 2, 3, 1])
  if not signed:
    # Two to three times as fast as both ends.
    return __torch__.quantization.scale_of(0.0, max(float(torch.amax(x)), 0.0), False)
  least, most = torch.aminmax(x)
  return __torch__.quantization.scale_of(min(float(least), 0.0), max(float(most), 0.0), True)


# x: [N, C, H, W], channels last in memory, or anything else that is contiguous -> uint8, in the same layout
def to_integers(x: Tensor, scale: float, zero_point: int) -> Tensor:
  if x.dim() == 4:
    x = x.permute([0, 2, 3, 1])
  quantized = torch.quantize_per_tensor(torch.contiguous(x), scale, zero_point, 13)
  # The same memory seen as bytes: torch.int_repr would copy it.
  integers = torch.set_(torch.empty([0], dtype=0), quantized, 0, quantized.size(), quantized.stride())
  if x.dim() == 4:
    return integers.permute([0, 3, 1, 2])
  return integers


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
