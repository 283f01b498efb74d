# Methods of Conv for an archive in 8-bit integers that is computed in 32-bit floating point: its state
# is that of conv_int8.py. DequantizedNetwork appends them to conv_fp32.py.

  def __getstate__(self) -> Tuple[Tensor, Tensor, Tensor, int, int, int, bool, int, Tensor, Tensor, float, int]:
    return (self.weight, torch.ones([self.weight.size(0)]), self.bias, self.stride, self.padding, self.groups, self.relu, self.norm_groups, self.norm_weight, self.norm_bias, 0.0, 0)

  def __setstate__(self, state: Tuple[Tensor, Tensor, Tensor, int, int, int, bool, int, Tensor, Tensor, float, int]) -> NoneType:
    self.training = False
    self.weight = state[0]
    if not torch.is_floating_point(self.weight):
      weight = self.weight.to(6) * state[1].reshape([-1, 1, 1, 1])
      self.weight = torch.contiguous(weight, memory_format=2)
    self.bias = state[2]
    self.stride = state[3]
    self.padding = state[4]
    # The size stays, so a larger padding than that of neighbours means pixels that are apart.
    self.dilation = max(2 * self.padding // max(self.weight.size(2) - 1, 1), 1)
    self.groups = state[5]
    self.relu = state[6]
    self.norm_groups = state[7]
    self.norm_weight = state[8]
    self.norm_bias = state[9]
    return None
