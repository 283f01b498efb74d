# Linear layers in 32-bit floating point that watch their outputs, for calibration.
# Linked into the archive as __torch__.linear.


class Linear(Module):
  __parameters__ = []
  __buffers__ = ["weight", "bias", "histogram", ]
  training : bool
  weight : Tensor  # [out, in]
  bias : Tensor  # [out]
  relu : bool
  histogram : Tensor  # [bins]
  limit : float  # of the histogram

  # x: [N, in] -> [N, out]
  def forward_real(self, x: __torch__.activations.Activation) -> Tensor:
    y = torch.linear(x.real, self.weight, self.bias)
    if self.relu:
      y = torch.relu_(y)
    return y

  def forward(self, x: __torch__.activations.Activation) -> __torch__.activations.Activation:
    y = self.forward_real(x)
    histogram, limit = __torch__.observer.see(self.histogram, self.limit, y)
    self.histogram = histogram
    self.limit = limit
    return __torch__.activations.Activation(y)
