# Detections out of what a box head says about each proposal.


class Selection(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  score_threshold : float
  overlap_threshold : float
  min_size : float  # boxes must be wider and higher
  detections : int  # best that many are kept

  # What the predictions say about the proposals of one image, overlapping boxes suppressed.
  # probabilities: [R, classes + 1]; deltas: [R, classes * 4], or [R, 4] if boxes are of no class
  # -> boxes [D, 4], scores [D], classes int64 [D]
  def choose(self, proposals: Tensor, probabilities: Tensor, deltas: Tensor, box_weights: Tensor, class_agnostic: bool, height: int, width: int) -> Tuple[Tensor, Tensor, Tensor]:
    finite = torch.logical_and(torch.all(torch.isfinite(probabilities), 1), torch.all(torch.isfinite(deltas), 1))
    foreground = probabilities[:, :-1]
    likely = torch.logical_and(torch.gt(foreground, self.score_threshold), finite.unsqueeze(1))
    rows, classes = torch.unbind(torch.nonzero(likely), 1)
    scores = foreground[rows, classes]
    regression = deltas.reshape([deltas.size(0), -1, 4])
    if class_agnostic:
      chosen = regression[rows, 0]
    else:
      chosen = regression[rows, classes]
    boxes = __torch__.boxes.clip(__torch__.boxes.decode(chosen, proposals[rows], box_weights), height, width)
    large = torch.nonzero(__torch__.boxes.larger_than(boxes, self.min_size)).squeeze(1)
    order = large[torch.argsort(scores[large], stable=True, dim=0, descending=True)]
    kept = order[__torch__.boxes.suppress(boxes[order], classes[order], self.overlap_threshold)]
    best = kept[:self.detections]
    return (boxes[best], scores[best], classes[best])
