# Convolutions in 32-bit floating point. Linked into the archive as __torch__.conv.


class Conv(Module):
  __parameters__ = ["weight", "bias", "norm_weight", "norm_bias", ]
  __buffers__ = []
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

  def convolve(self, x: Tensor) -> Tensor:
    y = torch.conv2d(x, self.weight, self.bias, [self.stride, self.stride], [self.padding, self.padding], [self.dilation, self.dilation], self.groups)
    if self.norm_groups > 0:
      y = torch.group_norm(y, self.norm_groups, self.norm_weight, self.norm_bias, 1e-5)
    return y

  # x: [N, in, H, W] -> [N, out, H', W']
  def forward_real(self, x: __torch__.activations.Activation) -> Tensor:
    y = self.convolve(x.real)
    if self.relu:
      y = torch.relu_(y)
    return y

  def forward(self, x: __torch__.activations.Activation) -> __torch__.activations.Activation:
    return __torch__.activations.Activation(self.forward_real(x))

  # Beside a residual block, to be added to it.
  def forward_shortcut(self, x: __torch__.activations.Activation) -> __torch__.activations.Activation:
    return self.forward(x)

  # Nothing but the convolution and its ReLU, to see what it takes by itself.
  def alone(self, x: __torch__.activations.Activation) -> Tensor:
    y = torch.conv2d(x.real, self.weight, self.bias, [self.stride, self.stride], [self.padding, self.padding], [self.dilation, self.dilation], self.groups)
    if self.relu:
      y = torch.relu_(y)
    return y

  # The end of a residual block: relu(conv(x) + residual), whatever `relu` says.
  def forward_add(self, x: __torch__.activations.Activation, residual: __torch__.activations.Activation) -> __torch__.activations.Activation:
    return __torch__.activations.Activation(torch.relu_(torch.add_(self.convolve(x.real), residual.real)))

  # A level of the pyramid: conv(x) and the coarser level, enlarged; their sum or their mean.
  def forward_merge(self, x: __torch__.activations.Activation, coarser: __torch__.activations.Activation, average: bool) -> __torch__.activations.Activation:
    y = self.convolve(x.real)
    merged = torch.add_(y, torch.upsample_nearest2d(coarser.real, [y.size(2), y.size(3)], None, None))
    if average:
      merged = torch.div_(merged, 2)
    return __torch__.activations.Activation(merged)
