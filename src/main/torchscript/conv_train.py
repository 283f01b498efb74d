# Convolutions to be trained: weights as the checkpoint has them, norms apart from them.
# Linked into the archive as __torch__.conv.


class Conv(Module):
  __parameters__ = ["weight", "bias", "norm_weight", "norm_bias", "running_mean", "running_var", ]
  __buffers__ = []
  training : bool
  weight : Tensor  # [out, in / groups, kernel, kernel]; transposed: [in, out, 2, 2]
  bias : Tensor  # [out]; [0]: there is none
  stride : int
  padding : int
  dilation : int
  groups : int
  relu : bool
  transposed : bool  # of kernel 2 and stride 2, computed as a 1x1 convolution to (dy, dx, channel)
  batch_norm : bool  # with statistics of the batch, unless it is frozen
  norm_groups : int  # of a GroupNorm; 0: there is none
  norm_weight : Tensor  # [out], or [0]
  norm_bias : Tensor  # [out], or [0]
  running_mean : Tensor  # [out], or [0]
  running_var : Tensor  # [out], or [0]
  frozen : bool  # weight and bias get no gradients
  norm_frozen : bool  # nor does the norm
  reduced : bool  # the products in bfloat16

  def products(self, x: Tensor, weight: Tensor, bias: Optional[Tensor], stride: int, padding: int) -> Tensor:
    if self.reduced:
      half_bias = bias
      if half_bias is not None:
        half_bias = half_bias.to(15)
      return torch.conv2d(x.to(15), weight.to(15), half_bias, [stride, stride], [padding, padding], [self.dilation, self.dilation], self.groups)
    return torch.conv2d(x, weight, bias, [stride, stride], [padding, padding], [self.dilation, self.dilation], self.groups)

  def convolve(self, x: Tensor) -> Tensor:
    weight = self.weight
    bias = annotate(Optional[Tensor], None)
    if self.bias.size(0) > 0:
      bias = self.bias
    if self.frozen:
      weight = weight.detach()
    if self.transposed:
      kernel = weight.permute([2, 3, 1, 0]).reshape([-1, weight.size(0), 1, 1])
      y = self.products(x, kernel, self.bias.repeat([4]), 1, 0)
    else:
      y = self.products(x, weight, bias, self.stride, self.padding)
    if self.batch_norm or self.norm_groups > 0:
      y = self.normalize(y)
    return y

  def normalize(self, y: Tensor) -> Tensor:
    weight = self.norm_weight
    bias = self.norm_bias
    if self.norm_frozen:
      weight = weight.detach()
      bias = bias.detach()
    if self.norm_groups > 0:
      return torch.group_norm(y, self.norm_groups, weight, bias, 1e-5)
    # libtorch makes every parameter want gradients; statistics cannot have any.
    return torch.batch_norm(y, weight, bias, self.running_mean.detach(), self.running_var.detach(), not self.norm_frozen, 0.1, 1e-5, False)

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

  # The end of a residual block: relu(conv(x) + residual), whatever `relu` says.
  def forward_add(self, x: __torch__.activations.Activation, residual: __torch__.activations.Activation) -> __torch__.activations.Activation:
    return __torch__.activations.Activation(torch.relu_(torch.add_(self.convolve(x.real), residual.real)))

  # A level of the pyramid: conv(x) and the coarser level, enlarged; their sum or their mean.
  def forward_merge(self, x: __torch__.activations.Activation, coarser: __torch__.activations.Activation, average: bool) -> __torch__.activations.Activation:
    y = self.convolve(x.real)
    merged = torch.add_(y, torch.upsample_nearest2d(coarser.real, [y.size(2), y.size(3)], None, None))
    if average:
      merged = torch.div(merged, 2)
    return __torch__.activations.Activation(merged)
