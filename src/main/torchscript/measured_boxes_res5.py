
  # -> boxes [D, 4], scores [D], classes int64 [D]; when the phases of the box head ended
  def measured_boxes(self, pyramid: __torch__.activations.Pyramid, proposals: Tensor, height: int, width: int) -> Tuple[Tensor, Tensor, Tensor, List[int]]:
    images = torch.zeros([proposals.size(0)], dtype=4, device=proposals.device)
    logits = annotate(List[Tensor], [])
    deltas = annotate(List[Tensor], [])
    begin = self.now()
    pooling = 0
    for start in range(0, proposals.size(0), 128):
      before = self.now()
      pooled = self.box_head.pooler.align.forward(pyramid, proposals[start:start + 128], images[start:start + 128])
      pooling = pooling + self.now() - before
      some_logits, some_deltas = self.box_head.classify(self.box_head.pooler.res5.forward(pooled))
      logits.append(some_logits)
      deltas.append(some_deltas)
    times = [begin + pooling, self.now()]
    boxes, scores, classes = self.box_head.choose(proposals, torch.cat(logits), torch.cat(deltas), height, width)
    times.append(self.now())
    return (boxes, scores, classes, times)
