# Convolutions in 8-bit integers through oneDNN. Weights have a scale for each output channel.
# Linked into the archive as __torch__.conv.
#
# The range of the output is known (out_scale; it was calibrated) or found at run time. Not
# quantized::conv2d_dynamic: that operator requantizes its output with the scale of its input and so
# clips whatever exceeds the input's range.


class Conv(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  weight : Tensor  # int8 [out, in / groups, kernel, kernel]; floating point if the layer is
  scales : Tensor  # [out]
  bias : Tensor  # [out]
  stride : int
  padding : int
  groups : int
  relu : bool
  norm_groups : int  # of a GroupNorm behind the convolution; 0: there is none
  norm_weight : Tensor  # [out], or [0]
  norm_bias : Tensor  # [out], or [0]
  out_scale : float  # of the output; 0: it is found at run time
  out_zero_point : int
  dilation : int  # between the pixels that are read
  packed : Tensor  # the weight in oneDNN's own layout; where real, as it is computed with
  packed_scales : Tensor  # of that
  packed_bias : Tensor
  zero_points : Tensor  # of the weight: all 0
  real : bool  # computes in floating point
  fused : bool  # oneDNN does all of the layer
  pointwise : bool  # a matrix product: oneDNN packs its weight alike for every size of image

  # The pixels that a 1x1 convolution reads. [N, C, H, W] -> [N, H', W', C]
  def pixels(self, x: Tensor) -> Tensor:
    return x.permute([0, 2, 3, 1])[:, ::self.stride, ::self.stride]

  # conv(x) before a norm, in floating point (dtype 6) or in integers (dtype 0).
  def compute(self, x: __torch__.activations.Activation, scale: float, zero_point: int, dtype: int, post: str) -> Tensor:
    if not self.pointwise:
      return ops.onednn.qconv2d_pointwise(x.integers, x.scale, x.zero_point, self.packed, self.packed_scales, self.zero_points, self.bias, [self.stride, self.stride], [self.padding, self.padding], [self.dilation, self.dilation], self.groups, scale, zero_point, dtype, post, annotate(List[Optional[number]], []), "")
    pixels = self.pixels(x.integers)
    y = ops.onednn.qlinear_pointwise(pixels.reshape([-1, pixels.size(3)]), x.scale, x.zero_point, self.packed, self.packed_scales, self.zero_points, self.bias, scale, zero_point, dtype, post, annotate(List[Optional[number]], []), "")
    return y.reshape([pixels.size(0), pixels.size(1), pixels.size(2), -1]).permute([0, 3, 1, 2])

  # conv(x) + other, into the memory of `other`: floating point, or integers.
  def compute_onto(self, x: __torch__.activations.Activation, other: Tensor, other_scale: float, other_zero_point: int, scale: float, zero_point: int, dtype: int, post: str) -> Tensor:
    if not self.pointwise:
      return ops.onednn.qconv2d_pointwise(x.integers, x.scale, x.zero_point, self.packed, self.packed_scales, self.zero_points, other, self.bias, [self.stride, self.stride], [self.padding, self.padding], [self.dilation, self.dilation], self.groups, scale, zero_point, dtype, other_scale, other_zero_point, "sum", 1.0, post, annotate(List[Optional[number]], []), "")
    pixels = self.pixels(x.integers)
    sums = other.permute([0, 2, 3, 1]).reshape([-1, other.size(1)])
    y = ops.onednn.qlinear_pointwise(pixels.reshape([-1, pixels.size(3)]), x.scale, x.zero_point, self.packed, self.packed_scales, self.zero_points, sums, self.bias, scale, zero_point, dtype, other_scale, other_zero_point, "sum", 1.0, post, annotate(List[Optional[number]], []), "")
    return y.reshape([pixels.size(0), pixels.size(1), pixels.size(2), -1]).permute([0, 3, 1, 2])

  # In floating point, after a norm, before the ReLU.
  def normalized(self, x: __torch__.activations.Activation) -> Tensor:
    if self.real:
      y = torch.conv2d(__torch__.activations.real(x).to(self.packed.dtype), self.packed, self.packed_bias, [self.stride, self.stride], [self.padding, self.padding], [self.dilation, self.dilation], self.groups)
    else:
      y = self.compute(x, 1.0, 0, 6, "none")
    if self.norm_groups > 0:
      y = torch.group_norm(y.to(6), self.norm_groups, self.norm_weight, self.norm_bias, 1e-5).to(y.dtype)
    return y

  # x: [N, in, H, W] -> [N, out, H', W']
  def forward_real(self, x: __torch__.activations.Activation) -> Tensor:
    if self.fused and self.relu:
      return self.compute(x, 1.0, 0, 6, "relu")
    y = self.normalized(x)
    if self.relu:
      y = torch.relu_(y)
    return y

  def forward(self, x: __torch__.activations.Activation) -> __torch__.activations.Activation:
    if not (self.fused and self.out_scale > 0.0):
      # What is added to something later comes out of a layer without a ReLU.
      return __torch__.activations.quantize(self.forward_real(x), self.out_scale, self.out_zero_point, not self.relu, self.real or not self.relu)
    post = "none"
    if self.relu:
      post = "relu"
    y = self.compute(x, self.out_scale, self.out_zero_point, 0, post)
    return __torch__.activations.of_integers(y, self.out_scale, self.out_zero_point)

  # Beside a residual block, to be added to it, and read by no layer.
  def forward_shortcut(self, x: __torch__.activations.Activation) -> __torch__.activations.Activation:
    if self.out_scale > 0.0:
      return self.forward(x)
    return __torch__.activations.of_real(self.forward_real(x))

  # Nothing but the convolution and its ReLU, to see what it takes by itself.
  def alone(self, x: __torch__.activations.Activation) -> Tensor:
    if self.real:
      y = torch.conv2d(x.real.to(self.packed.dtype), self.packed, self.packed_bias, [self.stride, self.stride], [self.padding, self.padding], [self.dilation, self.dilation], self.groups)
      if self.relu:
        y = torch.relu_(y)
      return y
    post = "none"
    if self.relu:
      post = "relu"
    if self.fused and self.out_scale > 0.0:
      return self.compute(x, self.out_scale, self.out_zero_point, 0, post)
    return self.compute(x, 1.0, 0, 6, post)

  # The end of a residual block: relu(conv(x) + residual), whatever `relu` says. The residual is
  # overwritten: it is a shortcut's output, or a block's that nobody reads any more.
  def forward_add(self, x: __torch__.activations.Activation, residual: __torch__.activations.Activation) -> __torch__.activations.Activation:
    if self.fused and self.out_scale > 0.0:
      y = self.compute_onto(x, residual.integers, residual.scale, residual.zero_point, self.out_scale, self.out_zero_point, 0, "relu")
      return __torch__.activations.of_integers(y, self.out_scale, self.out_zero_point)
    other = __torch__.activations.real(residual)
    if self.fused:
      y = self.compute_onto(x, other, 1.0, 0, 1.0, 0, 6, "relu")
    else:
      y = torch.relu_(torch.add_(self.normalized(x), other))
    return __torch__.activations.quantize(y, self.out_scale, self.out_zero_point, False, True)

  # A level of the pyramid: conv(x) and the coarser level, enlarged; their sum or their mean.
  def forward_merge(self, x: __torch__.activations.Activation, coarser: __torch__.activations.Activation, average: bool) -> __torch__.activations.Activation:
    size = [__torch__.activations.size(x, 2), __torch__.activations.size(x, 3)]
    if self.fused and self.out_scale > 0.0:
      scale = self.out_scale
      if average:
        scale = 2.0 * scale  # what it stands for is half of the sum
      other = torch.upsample_nearest2d(coarser.integers, size, None, None)
      y = self.compute_onto(x, other, coarser.scale, coarser.zero_point, scale, self.out_zero_point, 0, "none")
      return __torch__.activations.of_integers(y, self.out_scale, self.out_zero_point)
    other = torch.upsample_nearest2d(__torch__.activations.real(coarser), size, None, None)
    if self.fused:
      y = self.compute_onto(x, other, 1.0, 0, 1.0, 0, 6, "none")
    else:
      y = torch.add_(self.normalized(x), other)
    if average:
      y = torch.div_(y, 2)
    return __torch__.activations.quantize(y, self.out_scale, self.out_zero_point, True, True)

  def __getstate__(self) -> Tuple[Tensor, Tensor, Tensor, int, int, int, bool, int, Tensor, Tensor, float, int]:
    return (self.weight, self.scales, self.bias, self.stride, self.padding, self.groups, self.relu, self.norm_groups, self.norm_weight, self.norm_bias, self.out_scale, self.out_zero_point)

  def __setstate__(self, state: Tuple[Tensor, Tensor, Tensor, int, int, int, bool, int, Tensor, Tensor, float, int]) -> NoneType:
    self.training = False
    self.weight = state[0]
    self.scales = state[1]
    self.bias = state[2]
    self.stride = state[3]
    self.padding = state[4]
    self.groups = state[5]
    self.relu = state[6]
    self.norm_groups = state[7]
    self.norm_weight = state[8]
    self.norm_bias = state[9]
    self.out_scale = state[10]
    self.out_zero_point = state[11]
    # The size stays, so a larger padding than that of neighbours means pixels that are apart.
    self.dilation = max(2 * self.padding // max(self.weight.size(2) - 1, 1), 1)
    self.real = torch.is_floating_point(self.weight) or self.weight.is_cuda
    self.fused = not self.real and self.norm_groups == 0
    self.pointwise = self.weight.size(2) == 1 and self.padding == 0 and self.groups == 1
    self.zero_points = torch.zeros_like(self.scales, dtype=3)
    self.packed = self.weight
    self.packed_scales = self.scales
    self.packed_bias = self.bias
    if self.weight.is_cuda:
      self.packed = torch.contiguous(__torch__.quantization.to_half(self.weight, self.scales), memory_format=2)
      self.packed_bias = self.bias.to(5)
    elif not self.real:
      self.pack()
    return None

  def pack(self) -> NoneType:
    weight, scales = __torch__.quantization.usable(self.weight, self.scales)
    self.packed_scales = scales
    if self.pointwise:
      self.packed = ops.onednn.qlinear_prepack(weight.reshape([weight.size(0), -1]), None)
    else:
      # The size of the image matters little; without one, oneDNN packs for a tiny image.
      size = [1, weight.size(1) * self.groups, 64, 64]
      self.packed = ops.onednn.qconv_prepack(weight, scales, 1.0, 0, [self.stride, self.stride], [self.padding, self.padding], [self.dilation, self.dilation], self.groups, size)
    return None
