# Mask R-CNN.


class MaskRCNN(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  preprocess : __torch__.preprocess.Preprocess
  backbone : __torch__.resnet.ResNet
  fpn : __torch__.fpn.FPN
  rpn : __torch__.rpn.RPN
  box_head : __torch__.box_head.BoxHead
  mask_head : __torch__.mask_head.MaskHead
  clip_results : bool  # Detectron2 clips scaled boxes to the image and drops empty ones

  # image: uint8 [H, W, 3] red green blue
  # -> boxes [D, 4] in pixels of the image, scores [D], classes int64 [D] from 0,
  #    mask probabilities [D, M, M] within the boxes; best score first
  # Images of one size, [N, H, W, 3], give the same with an axis more: [N, D, 4], [N, D], [N, D],
  # [N, D, M, M]; where an image has fewer than D, its last classes are -1.
  def forward(self, image: Tensor) -> Tuple[Tensor, Tensor, Tensor, Tensor]:
    if image.dim() == 3:
      boxes, scores, classes, masks = self.detect(image.unsqueeze(0))
      return (boxes[0], scores[0], classes[0], masks[0])
    boxes = annotate(List[Tensor], [])
    scores = annotate(List[Tensor], [])
    classes = annotate(List[Tensor], [])
    masks = annotate(List[Tensor], [])
    # On a CPU nothing is gained by more than one at a time, and ranges that are found at run time
    # would be those of all.
    together = 1
    if image.is_cuda:
      together = image.size(0)
    for start in range(0, image.size(0), together):
      some_boxes, some_scores, some_classes, some_masks = self.detect(image[start:start + together])
      boxes = boxes + some_boxes
      scores = scores + some_scores
      classes = classes + some_classes
      masks = masks + some_masks
    return (self.pad(boxes, 0.0), self.pad(scores, 0.0), self.pad(classes, -1.0), self.pad(masks, 0.0))

  def pad(self, parts: List[Tensor], value: float) -> Tensor:
    most = 0
    for part in parts:
      most = max(most, part.size(0))
    padded = annotate(List[Tensor], [])
    for part in parts:
      rest = torch.full([most - part.size(0)] + part.size()[1:], value, dtype=part.dtype, device=part.device)
      padded.append(torch.cat([part, rest]))
    return torch.stack(padded)

  # images: uint8 [N, H, W, 3] -> as above, of each image
  def detect(self, images: Tensor) -> Tuple[List[Tensor], List[Tensor], List[Tensor], List[Tensor]]:
    x, height, width, padded_height, padded_width = self.preprocess.forward(images)
    features = self.fpn.forward(self.backbone.forward(x))
    proposals = self.rpn.forward(features, height, width, padded_height, padded_width)
    pyramid = __torch__.activations.pyramid(features)
    boxes = annotate(List[Tensor], [])
    scores = annotate(List[Tensor], [])
    classes = annotate(List[Tensor], [])
    masks = annotate(List[Tensor], [])
    for i in range(len(proposals)):
      found_boxes, found_scores, found_classes = self.box_head.forward(pyramid, proposals[i], i, height, width)
      found_masks = self.mask_head.forward(pyramid, found_boxes, i, found_classes)
      scaled, kept_scores, kept_classes, kept_masks = self.rescale(found_boxes, found_scores, found_classes, found_masks, images.size(1), images.size(2), height, width)
      boxes.append(scaled)
      scores.append(kept_scores)
      classes.append(kept_classes)
      masks.append(kept_masks)
    return (boxes, scores, classes, masks)

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
