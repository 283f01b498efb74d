# Activations to unsigned 8-bit integers, with a range found at run time.


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
