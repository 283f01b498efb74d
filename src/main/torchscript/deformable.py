# Deformable convolutions: every pixel of the output reads the input at places of its own, which another
# convolution says.


class Sampling(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  stride : int
  padding : int
  dilation : int
  groups : int  # of channels that have places of their own
  modulated : bool  # what is read has a weight

  # What a 3x3 convolution would read, moved by the offsets, side by side: a 3x3 convolution of stride 3
  # of that is the deformable one. Between pixels it is interpolated, and 0 outside.
  # x: [N, C, H, W]; offsets: [N, 18 * groups, H', W'], (dy, dx) by group, kernel row and kernel column;
  # if modulated, then 9 * groups logits of weights -> [N, C, 3 * H', 3 * W']
  def forward(self, x: __torch__.activations.Activation, offsets: Tensor) -> __torch__.activations.Activation:
    input = __torch__.activations.real(x).to(6)
    moved = offsets.to(6)
    count = moved.size(0)
    rows = moved.size(2)
    columns = moved.size(3)
    kernel = torch.arange(3, device=moved.device) * self.dilation - self.padding
    base_y = (torch.arange(rows, device=moved.device) * self.stride).unsqueeze(1) + kernel
    base_x = (torch.arange(columns, device=moved.device) * self.stride).unsqueeze(1) + kernel
    channels = input.size(1) // self.groups
    sampled = annotate(List[Tensor], [])
    for group in range(self.groups):
      shifts = moved[:, 18 * group:18 * group + 18].reshape([count, 3, 3, 2, rows, columns])
      dy, dx = torch.unbind(shifts.permute([3, 0, 4, 1, 5, 2]))  # [N, H', 3, W', 3]
      y = dy + base_y.reshape([1, rows, 3, 1, 1])
      x_places = dx + base_x.reshape([1, 1, 1, columns, 3])
      # As grid_sampler has them: the edges of the image are -1 and 1.
      grid = torch.stack([(2 * x_places + 1) / input.size(3) - 1, (2 * y + 1) / input.size(2) - 1], 5)
      part = torch.grid_sampler(input[:, channels * group:channels * (group + 1)], grid.reshape([count, 3 * rows, 3 * columns, 2]), 0, 0, False)
      if self.modulated:
        first = 18 * self.groups + 9 * group
        weights = torch.sigmoid(moved[:, first:first + 9]).reshape([count, 3, 3, rows, columns])
        part = part * weights.permute([0, 3, 1, 4, 2]).reshape([count, 1, 3 * rows, 3 * columns])
      sampled.append(part)
    return __torch__.activations.of_real(torch.contiguous(torch.cat(sampled, 1), memory_format=2))


class DeformableBottleneck(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  conv1 : __torch__.conv.Conv
  conv2_offset : __torch__.conv.Conv
  sampling : __torch__.deformable.Sampling
  conv2 : __torch__.conv.Conv
  conv3 : __torch__.conv.Conv

  def forward(self, x: __torch__.activations.Activation) -> __torch__.activations.Activation:
    y = self.conv1.forward(x)
    y = self.conv2.forward(self.sampling.forward(y, self.conv2_offset.forward_real(y)))
    return self.conv3.forward_add(y, x)


class ProjectedDeformableBottleneck(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  conv1 : __torch__.conv.Conv
  conv2_offset : __torch__.conv.Conv
  sampling : __torch__.deformable.Sampling
  conv2 : __torch__.conv.Conv
  conv3 : __torch__.conv.Conv
  shortcut : __torch__.conv.Conv

  def forward(self, x: __torch__.activations.Activation) -> __torch__.activations.Activation:
    y = self.conv1.forward(x)
    y = self.conv2.forward(self.sampling.forward(y, self.conv2_offset.forward_real(y)))
    return self.conv3.forward_add(y, self.shortcut.forward_shortcut(x))
