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

  # boxes: [D, 4] in pixels of the network's input; images, classes: int64 [D]
  # -> logits [D, 2 * bins, 2 * bins]
  def predict(self, features: List[Tensor], boxes: Tensor, images: Tensor, classes: Tensor) -> Tensor:
    count = boxes.size(0)
    bins = self.pooler.bins
    pooled = self.pooler.forward(features, boxes, images).permute([0, 3, 1, 2])
    hidden = self.deconv.forward(self.convs.forward(pooled)).to(self.predictor_weight.dtype)
    channels = self.predictor_weight.size(1)
    pixels = hidden.permute([0, 2, 3, 1]).reshape([count, bins * bins * 4, channels])
    if self.class_agnostic:
      predicted = torch.zeros_like(classes)
    else:
      predicted = classes
    weight = self.predictor_weight[predicted].unsqueeze(2)
    logits = torch.baddbmm(self.predictor_bias[predicted].reshape([-1, 1, 1]), pixels, weight)
    placed = logits.reshape([count, bins, bins, 2, 2]).permute([0, 1, 3, 2, 4])
    return placed.reshape([count, 2 * bins, 2 * bins])

  # As above, for one image -> probabilities [D, 2 * bins, 2 * bins]
  def forward(self, features: List[Tensor], boxes: Tensor, classes: Tensor) -> Tensor:
    bins = self.pooler.bins
    if boxes.size(0) == 0:
      return torch.zeros([0, 2 * bins, 2 * bins], device=boxes.device)
    return torch.sigmoid(self.predict(features, boxes, torch.zeros_like(classes), classes))
