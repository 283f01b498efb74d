# Linear layers in 32-bit floating point. Linked into the archive as __torch__.linear.


class Linear(Module):
  __parameters__ = ["weight", "bias", ]
  __buffers__ = []
  training : bool
  weight : Tensor  # [out, in]
  bias : Tensor  # [out]
  relu : bool

  # x: [N, in] -> [N, out]
  def forward_real(self, x: __torch__.activations.Activation) -> Tensor:
    y = torch.linear(x.real, self.weight, self.bias)
    if self.relu:
      y = torch.relu_(y)
    return y

  # Nothing but the product and its ReLU, to see what it takes by itself.
  def alone(self, x: __torch__.activations.Activation) -> Tensor:
    return self.forward_real(x)

  def forward(self, x: __torch__.activations.Activation) -> __torch__.activations.Activation:
    return __torch__.activations.Activation(self.forward_real(x))
