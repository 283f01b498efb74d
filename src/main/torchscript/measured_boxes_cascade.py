
  # -> boxes [D, 4], scores [D], classes int64 [D]; when the phases of the box head ended
  def measured_boxes(self, pyramid: __torch__.activations.Pyramid, proposals: Tensor, height: int, width: int) -> Tuple[Tensor, Tensor, Tensor, List[int]]:
    images = torch.zeros([proposals.size(0)], dtype=4, device=proposals.device)
    logits = annotate(List[Tensor], [])
    deltas = proposals
    boxes = proposals
    start = self.now()
    pooling = 0
    for stage in range(self.box_head.box_weights.size(0)):
      if stage > 0:
        boxes = self.box_head.refine(boxes, deltas, stage - 1, height, width)
      before = self.now()
      pooled = self.box_head.pool(pyramid, boxes, images)
      pooling = pooling + self.now() - before
      stage_logits, deltas = self.box_head.stages.classify(stage, pooled)
      logits.append(stage_logits)
    times = [start + pooling, self.now()]
    found, scores, classes = self.box_head.choose(boxes, torch.stack(logits), deltas, height, width)
    times.append(self.now())
    return (found, scores, classes, times)
