# Classifies proposals and refines their boxes once more.


class BoxHead(Module):
  __parameters__ = []
  __buffers__ = ["box_weights", ]
  training : bool
  pooler : __torch__.pooler.Pooler
  convs : __torch__.sequences.BoxConvs
  fcs : __torch__.sequences.BoxFcs
  cls_score : __torch__.linear.Linear  # classes, then background
  bbox_pred : __torch__.linear.Linear  # 4 a class, or 4
  box_weights : Tensor  # [4]
  class_agnostic : bool
  score_threshold : float
  overlap_threshold : float
  min_size : float  # boxes must be wider and higher
  detections : int  # best that many are kept

  # images: int64 [R] -> [R, C, bins, bins]
  def pool(self, pyramid: __torch__.activations.Pyramid, proposals: Tensor, images: Tensor) -> __torch__.activations.Activation:
    return self.pooler.forward(pyramid, proposals, images)

  # -> class logits [R, classes + 1], deltas [R, classes * 4] or [R, 4]
  def classify(self, pooled: __torch__.activations.Activation) -> Tuple[Tensor, Tensor]:
    hidden = self.fcs.forward(__torch__.activations.flatten(self.convs.forward(pooled)))
    return (self.cls_score.forward_real(hidden).to(6), self.bbox_pred.forward_real(hidden).to(6))

  # Both.
  def predict(self, pyramid: __torch__.activations.Pyramid, proposals: Tensor, images: Tensor) -> Tuple[Tensor, Tensor]:
    return self.classify(self.pool(pyramid, proposals, images))

  # What the predictions say about the proposals of one image, overlapping boxes suppressed.
  # -> boxes [D, 4], scores [D], classes int64 [D]
  def choose(self, proposals: Tensor, logits: Tensor, deltas: Tensor, height: int, width: int) -> Tuple[Tensor, Tensor, Tensor]:
    probabilities = torch.softmax(logits, 1)
    finite = torch.logical_and(torch.all(torch.isfinite(probabilities), 1), torch.all(torch.isfinite(deltas), 1))
    foreground = probabilities[:, :-1]
    likely = torch.logical_and(torch.gt(foreground, self.score_threshold), finite.unsqueeze(1))
    rows, classes = torch.unbind(torch.nonzero(likely), 1)
    scores = foreground[rows, classes]
    regression = deltas.reshape([deltas.size(0), -1, 4])
    if self.class_agnostic:
      chosen = regression[rows, 0]
    else:
      chosen = regression[rows, classes]
    boxes = __torch__.boxes.clip(__torch__.boxes.decode(chosen, proposals[rows], self.box_weights), height, width)
    large = torch.nonzero(__torch__.boxes.larger_than(boxes, self.min_size)).squeeze(1)
    order = large[torch.argsort(scores[large], stable=True, dim=0, descending=True)]
    kept = order[__torch__.boxes.suppress(boxes[order], classes[order], self.overlap_threshold)]
    best = kept[:self.detections]
    return (boxes[best], scores[best], classes[best])

  # The proposals of one of the pyramid's images. Boxes are in pixels of the network's input, before padding; best score first.
  # -> boxes [D, 4], scores [D], classes int64 [D]
  def forward(self, pyramid: __torch__.activations.Pyramid, proposals: Tensor, image: int, height: int, width: int) -> Tuple[Tensor, Tensor, Tensor]:
    if proposals.size(0) == 0:
      nothing = torch.zeros([0], device=proposals.device)
      return (proposals, nothing, nothing.to(4))
    images = torch.full([proposals.size(0)], image, dtype=4, device=proposals.device)
    logits, deltas = self.predict(pyramid, proposals, images)
    return self.choose(proposals, logits, deltas, height, width)
