# Makes single functions of the network callable from outside: each is a method here.


class Functions(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  detectron2 : __torch__.preprocess.Preprocess
  torchvision : __torch__.preprocess.Preprocess
  detectron2_pooler : __torch__.pooler.Pooler
  torchvision_pooler : __torch__.pooler.Pooler

  def forward(self, x: Tensor) -> Tensor:
    return x

  # numbers: stride, bins, sampling, aligned
  def align(self, feature: Tensor, boxes: Tensor, numbers: Tensor) -> Tensor:
    table = torch.contiguous(feature, memory_format=2)
    pooled = __torch__.roi_align.forward(table, boxes, torch.zeros([boxes.size(0)], dtype=4), int(numbers[0]), int(numbers[1]), int(numbers[2]), int(numbers[3]) == 1)
    return torch.contiguous(pooled.permute([0, 3, 1, 2]))

  def levels(self, boxes: Tensor) -> Tensor:
    return torch.stack([self.detectron2_pooler.levels(boxes), self.torchvision_pooler.levels(boxes)])

  def decode(self, deltas: Tensor, boxes: Tensor, weights: Tensor) -> Tensor:
    return __torch__.boxes.decode(deltas, boxes, weights)

  def clip(self, boxes: Tensor, size: Tensor) -> Tensor:
    return __torch__.boxes.clip(boxes, int(size[0]), int(size[1]))

  def suppress(self, boxes: Tensor, groups: Tensor, threshold: Tensor) -> Tensor:
    return __torch__.boxes.suppress(boxes, groups, float(threshold))

  # numbers: columns, stride by y and by x
  def anchors(self, indices: Tensor, cell: Tensor, numbers: Tensor) -> Tensor:
    return __torch__.anchors.at(indices, cell, int(numbers[0]), int(numbers[1]), int(numbers[2]), 0.0)

  def resize(self, image: Tensor, size: Tensor) -> Tensor:
    return torch.contiguous(__torch__.pillow.resize(image, int(size[0]), int(size[1])))

  # Sizes [N, 2] of images -> [N, 2] of what the network sees.
  def detectron2_sizes(self, sizes: Tensor) -> Tensor:
    targets = torch.zeros_like(sizes)
    for i in range(sizes.size(0)):
      height, width = self.detectron2.target_size(int(sizes[i, 0]), int(sizes[i, 1]))
      targets[i, 0] = height
      targets[i, 1] = width
    return targets

  def torchvision_sizes(self, sizes: Tensor) -> Tensor:
    targets = torch.zeros_like(sizes)
    for i in range(sizes.size(0)):
      height, width = self.torchvision.target_size(int(sizes[i, 0]), int(sizes[i, 1]))
      targets[i, 0] = height
      targets[i, 1] = width
    return targets

  def preprocess(self, image: Tensor) -> Tensor:
    x, height, width, padded_height, padded_width = self.torchvision.forward(image.unsqueeze(0))
    return torch.contiguous(x.real)
