# Activations to unsigned 8-bit integers, with a range found at run time.


# Scale and zero point so that 0 and all of x fit. torch.quantize_per_tensor_dynamic would do, but
# it copies channels-last tensors; seen with the channels at the end they are contiguous.
def find_range(x: Tensor) -> Tuple[float, int]:
  if x.dim() == 4:
    x = x.permute([0, 2, 3, 1])
  least, most = torch.aminmax(x)
  low = min(float(least), 0.0)
  high = max(float(most), 0.0)
  scale = max((high - low) / 255.0, 1e-12)
  return (scale, int(round(-low / scale)))


# -> uint8, in the memory layout of x
def to_integers(x: Tensor, scale: float, zero_point: int) -> Tensor:
  return torch.int_repr(torch.quantize_per_tensor(x, scale, zero_point, 13))
