
  # targets: [F, 4], the true boxes of those that are not background
  def box_losses(self, pyramid: __torch__.activations.Pyramid, boxes: Tensor, images: Tensor, classes: Tensor, targets: Tensor, truths: List[Tensor], true_classes: List[Tensor], heights: List[int], widths: List[int]) -> Tuple[Tensor, Tensor]:
    logits, deltas = self.box_head.predict(pyramid, boxes, images)
    class_loss = torch.cross_entropy_loss(logits.to(6), classes)
    objects = torch.nonzero(torch.ne(classes, logits.size(1) - 1)).squeeze(1)
    regression = deltas.to(6).reshape([deltas.size(0), -1, 4])
    if self.box_head.class_agnostic:
      chosen = regression[objects, 0]
    else:
      chosen = regression[objects, classes[objects]]
    box_loss = __torch__.losses.box_regression(chosen, boxes[objects], targets, self.box_head.box_weights, self.heads_beta, self.heads_by_overlap)
    return (class_loss, box_loss * (self.heads_box_weight / max(classes.size(0), 1)))
