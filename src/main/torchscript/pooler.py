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
  first_level : int  # that there is; its stride is 2 to the power of it
  last_level : int

  # Level of each box, from 0 on: a side of 224 pixels goes to stride 16, if there is one.
  def levels(self, boxes: Tensor) -> Tensor:
    sides = torch.sqrt((boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1]))
    level = torch.floor(4 + torch.log2(sides / 224.0 + self.inner_epsilon) + self.outer_epsilon)
    return torch.clamp(level, self.first_level, self.last_level).to(4) - self.first_level

  # boxes: [R, 4]; images: int64 [R] -> [R, C, bins, bins]
  def forward(self, pyramid: __torch__.activations.Pyramid, boxes: Tensor, images: Tensor) -> __torch__.activations.Activation:
    levels = self.levels(boxes)
    heights = torch.tensor(pyramid.heights, dtype=3, device=boxes.device)
    widths = torch.tensor(pyramid.widths, dtype=3, device=boxes.device)
    starts = torch.tensor(pyramid.starts, dtype=3, device=boxes.device)
    sizes = (heights * widths)[levels]
    scales = annotate(List[float], [])
    for level in range(self.first_level, self.last_level + 1):
      scales.append(1.0 / (1 << level))
    scale = torch.tensor(scales, dtype=6, device=boxes.device)[levels]
    maps = __torch__.roi_align.Maps(starts[levels] + images.to(3) * sizes, heights[levels], widths[levels], scale)
    rows, offsets, weights = __torch__.roi_align.windows(boxes, maps, self.bins, self.sampling, self.aligned)
    return __torch__.activations.pool(pyramid, rows, offsets, weights, self.bins)
