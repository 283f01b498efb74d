# Losses of Detectron2: fvcore's smooth_l1_loss and giou_loss, and what is made of them.


# The inverse of boxes.decode: deltas that move `boxes` to `targets`. [N, 4] -> [N, 4]
def encode(boxes: Tensor, targets: Tensor, weights: Tensor) -> Tensor:
  extents = boxes[:, 2:] - boxes[:, :2]
  centers = boxes[:, :2] + 0.5 * extents
  target_extents = targets[:, 2:] - targets[:, :2]
  target_centers = targets[:, :2] + 0.5 * target_extents
  shifts = (target_centers - centers) / extents
  growths = torch.log(target_extents / extents)
  return torch.cat([shifts, growths], 1) * weights


# Sum over all values; beta 0 is the absolute difference.
def smooth_l1(predicted: Tensor, target: Tensor, beta: float) -> Tensor:
  distance = torch.abs(predicted - target)
  if beta < 1e-5:
    return torch.sum(distance)
  return torch.sum(torch.where(torch.lt(distance, beta), 0.5 * distance * distance / beta, distance - 0.5 * beta))


# Sum of 1 - generalized intersection over union. [N, 4], [N, 4] -> []
def giou(predicted: Tensor, target: Tensor) -> Tensor:
  low = torch.max(predicted[:, :2], target[:, :2])
  high = torch.min(predicted[:, 2:], target[:, 2:])
  inside = torch.all(torch.gt(high, low), 1)
  extents = high - low
  intersection = torch.where(inside, extents[:, 0] * extents[:, 1], torch.zeros_like(extents[:, 0]))
  areas = (predicted[:, 2] - predicted[:, 0]) * (predicted[:, 3] - predicted[:, 1])
  target_areas = (target[:, 2] - target[:, 0]) * (target[:, 3] - target[:, 1])
  union = areas + target_areas - intersection
  hull = torch.max(predicted[:, 2:], target[:, 2:]) - torch.min(predicted[:, :2], target[:, :2])
  hull_area = hull[:, 0] * hull[:, 1]
  overlap = intersection / (union + 1e-7)
  return torch.sum(1.0 - overlap + (hull_area - union) / (hull_area + 1e-7))


# deltas, boxes, targets: [N, 4] -> [], summed
def box_regression(deltas: Tensor, boxes: Tensor, targets: Tensor, weights: Tensor, beta: float, by_overlap: bool) -> Tensor:
  if by_overlap:
    return __torch__.losses.giou(__torch__.boxes.decode(deltas, boxes, weights), targets)
  return __torch__.losses.smooth_l1(deltas, __torch__.losses.encode(boxes, targets, weights), beta)
