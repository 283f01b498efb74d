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
  averaged : bool  # the linear layers read the mean over a region's pixels, not all of them
  selection : __torch__.selection.Selection

  # images: int64 [R] -> [R, C, bins, bins]
  def pool(self, pyramid: __torch__.activations.Pyramid, proposals: Tensor, images: Tensor) -> __torch__.activations.Activation:
    return self.pooler.forward(pyramid, proposals, images)

  # -> class logits [R, classes + 1], deltas [R, classes * 4] or [R, 4]
  def classify(self, pooled: __torch__.activations.Activation) -> Tuple[Tensor, Tensor]:
    maps = self.convs.forward(pooled)
    if self.averaged:
      hidden = self.fcs.forward(__torch__.activations.mean(maps))
    else:
      hidden = self.fcs.forward(__torch__.activations.flatten(maps))
    return (self.cls_score.forward_real(hidden).to(6), self.bbox_pred.forward_real(hidden).to(6))

  # Both.
  def predict(self, pyramid: __torch__.activations.Pyramid, proposals: Tensor, images: Tensor) -> Tuple[Tensor, Tensor]:
    return self.classify(self.pool(pyramid, proposals, images))

  # As predict. Where a stage of the backbone runs on every proposal, some at a time: of 1000 its maps
  # would take gigabytes.
  def predict_parts(self, pyramid: __torch__.activations.Pyramid, proposals: Tensor, images: Tensor) -> Tuple[Tensor, Tensor]:
    count = proposals.size(0)
    few = count
    if self.averaged:
      few = min(count, 128)
    logits = annotate(List[Tensor], [])
    deltas = annotate(List[Tensor], [])
    for start in range(0, count, few):
      some_logits, some_deltas = self.predict(pyramid, proposals[start:start + few], images[start:start + few])
      logits.append(some_logits)
      deltas.append(some_deltas)
    return (torch.cat(logits), torch.cat(deltas))

  # For a comparison of two networks. -> as predict
  def predict_all(self, pyramid: __torch__.activations.Pyramid, proposals: Tensor, images: Tensor, height: int, width: int) -> Tuple[Tensor, Tensor]:
    return self.predict(pyramid, proposals, images)

  # What the predictions say about the proposals of one image, overlapping boxes suppressed.
  # -> boxes [D, 4], scores [D], classes int64 [D]
  def choose(self, proposals: Tensor, logits: Tensor, deltas: Tensor, height: int, width: int) -> Tuple[Tensor, Tensor, Tensor]:
    return self.selection.choose(proposals, torch.softmax(logits, 1), deltas, self.box_weights, self.class_agnostic, height, width)

  # The proposals of one of the pyramid's images. Boxes are in pixels of the network's input, before padding; best score first.
  # -> boxes [D, 4], scores [D], classes int64 [D]
  def forward(self, pyramid: __torch__.activations.Pyramid, proposals: Tensor, image: int, height: int, width: int) -> Tuple[Tensor, Tensor, Tensor]:
    if proposals.size(0) == 0:
      nothing = torch.zeros([0], device=proposals.device)
      return (proposals, nothing, nothing.to(4))
    images = torch.full([proposals.size(0)], image, dtype=4, device=proposals.device)
    logits, deltas = self.predict_parts(pyramid, proposals, images)
    return self.choose(proposals, logits, deltas, height, width)
