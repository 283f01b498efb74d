# Methods of Linear for an archive of scheme linear that is computed in 32-bit floating point: its
# state is that of linear_per_tensor.py. DequantizedNetwork appends them to linear_fp32.py.

  def __getstate__(self) -> Tuple[Tensor, float, Tensor, bool]:
    return (self.weight, 1.0, self.bias, self.relu)

  def __setstate__(self, state: Tuple[Tensor, float, Tensor, bool]) -> NoneType:
    self.training = False
    self.weight = state[0].to(6) * state[1]
    self.bias = state[2]
    self.relu = state[3]
    return None
