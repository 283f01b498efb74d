# Convolutions in 8-bit integers, activations quantized at run time, through oneDNN with float
# output. Weights have a scale for each output channel. Linked into the archive as __torch__.conv.
#
# Not quantized::conv2d_dynamic: that operator requantizes its output with the scale of its input
# and so clips whatever exceeds the input's range.


class Conv(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  weight : Tensor  # int8 [out, in / groups, kernel, kernel]
  scales : Tensor  # [out]
  bias : Tensor  # [out]
  stride : int
  padding : int
  groups : int
  relu : bool
  norm_groups : int  # of a GroupNorm behind the convolution; 0: there is none
  norm_weight : Tensor  # [out], or [0]
  norm_bias : Tensor  # [out], or [0]
  packed : Tensor  # the weight in oneDNN's own layout
  zero_points : Tensor  # of the weight: all 0

  def convolve(self, x: Tensor, post: str) -> Tensor:
    scale, zero_point = __torch__.quantization.find_range(x)
    integers = __torch__.quantization.to_integers(x, scale, zero_point)
    return ops.onednn.qconv2d_pointwise(integers, scale, zero_point, self.packed, self.scales, self.zero_points, self.bias, [self.stride, self.stride], [self.padding, self.padding], [1, 1], self.groups, 1.0, 0, 6, post, annotate(List[Optional[number]], []), "")

  # relu(conv(x) + residual), into the memory of the residual.
  def convolve_onto(self, x: Tensor, residual: Tensor) -> Tensor:
    scale, zero_point = __torch__.quantization.find_range(x)
    integers = __torch__.quantization.to_integers(x, scale, zero_point)
    return ops.onednn.qconv2d_pointwise(integers, scale, zero_point, self.packed, self.scales, self.zero_points, residual, self.bias, [self.stride, self.stride], [self.padding, self.padding], [1, 1], self.groups, 1.0, 0, 6, 1.0, 0, "sum", 1.0, "relu", annotate(List[Optional[number]], []), "")

  def normalize(self, y: Tensor) -> Tensor:
    return torch.group_norm(y, self.norm_groups, self.norm_weight, self.norm_bias, 1e-5)

  # x: [N, in, H, W] -> [N, out, H', W']
  def forward(self, x: Tensor) -> Tensor:
    if self.norm_groups > 0:
      y = self.normalize(self.convolve(x, "none"))
      if self.relu:
        y = torch.relu_(y)
    elif self.relu:
      y = self.convolve(x, "relu")
    else:
      y = self.convolve(x, "none")
    return y

  # The end of a residual block: relu(conv(x) + residual), whatever `relu` says. The residual is
  # overwritten: it is a shortcut's output, or a block's that nobody reads any more.
  def forward_add(self, x: Tensor, residual: Tensor) -> Tensor:
    if self.norm_groups > 0:
      return torch.relu_(torch.add_(self.normalize(self.convolve(x, "none")), residual))
    return self.convolve_onto(x, residual)

  def __getstate__(self) -> Tuple[Tensor, Tensor, Tensor, int, int, int, bool, int, Tensor, Tensor]:
    return (self.weight, self.scales, self.bias, self.stride, self.padding, self.groups, self.relu, self.norm_groups, self.norm_weight, self.norm_bias)

  def __setstate__(self, state: Tuple[Tensor, Tensor, Tensor, int, int, int, bool, int, Tensor, Tensor]) -> NoneType:
    self.training = False
    self.weight = state[0]
    self.scales = state[1]
    self.bias = state[2]
    self.stride = state[3]
    self.padding = state[4]
    self.groups = state[5]
    self.relu = state[6]
    self.norm_groups = state[7]
    self.norm_weight = state[8]
    self.norm_bias = state[9]
    self.zero_points = torch.zeros_like(self.scales, dtype=3)
    self.packed = ops.onednn.qconv_prepack(self.weight, self.scales, 1.0, 0, [self.stride, self.stride], [self.padding, self.padding], [1, 1], self.groups, None)
    return None
