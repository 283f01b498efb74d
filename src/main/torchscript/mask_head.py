# The mask of each detection, for its own class only.


class MaskHead(Module):
  __parameters__ = ["predictor_weight", "predictor_bias", ]
  __buffers__ = []
  training : bool
  pooler : __torch__.pooler.Pooler
  convs : __torch__.sequences.MaskConvs
  # A transposed convolution of kernel 2 and stride 2 is a 1x1 convolution to (dy, dx, channel).
  deconv : __torch__.conv.Conv
  predictor_weight : Tensor  # [classes or 1, C]
  predictor_bias : Tensor  # [classes or 1]
  class_agnostic : bool

  # Of its own class for each. -> logits [D, 1, bins * bins * 4]
  def predict_few(self, hidden: __torch__.activations.Activation, predicted: Tensor) -> Tensor:
    channels = self.predictor_weight.size(1)
    enlarged = self.deconv.forward_real(hidden)  # nobody else reads it, so it stays in floating point
    pixels = enlarged.to(self.predictor_weight.dtype).permute([0, 2, 3, 1])
    rows = pixels.reshape([predicted.size(0), -1, channels])
    weight = self.predictor_weight[predicted].unsqueeze(1)
    return torch.baddbmm(self.predictor_bias[predicted].reshape([-1, 1, 1]), weight, rows.transpose(1, 2))

  # boxes: [D, 4] in pixels of the network's input; images: int64 [D] -> [D, C, bins, bins]
  def pool(self, pyramid: __torch__.activations.Pyramid, boxes: Tensor, images: Tensor) -> __torch__.activations.Activation:
    return self.pooler.forward(pyramid, boxes, images)

  # -> [D, C, bins, bins]
  def convolve(self, pooled: __torch__.activations.Activation) -> __torch__.activations.Activation:
    return self.convs.forward(pooled)

  # Of its own class for each. classes: int64 [D] -> logits [D, 2 * bins, 2 * bins]
  def predict_classes(self, hidden: __torch__.activations.Activation, classes: Tensor) -> Tensor:
    count = classes.size(0)
    bins = self.pooler.bins
    predicted = classes
    if self.class_agnostic:
      predicted = torch.zeros_like(classes)
    logits = annotate(List[Tensor], [])
    few = 16  # at a time, so that their floating point fits into a cache
    for start in range(0, count, few):
      end = min(start + few, count)
      logits.append(self.predict_few(__torch__.activations.narrow(hidden, start, end), predicted[start:end]))
    placed = torch.cat(logits).reshape([count, bins, bins, 2, 2]).permute([0, 1, 3, 2, 4])
    return placed.reshape([count, 2 * bins, 2 * bins])

  # All of that. -> logits [D, 2 * bins, 2 * bins]
  def predict(self, pyramid: __torch__.activations.Pyramid, boxes: Tensor, images: Tensor, classes: Tensor) -> Tensor:
    return self.predict_classes(self.convolve(self.pool(pyramid, boxes, images)), classes)

  # As above, for one of the pyramid's images -> probabilities [D, 2 * bins, 2 * bins]
  def forward(self, pyramid: __torch__.activations.Pyramid, boxes: Tensor, image: int, classes: Tensor) -> Tensor:
    bins = self.pooler.bins
    if boxes.size(0) == 0:
      return torch.zeros([0, 2 * bins, 2 * bins], device=boxes.device)
    return torch.sigmoid(self.predict(pyramid, boxes, torch.full_like(classes, image), classes))
