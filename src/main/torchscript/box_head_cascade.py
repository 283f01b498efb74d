# Box heads one after the other: each refines the boxes of the one before. Linked into the archive as
# __torch__.box_head.


# One of them.
class Stage(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  convs : __torch__.sequences.BoxConvs
  fcs : __torch__.sequences.BoxFcs
  cls_score : __torch__.linear.Linear  # classes, then background
  bbox_pred : __torch__.linear.Linear  # 4, for all classes

  # -> class logits [R, classes + 1], deltas [R, 4]
  def classify(self, pooled: __torch__.activations.Activation) -> Tuple[Tensor, Tensor]:
    hidden = self.fcs.forward(__torch__.activations.flatten(self.convs.forward(pooled)))
    return (self.cls_score.forward_real(hidden).to(6), self.bbox_pred.forward_real(hidden).to(6))


class BoxHead(Module):
  __parameters__ = []
  __buffers__ = ["box_weights", ]
  training : bool
  pooler : __torch__.pooler.Pooler
  stages : __torch__.sequences.BoxStages
  box_weights : Tensor  # [stages, 4]
  selection : __torch__.selection.Selection

  # images: int64 [R] -> [R, C, bins, bins]
  def pool(self, pyramid: __torch__.activations.Pyramid, proposals: Tensor, images: Tensor) -> __torch__.activations.Activation:
    return self.pooler.forward(pyramid, proposals, images)

  # The boxes that the next stage looks at: one for each before, in the same order.
  def refine(self, proposals: Tensor, deltas: Tensor, stage: int, height: int, width: int) -> Tensor:
    boxes = __torch__.boxes.decode(deltas, proposals, self.box_weights[stage])
    return __torch__.boxes.clip(torch.nan_to_num(boxes, 0.0), height, width)

  # Class logits [stages, R, classes + 1] and deltas [stages, R, 4] of all stages; what the last ones refine [R, 4].
  def stages_of(self, pyramid: __torch__.activations.Pyramid, proposals: Tensor, images: Tensor, height: int, width: int) -> Tuple[Tensor, Tensor, Tensor]:
    logits = annotate(List[Tensor], [])
    deltas = annotate(List[Tensor], [])
    boxes = proposals
    for stage in range(self.box_weights.size(0)):
      if stage > 0:
        boxes = self.refine(boxes, deltas[stage - 1], stage - 1, height, width)
      stage_logits, stage_deltas = self.stages.classify(stage, self.pool(pyramid, boxes, images))
      logits.append(stage_logits)
      deltas.append(stage_deltas)
    return (torch.stack(logits), torch.stack(deltas), boxes)

  # For a comparison of two networks. -> class logits and deltas of all stages
  def predict_all(self, pyramid: __torch__.activations.Pyramid, proposals: Tensor, images: Tensor, height: int, width: int) -> Tuple[Tensor, Tensor]:
    logits, deltas, _ = self.stages_of(pyramid, proposals, images, height, width)
    return (logits, deltas)

  # Scores are the mean of all stages, boxes are the last one's.
  # logits: [stages, R, classes + 1]; deltas: [R, 4], of the boxes [R, 4]
  # -> boxes [D, 4], scores [D], classes int64 [D]
  def choose(self, boxes: Tensor, logits: Tensor, deltas: Tensor, height: int, width: int) -> Tuple[Tensor, Tensor, Tensor]:
    probabilities = torch.mean(torch.softmax(logits, 2), [0])
    return self.selection.choose(boxes, probabilities, deltas, self.box_weights[-1], True, height, width)

  # The proposals of one of the pyramid's images. Boxes are in pixels of the network's input, before padding; best score first.
  # -> boxes [D, 4], scores [D], classes int64 [D]
  def forward(self, pyramid: __torch__.activations.Pyramid, proposals: Tensor, image: int, height: int, width: int) -> Tuple[Tensor, Tensor, Tensor]:
    if proposals.size(0) == 0:
      nothing = torch.zeros([0], device=proposals.device)
      return (proposals, nothing, nothing.to(4))
    images = torch.full([proposals.size(0)], image, dtype=4, device=proposals.device)
    logits, deltas, boxes = self.stages_of(pyramid, proposals, images, height, width)
    return self.choose(boxes, logits, deltas[-1], height, width)
