
  # Each stage is trained on the boxes of the one before, matched again.
  # targets: [F, 4], the true boxes of those that are not background
  def box_losses(self, pyramid: __torch__.activations.Pyramid, boxes: Tensor, images: Tensor, classes: Tensor, targets: Tensor, truths: List[Tensor], true_classes: List[Tensor], heights: List[int], widths: List[int]) -> Tuple[Tensor, Tensor]:
    stages = self.box_head.box_weights.size(0)
    class_loss = torch.zeros([], device=boxes.device)
    box_loss = torch.zeros([], device=boxes.device)
    for stage in range(stages):
      weights = self.box_head.box_weights[stage]
      logits, deltas = self.box_head.stages.classify(stage, self.scaled(self.box_head.pool(pyramid, boxes, images), 1.0 / stages))
      class_loss = class_loss + torch.cross_entropy_loss(logits, classes)
      objects = torch.nonzero(torch.ne(classes, self.background_class)).squeeze(1)
      regression = __torch__.losses.box_regression(deltas[objects], boxes[objects], targets, weights, self.heads_beta, self.heads_by_overlap)
      box_loss = box_loss + regression * (self.heads_box_weight / max(classes.size(0), 1))
      if stage + 1 < stages:
        refined = __torch__.boxes.decode(deltas.detach(), boxes, weights)
        boxes, images, classes, targets = self.matched(refined, images, float(self.stages_object_from[stage + 1]), truths, true_classes, heights, widths)
    return (class_loss, box_loss)

  # The same values; gradients are that many times as large.
  def scaled(self, pooled: __torch__.activations.Activation, factor: float) -> __torch__.activations.Activation:
    x = pooled.real
    return __torch__.activations.of(x.detach() + (x - x.detach()) * factor)

  # Boxes that are not empty, by image. -> boxes [R, 4], images, classes, true boxes of objects [F, 4]
  def matched(self, boxes: Tensor, images: Tensor, object_from: float, truths: List[Tensor], true_classes: List[Tensor], heights: List[int], widths: List[int]) -> Tuple[Tensor, Tensor, Tensor, Tensor]:
    kept_boxes = annotate(List[Tensor], [])
    kept_images = annotate(List[Tensor], [])
    classes = annotate(List[Tensor], [])
    targets = annotate(List[Tensor], [])
    for i in range(len(truths)):
      clipped = __torch__.boxes.clip(boxes[torch.nonzero(torch.eq(images, i)).squeeze(1)], heights[i], widths[i])
      solid = clipped[__torch__.boxes.larger_than(clipped, 0.0)]
      matches, labels = __torch__.matching.match(__torch__.boxes.overlaps(truths[i], solid), object_from, object_from, False)
      objects = torch.nonzero(torch.eq(labels, 1)).squeeze(1)
      found = torch.full_like(labels, self.background_class)
      found[objects] = true_classes[i][matches[objects]]
      kept_boxes.append(solid)
      kept_images.append(torch.full_like(labels, i))
      classes.append(found)
      targets.append(truths[i][matches[objects]])
    return (torch.cat(kept_boxes), torch.cat(kept_images), torch.cat(classes), torch.cat(targets))
