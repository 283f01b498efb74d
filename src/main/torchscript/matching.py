# Which ground truth a box belongs to, and which boxes a loss is computed on.


# Matcher of Detectron2. overlaps: [G, N] of ground truth and boxes; G may be 0
# -> index of the best ground truth int64 [N]; label int64 [N]: 1 object, 0 background, -1 neither
def match(overlaps: Tensor, background_below: float, object_from: float, keep_best: bool) -> Tuple[Tensor, Tensor]:
  count = overlaps.size(1)
  if overlaps.size(0) == 0:
    nothing = torch.zeros([count], dtype=4, device=overlaps.device)
    return (nothing, nothing)
  best, matches = torch.max(overlaps, 0)
  labels = torch.full_like(matches, -1)
  labels = torch.masked_fill(labels, torch.lt(best, background_below), 0)
  labels = torch.masked_fill(labels, torch.ge(best, object_from), 1)
  if keep_best:
    # So that every object has a box: those that overlap it most, however little that is.
    highest = torch.amax(overlaps, [1], True)
    labels = torch.masked_fill(labels, torch.any(torch.eq(overlaps, highest), 0), 1)
  return (matches, labels)


# At most `count` of the chosen, at random; all of them in their order when they are no more.
def some(chosen: Tensor, count: int) -> Tensor:
  indices = torch.nonzero(chosen).squeeze(1)
  if indices.size(0) <= count:
    return indices
  return indices[torch.randperm(indices.size(0), device=indices.device)[:count]]


# subsample_labels of Detectron2. -> indices of objects, indices of background
def sample(labels: Tensor, count: int, object_fraction: float) -> Tuple[Tensor, Tensor]:
  objects = __torch__.matching.some(torch.eq(labels, 1), int(count * object_fraction))
  background = __torch__.matching.some(torch.eq(labels, 0), count - objects.size(0))
  return (objects, background)
