# Linear layers as torch.ao.quantization.quantize_dynamic makes them: one scale a weight tensor,
# activations quantized at run time to 7 bits (reduce_range). This is the recipe of the study that
# Quantmask is compared with. Linked into the archive as __torch__.linear.


class Linear(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  weight : Tensor  # int8 [out, in]
  scale : float
  bias : Tensor  # [out]
  relu : bool
  packed : __torch__.torch.classes.quantized.LinearPackedParamsBase

  # x: [N, in] -> [N, out]
  def forward_real(self, x: __torch__.activations.Activation) -> Tensor:
    y = ops.quantized.linear_dynamic(x.real, self.packed, True)
    if self.relu:
      y = torch.relu_(y)
    return y

  # Nothing but the product and its ReLU, to see what it takes by itself.
  def alone(self, x: __torch__.activations.Activation) -> Tensor:
    return self.forward_real(x)

  def forward(self, x: __torch__.activations.Activation) -> __torch__.activations.Activation:
    return __torch__.activations.Activation(self.forward_real(x))

  def __getstate__(self) -> Tuple[Tensor, float, Tensor, bool]:
    return (self.weight, self.scale, self.bias, self.relu)

  def __setstate__(self, state: Tuple[Tensor, float, Tensor, bool]) -> NoneType:
    self.training = False
    self.weight = state[0]
    self.scale = state[1]
    self.bias = state[2]
    self.relu = state[3]
    weight = torch._make_per_tensor_quantized_tensor(self.weight, self.scale, 0)
    self.packed = ops.quantized.linear_prepack(weight, self.bias)
    return None
