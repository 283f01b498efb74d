# Linear layers in 8-bit integers through oneDNN. Weights have a scale for each output.
# Linked into the archive as __torch__.linear.


class Linear(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  weight : Tensor  # int8 [out, in]; floating point if the layer is
  scales : Tensor  # [out]
  bias : Tensor  # [out]
  relu : bool
  out_scale : float  # of the output; 0: it is found at run time
  out_zero_point : int
  packed : Tensor  # the weight in oneDNN's own layout; where real, as it is computed with
  packed_scales : Tensor  # of that
  packed_bias : Tensor
  zero_points : Tensor  # of the weight: all 0
  real : bool  # computes in floating point

  def multiply(self, x: __torch__.activations.Activation, scale: float, zero_point: int, dtype: int) -> Tensor:
    post = "none"
    if self.relu:
      post = "relu"
    return ops.onednn.qlinear_pointwise(x.integers, x.scale, x.zero_point, self.packed, self.packed_scales, self.zero_points, self.bias, scale, zero_point, dtype, post, annotate(List[Optional[number]], []), "")

  # x: [N, in] -> [N, out]
  def forward_real(self, x: __torch__.activations.Activation) -> Tensor:
    if not self.real:
      return self.multiply(x, 1.0, 0, 6)
    y = torch.linear(__torch__.activations.real(x).to(self.packed.dtype), self.packed, self.packed_bias)
    if self.relu:
      y = torch.relu_(y)
    return y

  def forward(self, x: __torch__.activations.Activation) -> __torch__.activations.Activation:
    if self.real or self.out_scale == 0.0:
      return __torch__.activations.quantize(self.forward_real(x), self.out_scale, self.out_zero_point, not self.relu, self.real)
    y = self.multiply(x, self.out_scale, self.out_zero_point, 0)
    return __torch__.activations.of_integers(y, self.out_scale, self.out_zero_point)

  # Nothing but the product and its ReLU, to see what it takes by itself.
  def alone(self, x: __torch__.activations.Activation) -> Tensor:
    if self.real or self.out_scale == 0.0:
      return self.forward_real(x)
    return self.multiply(x, self.out_scale, self.out_zero_point, 0)

  def __getstate__(self) -> Tuple[Tensor, Tensor, Tensor, bool, float, int]:
    return (self.weight, self.scales, self.bias, self.relu, self.out_scale, self.out_zero_point)

  def __setstate__(self, state: Tuple[Tensor, Tensor, Tensor, bool, float, int]) -> NoneType:
    self.training = False
    self.weight = state[0]
    self.scales = state[1]
    self.bias = state[2]
    self.relu = state[3]
    self.out_scale = state[4]
    self.out_zero_point = state[5]
    self.real = torch.is_floating_point(self.weight) or self.weight.is_cuda
    self.zero_points = torch.zeros_like(self.scales, dtype=3)
    self.packed = self.weight
    self.packed_scales = self.scales
    self.packed_bias = self.bias
    if self.weight.is_cuda:
      self.packed = __torch__.quantization.to_half(self.weight, self.scales)
      self.packed_bias = self.bias.to(5)
    elif not self.real:
      weight, scales = __torch__.quantization.usable(self.weight, self.scales)
      self.packed_scales = scales
      self.packed = ops.onednn.qlinear_prepack(weight, None)
    return None
