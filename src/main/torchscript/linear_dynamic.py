# Linear layers in 8-bit integers, activations quantized at run time, through oneDNN with float
# output. Weights have a scale for each output. Linked into the archive as __torch__.linear.


class Linear(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  weight : Tensor  # int8 [out, in]
  scales : Tensor  # [out]
  bias : Tensor  # [out]
  relu : bool
  packed : Tensor  # the weight in oneDNN's own layout
  zero_points : Tensor  # of the weight: all 0

  # x: [N, in] -> [N, out]
  def forward(self, x: Tensor) -> Tensor:
    post = "none"
    if self.relu:
      post = "relu"
    scale, zero_point = __torch__.quantization.find_range(x)
    integers = __torch__.quantization.to_integers(x, scale, zero_point)
    return ops.onednn.qlinear_pointwise(integers, scale, zero_point, self.packed, self.scales, self.zero_points, self.bias, 1.0, 0, 6, post, annotate(List[Optional[number]], []), "")

  def __getstate__(self) -> Tuple[Tensor, Tensor, Tensor, bool]:
    return (self.weight, self.scales, self.bias, self.relu)

  def __setstate__(self, state: Tuple[Tensor, Tensor, Tensor, bool]) -> NoneType:
    self.training = False
    self.weight = state[0]
    self.scales = state[1]
    self.bias = state[2]
    self.relu = state[3]
    self.zero_points = torch.zeros_like(self.scales, dtype=3)
    self.packed = ops.onednn.qlinear_prepack(self.weight, None)
    return None
