# Linear layers in 32-bit floating point. Linked into the archive as __torch__.linear.


class Linear(Module):
  __parameters__ = ["weight", "bias", ]
  __buffers__ = []
  training : bool
  weight : Tensor  # [out, in]
  bias : Tensor  # [out]
  relu : bool

  # x: [N, in] -> [N, out]
  def forward(self, x: Tensor) -> Tensor:
    y = torch.linear(x, self.weight, self.bias)
    if self.relu:
      y = torch.relu_(y)
    return y
