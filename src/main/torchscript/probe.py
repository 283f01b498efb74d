# Shows what the network computes on the way, for a comparison of two networks on the same regions.


class Probe(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  network : __torch__.maskrcnn.MaskRCNN

  # What the heads look at, in pixels of the network's input.
  # image: uint8 [H, W, 3] -> proposals [R, 4], best first; boxes [D, 4] and classes int64 [D] found
  def regions(self, image: Tensor) -> Tuple[Tensor, Tensor, Tensor]:
    x, height, width, padded_height, padded_width = self.network.preprocess.forward(image.unsqueeze(0))
    features = self.network.fpn.forward(self.network.backbone.forward(x))
    proposals = self.network.rpn.forward(features, height, width, padded_height, padded_width)[0]
    pyramid = __torch__.activations.pyramid(features)
    boxes, scores, classes = self.network.box_head.forward(pyramid, proposals, 0, height, width)
    return (proposals, boxes, classes)

  # image and regions as above -> of all levels: pooled features, logits and deltas of the
  # proposals; of the proposals: logits and deltas; of the boxes: mask logits. Each [N].
  def forward(self, image: Tensor, proposals: Tensor, boxes: Tensor, classes: Tensor) -> Tuple[Tensor, Tensor, Tensor, Tensor, Tensor, Tensor]:
    x, height, width, padded_height, padded_width = self.network.preprocess.forward(image.unsqueeze(0))
    features = self.network.fpn.forward(self.network.backbone.forward(x))
    values = annotate(List[Tensor], [])
    logits = annotate(List[Tensor], [])
    deltas = annotate(List[Tensor], [])
    for level in range(len(features)):
      if level < 4:
        values.append(torch.flatten(__torch__.activations.real(features[level])))
      level_logits, level_deltas = self.network.rpn.predict(features[level])
      logits.append(torch.flatten(level_logits))
      deltas.append(torch.flatten(level_deltas))
    pyramid = __torch__.activations.pyramid(features)
    class_logits = torch.zeros([0])
    box_deltas = torch.zeros([0])
    if proposals.size(0) > 0:
      class_logits, box_deltas = self.network.box_head.predict_all(pyramid, proposals, torch.zeros([proposals.size(0)], dtype=4), height, width)
    masks = torch.zeros([0])
    if boxes.size(0) > 0:
      masks = self.network.mask_head.predict(pyramid, boxes, torch.zeros_like(classes), classes)
    return (torch.cat(values), torch.cat(logits), torch.cat(deltas), torch.flatten(class_logits), torch.flatten(box_deltas), torch.flatten(masks))
