
  # -> logits [D, M, M]; when the phases of the mask head ended
  def measured_masks(self, pyramid: __torch__.activations.Pyramid, boxes: Tensor, classes: Tensor) -> Tuple[Tensor, List[int]]:
    pooled = self.mask_head.pool(pyramid, boxes, torch.zeros_like(classes))
    times = [self.now()]
    logits = self.mask_head.predict_classes(self.mask_head.convolve(pooled), classes)
    times.append(self.now())
    return (logits, times)
