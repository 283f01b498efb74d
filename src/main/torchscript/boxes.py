# Boxes are float [N, 4]: x0, y0, x1, y1 in pixels, y down.


# Applies box regression (dx, dy, dw, dh), divided by `weights`, to boxes.
# deltas: [N, 4]; boxes: [N, 4]; weights: [4] -> [N, 4]
# Box2BoxTransform of Detectron2, BoxCoder of torchvision.
def decode(deltas: Tensor, boxes: Tensor, weights: Tensor) -> Tensor:
  largest_growth = 4.135166556742356  # log(1000 / 16)
  extents = boxes[:, 2:] - boxes[:, :2]
  centers = boxes[:, :2] + 0.5 * extents
  scaled = deltas / weights
  shifts = scaled[:, :2]
  growths = torch.clamp(scaled[:, 2:], None, largest_growth)
  new_centers = shifts * extents + centers
  new_extents = torch.exp(growths) * extents
  return torch.cat([new_centers - 0.5 * new_extents, new_centers + 0.5 * new_extents], 1)


def clip(boxes: Tensor, height: int, width: int) -> Tensor:
  x = torch.clamp(boxes[:, 0::2], 0, width)
  y = torch.clamp(boxes[:, 1::2], 0, height)
  return torch.stack([x[:, 0], y[:, 0], x[:, 1], y[:, 1]], 1)


# Which boxes are wider and higher than `size`. [N, 4] -> bool [N]
def larger_than(boxes: Tensor, size: float) -> Tensor:
  extents = boxes[:, 2:] - boxes[:, :2]
  return torch.all(torch.gt(extents, size), 1)


# Intersection over union. [N, 4], [M, 4] -> [N, M]; NaN for two empty boxes.
def overlaps(a: Tensor, b: Tensor) -> Tensor:
  left = torch.max(a[:, 0].unsqueeze(1), b[:, 0].unsqueeze(0))
  top = torch.max(a[:, 1].unsqueeze(1), b[:, 1].unsqueeze(0))
  width = torch.min(a[:, 2].unsqueeze(1), b[:, 2].unsqueeze(0)).sub_(left).clamp_(0)
  height = torch.min(a[:, 3].unsqueeze(1), b[:, 3].unsqueeze(0)).sub_(top).clamp_(0)
  intersection = width.mul_(height)
  areas_a = (a[:, 2] - a[:, 0]) * (a[:, 3] - a[:, 1])
  areas_b = (b[:, 2] - b[:, 0]) * (b[:, 3] - b[:, 1])
  union = (areas_a.unsqueeze(1) + areas_b.unsqueeze(0)).sub_(intersection)
  return intersection.div_(union)


# Greedy non-maximum suppression inside one block, given who overlaps whom.
# A box stays if no box before it that stays overlaps it. The first i boxes are right after i
# rounds, so the fixed point is the greedy answer; a handful of rounds reach it in practice.
# overlapping: float [N, N], 1 where row (earlier) overlaps column (later) -> bool [N]
def settle(overlapping: Tensor) -> Tensor:
  keep = torch.ones([overlapping.size(0)], dtype=11, device=overlapping.device)
  changing = True
  while changing:
    next_keep = torch.eq(torch.mv(torch.t(overlapping), keep.to(6)), 0)
    changing = not torch.equal(next_keep, keep)
    keep = next_keep
  return keep


# Whether boxes overlap by more than a threshold, without a division: 0 / 0 is no overlap.
# a: [5, N, 1], b: [5, 1, M] of x0, y0, x1, y1, threshold * area -> bool [N, M]
def overlapping(a: Tensor, b: Tensor, threshold: float) -> Tensor:
  width = torch.min(a[2], b[2]).sub_(torch.max(a[0], b[0])).clamp_(0)
  height = torch.min(a[3], b[3]).sub_(torch.max(a[1], b[1])).clamp_(0)
  intersection = width.mul_(height)
  return torch.gt(intersection.mul_(1.0 + threshold), a[4] + b[4])


# Exact greedy non-maximum suppression of boxes that are sorted by falling score; boxes of
# different groups (classes) do not touch each other. In blocks that fit into a core's cache.
# boxes: [N, 4]; groups: int64 [N], or [0]: all are of one -> int64 [K], rising indices of the boxes
# that stay
def suppress(boxes: Tensor, groups: Tensor, threshold: float) -> Tensor:
  block = 256
  x0, y0, x1, y1 = torch.unbind(boxes, 1)
  columns = torch.stack([x0, y0, x1, y1, (x1 - x0) * (y1 - y0) * threshold])  # [5, N]
  grouped = groups.size(0) > 0
  kept = torch.zeros([0], dtype=4, device=boxes.device)
  for start in range(0, boxes.size(0), block):
    candidates = torch.arange(start, min(start + block, boxes.size(0)), device=boxes.device)
    if kept.size(0) > 0:
      above = __torch__.boxes.overlapping(columns[:, kept].unsqueeze(2), columns[:, candidates].unsqueeze(1), threshold)
      if grouped:
        above = above.logical_and_(torch.eq(groups[kept].unsqueeze(1), groups[candidates].unsqueeze(0)))
      candidates = candidates[torch.logical_not(torch.any(above, 0))]
    here = columns[:, candidates]
    inside = __torch__.boxes.overlapping(here.unsqueeze(2), here.unsqueeze(1), threshold)
    if grouped:
      inside = inside.logical_and_(torch.eq(groups[candidates].unsqueeze(1), groups[candidates].unsqueeze(0)))
    keep = __torch__.boxes.settle(torch.triu(inside, 1).to(6))
    kept = torch.cat([kept, candidates[keep]])
  return kept
