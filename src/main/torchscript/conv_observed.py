# Convolutions in 32-bit floating point that watch their outputs, for calibration.
# Linked into the archive as __torch__.conv.


class Conv(Module):
  __parameters__ = []
  __buffers__ = ["weight", "bias", "norm_weight", "norm_bias", "histogram", ]
  training : bool
  weight : Tensor  # [out, in / groups, kernel, kernel], channels last; batch norm is folded in
  bias : Tensor  # [out]
  stride : int
  padding : int
  dilation : int
  groups : int
  relu : bool
  norm_groups : int  # of a GroupNorm behind the convolution; 0: there is none
  norm_weight : Tensor  # [out], or [0]
  norm_bias : Tensor  # [out], or [0]
  histogram : Tensor  # [bins]
  limit : float  # of the histogram

  def convolve(self, x: Tensor) -> Tensor:
    y = torch.conv2d(x, self.weight, self.bias, [self.stride, self.stride], [self.padding, self.padding], [self.dilation, self.dilation], self.groups)
    if self.norm_groups > 0:
      y = torch.group_norm(y, self.norm_groups, self.norm_weight, self.norm_bias, 1e-5)
    return y

  def see(self, y: Tensor) -> __torch__.activations.Activation:
    histogram, limit = __torch__.observer.see(self.histogram, self.limit, y)
    self.histogram = histogram
    self.limit = limit
    return __torch__.activations.Activation(y)

  # x: [N, in, H, W] -> [N, out, H', W']
  def forward_real(self, x: __torch__.activations.Activation) -> Tensor:
    y = self.convolve(x.real)
    if self.relu:
      y = torch.relu_(y)
    return y

  def forward(self, x: __torch__.activations.Activation) -> __torch__.activations.Activation:
    return self.see(self.forward_real(x))

  # Beside a residual block, to be added to it.
  def forward_shortcut(self, x: __torch__.activations.Activation) -> __torch__.activations.Activation:
    return self.forward(x)

  def forward_add(self, x: __torch__.activations.Activation, residual: __torch__.activations.Activation) -> __torch__.activations.Activation:
    return self.see(torch.relu_(torch.add_(self.convolve(x.real), residual.real)))

  def forward_merge(self, x: __torch__.activations.Activation, coarser: __torch__.activations.Activation, average: bool) -> __torch__.activations.Activation:
    y = self.convolve(x.real)
    merged = torch.add_(y, torch.upsample_nearest2d(coarser.real, [y.size(2), y.size(3)], None, None))
    if average:
      merged = torch.div_(merged, 2)
    return self.see(merged)
