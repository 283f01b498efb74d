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

  # boxes: [R, 4]; images: int64 [R] -> [R, C, bins, bins]
  def forward(self, pyramid: __torch__.activations.Pyramid, boxes: Tensor, images: Tensor) -> __torch__.activations.Activation:
    levels = self.levels(boxes)
    heights = torch.tensor(pyramid.heights, dtype=3, device=boxes.device)
    widths = torch.tensor(pyramid.widths, dtype=3, device=boxes.device)
    starts = torch.tensor(pyramid.starts, dtype=3, device=boxes.device)
    sizes = (heights * widths)[levels]
    scales = torch.tensor([0.25, 0.125, 0.0625, 0.03125], device=boxes.device)[levels]
    maps = __torch__.roi_align.Maps(starts[levels] + images.to(3) * sizes, heights[levels], widths[levels], scales)
    rows, offsets, weights = __torch__.roi_align.windows(boxes, maps, self.bins, self.sampling, self.aligned)
    return __torch__.activations.pool(pyramid, rows, offsets, weights, self.bins)
