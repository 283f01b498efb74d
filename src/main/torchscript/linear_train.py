# Linear layers to be trained: weights as the checkpoint has them. Linked as __torch__.linear.


class Linear(Module):
  __parameters__ = ["weight", "bias", ]
  __buffers__ = []
  training : bool
  weight : Tensor  # [out, in]
  bias : Tensor  # [out]
  relu : bool
  pixels : int  # the checkpoint's rows are (channel, pixel), what comes is (pixel, channel)

  # x: [N, in] -> [N, out]
  def forward_real(self, x: __torch__.activations.Activation) -> Tensor:
    weight = self.weight
    if self.pixels > 1:
      weight = weight.reshape([weight.size(0), -1, self.pixels]).transpose(1, 2).reshape([weight.size(0), -1])
    y = torch.linear(x.real.to(weight.dtype), weight, self.bias)
    if self.relu:
      y = torch.relu_(y)
    return y

  def forward(self, x: __torch__.activations.Activation) -> __torch__.activations.Activation:
    return __torch__.activations.Activation(self.forward_real(x))
