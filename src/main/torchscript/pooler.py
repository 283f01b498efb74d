# Takes each region from the pyramid level that suits its size.


class Pooler(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  bins : int
  sampling : int  # points a bin and axis; 0: as many as it has pixels
  aligned : bool  # ROIAlignV2: half a pixel to the left, empty regions stay empty
  inner_epsilon : float  # Detectron2 adds its epsilon inside the logarithm
  outer_epsilon : float  # torchvision outside

  # Level 0 to 3, of stride 4 to 32, of each box: a side of 224 pixels goes to stride 16.
  def levels(self, boxes: Tensor) -> Tensor:
    sides = torch.sqrt((boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1]))
    level = torch.floor(4 + torch.log2(sides / 224.0 + self.inner_epsilon) + self.outer_epsilon)
    return torch.clamp(level, 2, 5).to(4) - 2

  # features: p2 to p5 (further ones are not used); boxes: [R, 4]; images: int64 [R]
  # -> [R, bins, bins, C]
  def forward(self, features: List[Tensor], boxes: Tensor, images: Tensor) -> Tensor:
    pooled = torch.zeros([boxes.size(0), self.bins, self.bins, features[0].size(1)], dtype=features[0].dtype, device=boxes.device)
    levels = self.levels(boxes)
    for level in range(4):
      chosen = torch.nonzero(torch.eq(levels, level)).squeeze(1)
      if chosen.size(0) > 0:
        part = __torch__.roi_align.forward(features[level], boxes[chosen], images[chosen], 4 << level, self.bins, self.sampling, self.aligned)
        pooled = pooled.index_copy_(0, chosen, part)
    return pooled
