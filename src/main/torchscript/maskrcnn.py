# Mask R-CNN with a feature pyramid.


class MaskRCNN(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  preprocess : __torch__.preprocess.Preprocess
  backbone : __torch__.backbone.ResNet
  fpn : __torch__.fpn.FPN
  rpn : __torch__.rpn.RPN
  box_head : __torch__.box_head.BoxHead
  mask_head : __torch__.mask_head.MaskHead
  clip_results : bool  # Detectron2 clips scaled boxes to the picture and drops empty ones

  # image: uint8 [H, W, 3] red green blue
  # -> boxes [D, 4] in pixels of the image, scores [D], classes int64 [D] from 0,
  #    mask probabilities [D, M, M] within the boxes; best score first
  def forward(self, image: Tensor) -> Tuple[Tensor, Tensor, Tensor, Tensor]:
    x, height, width, padded_height, padded_width = self.preprocess.forward(image)
    features = self.fpn.forward(self.backbone.forward(x))
    proposals = self.rpn.forward(features, height, width, padded_height, padded_width)
    pyramid = __torch__.activations.pyramid(features)
    boxes, scores, classes = self.box_head.forward(pyramid, proposals, height, width)
    masks = self.mask_head.forward(pyramid, boxes, classes)
    return self.rescale(boxes, scores, classes, masks, image.size(0), image.size(1), height, width)

  # From pixels of the network's input to pixels of the image.
  def rescale(self, boxes: Tensor, scores: Tensor, classes: Tensor, masks: Tensor, image_height: int, image_width: int, height: int, width: int) -> Tuple[Tensor, Tensor, Tensor, Tensor]:
    scale_x = image_width / width
    scale_y = image_height / height
    scaled = torch.stack([boxes[:, 0] * scale_x, boxes[:, 1] * scale_y, boxes[:, 2] * scale_x, boxes[:, 3] * scale_y], 1)
    if not self.clip_results:
      return (scaled, scores, classes, masks)
    clipped = __torch__.boxes.clip(scaled, image_height, image_width)
    solid = __torch__.boxes.larger_than(clipped, 0.0)
    return (clipped[solid], scores[solid], classes[solid], masks[solid])
