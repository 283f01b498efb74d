# Methods of Linear for an archive in 8-bit integers that is computed in 32-bit floating point: its
# state is that of linear_int8.py. DequantizedNetwork appends them to linear_fp32.py.

  def __getstate__(self) -> Tuple[Tensor, Tensor, Tensor, bool, float, int]:
    return (self.weight, torch.ones([self.weight.size(0)]), self.bias, self.relu, 0.0, 0)

  def __setstate__(self, state: Tuple[Tensor, Tensor, Tensor, bool, float, int]) -> NoneType:
    self.training = False
    self.weight = state[0]
    if not torch.is_floating_point(self.weight):
      self.weight = self.weight.to(6) * state[1].reshape([-1, 1])
    self.bias = state[2]
    self.relu = state[3]
    return None
