
  # -> boxes [D, 4], scores [D], classes int64 [D]; when the phases of the box head ended
  def measured_boxes(self, pyramid: __torch__.activations.Pyramid, proposals: Tensor, height: int, width: int) -> Tuple[Tensor, Tensor, Tensor, List[int]]:
    images = torch.zeros([proposals.size(0)], dtype=4, device=proposals.device)
    pooled = self.box_head.pool(pyramid, proposals, images)
    times = [self.now()]
    logits, deltas = self.box_head.classify(pooled)
    times.append(self.now())
    boxes, scores, classes = self.box_head.choose(proposals, logits, deltas, height, width)
    times.append(self.now())
    return (boxes, scores, classes, times)
