# The network with its losses, as GeneralizedRCNN of Detectron2 computes them in training.


class Training(Module):
  __parameters__ = []
  __buffers__ = ["mean", "deviation", "stages_object_from", ]
  training : bool
  backbone : __torch__.resnet.ResNet
  fpn : __torch__.fpn.FPN
  rpn : __torch__.rpn.RPN
  box_head : __torch__.box_head.BoxHead
  mask_head : __torch__.mask_head.MaskHead
  mean : Tensor  # [3], red green blue
  deviation : Tensor  # [3]
  blue_first : bool  # the first convolution expects blue green red
  divisor : int  # sides are padded to a multiple
  rpn_background_below : float
  rpn_object_from : float
  rpn_batch : int  # anchors an image that the loss is computed on
  rpn_object_fraction : float
  rpn_beta : float  # of the smooth L1 loss
  rpn_by_overlap : bool  # GIoU instead
  rpn_weight : float
  rpn_box_weight : float
  heads_background_below : float
  heads_object_from : float
  heads_batch : int  # proposals an image that the loss is computed on
  heads_object_fraction : float
  append_truth : bool  # the ground truth is among the proposals
  heads_beta : float
  heads_by_overlap : bool
  heads_box_weight : float
  background_class : int
  stages_object_from : Tensor  # [stages] of a cascade, or [0]

  # Lists have an element an image. images: uint8 [H, W, 3] red green blue; masks: uint8 [M, H, W] of objects
  # without outlines; rows: int64 [G], the object's mask or -1; outlines: float64 [E, 6], as outlines.py has them;
  # boxes: [G, 4] in pixels; classes: int64 [G]; plan: int64 [N, 3] of height, width, mirrored
  # -> losses [5]: RPN objectness, RPN box, class, box, mask, each with its weight;
  #    counts [4]: anchors on objects, anchors on background, proposals on objects, on background
  def forward(self, images: List[Tensor], masks: List[Tensor], rows: List[Tensor], outlines: List[Tensor], boxes: List[Tensor], classes: List[Tensor], plan: Tensor) -> Tuple[Tensor, Tensor]:
    heights = annotate(List[int], [])
    widths = annotate(List[int], [])
    prepared = annotate(List[Tensor], [])
    true_masks = annotate(List[Tensor], [])
    true_outlines = annotate(List[Tensor], [])
    true_boxes = annotate(List[Tensor], [])
    for i in range(len(images)):
      height = int(plan[i, 0])
      width = int(plan[i, 1])
      mirrored = bool(plan[i, 2])
      heights.append(height)
      widths.append(width)
      prepared.append(self.normalize(__torch__.augmentation.image(images[i], height, width, mirrored)))
      true_masks.append(__torch__.augmentation.masks(masks[i], height, width, mirrored))
      true_outlines.append(__torch__.augmentation.outlines(outlines[i], images[i].size(0), images[i].size(1), height, width, mirrored))
      true_boxes.append(__torch__.augmentation.boxes(boxes[i], images[i].size(0), images[i].size(1), height, width, mirrored))
    features = self.features(self.batch(prepared, heights, widths))
    rpn_class, rpn_box, proposals, rpn_counts = self.rpn_losses(features, heights, widths, true_boxes)
    head_class, head_box, mask, head_counts = self.head_losses(__torch__.activations.pyramid(features), proposals, true_boxes, classes, true_masks, rows, true_outlines, heights, widths)
    return (torch.stack([rpn_class, rpn_box, head_class, head_box, mask]), torch.cat([rpn_counts, head_counts]))

  # uint8 [H, W, 3] -> [3, H, W]
  def normalize(self, image: Tensor) -> Tensor:
    x = torch.div(image.to(6).sub_(self.mean), self.deviation)
    if self.blue_first:
      x = torch.flip(x, [2])
    return x.permute([2, 0, 1])

  # Padded with zeros at the right and the bottom to one size, a multiple of the divisor.
  # -> [N, 3, H, W], channels last in memory
  def batch(self, prepared: List[Tensor], heights: List[int], widths: List[int]) -> Tensor:
    height = (max(heights) + self.divisor - 1) // self.divisor * self.divisor
    width = (max(widths) + self.divisor - 1) // self.divisor * self.divisor
    padded = annotate(List[Tensor], [])
    for i in range(len(prepared)):
      padded.append(torch.constant_pad_nd(prepared[i], [0, width - widths[i], 0, height - heights[i]], 0))
    return torch.contiguous(torch.stack(padded), memory_format=2)

  def features(self, x: Tensor) -> List[__torch__.activations.Activation]:
    features = annotate(List[__torch__.activations.Activation], [])
    for feature in self.fpn.forward(self.backbone.forward(__torch__.activations.of(x))):
      features.append(__torch__.activations.of(torch.contiguous(feature.real.to(6), memory_format=2)))
    return features

  # -> objectness loss, box loss, proposals of each image [R, 4], counts [2]
  def rpn_losses(self, features: List[__torch__.activations.Activation], heights: List[int], widths: List[int], truths: List[Tensor]) -> Tuple[Tensor, Tensor, List[Tensor], Tensor]:
    logits = annotate(List[Tensor], [])
    deltas = annotate(List[Tensor], [])
    anchors = annotate(List[Tensor], [])
    for level in range(len(features)):
      level_logits, level_deltas = self.rpn.predict(features[level])
      rows = features[level].real.size(2)
      columns = features[level].real.size(3)
      positions = torch.arange(level_logits.size(1), device=level_logits.device)
      logits.append(level_logits.to(6))
      deltas.append(level_deltas.to(6))
      anchors.append(self.rpn.anchors(positions, level, rows, columns, 0, 0))
    class_loss, box_loss, counts = self.anchor_losses(torch.cat(logits, 1), torch.cat(deltas, 1), torch.cat(anchors), truths)
    proposals = annotate(List[Tensor], [])
    for i in range(len(truths)):
      boxes = annotate(List[Tensor], [])
      scores = annotate(List[Tensor], [])
      for level in range(len(features)):
        feature = features[level].real
        level_boxes, level_scores = self.rpn.propose(logits[level][i].detach(), deltas[level][i].detach(), level, feature.size(2), feature.size(3), heights[i], widths[i], 0, 0)
        boxes.append(level_boxes)
        scores.append(level_scores)
      proposals.append(self.rpn.best(boxes, scores))
    return (class_loss, box_loss, proposals, counts)

  # logits: [N, T]; deltas: [N, T, 4]; anchors: [T, 4]
  def anchor_losses(self, logits: Tensor, deltas: Tensor, anchors: Tensor, truths: List[Tensor]) -> Tuple[Tensor, Tensor, Tensor]:
    class_loss = torch.zeros([], device=anchors.device)
    box_loss = torch.zeros([], device=anchors.device)
    counts = torch.zeros([2], dtype=4)
    for i in range(len(truths)):
      matches, labels = __torch__.matching.match(__torch__.boxes.overlaps(truths[i], anchors), self.rpn_background_below, self.rpn_object_from, True)
      objects, background = __torch__.matching.sample(labels, self.rpn_batch, self.rpn_object_fraction)
      chosen = torch.cat([objects, background])
      targets = torch.zeros([chosen.size(0)], device=anchors.device)
      targets[:objects.size(0)] = 1.0
      class_loss = class_loss + torch.binary_cross_entropy_with_logits(logits[i][chosen], targets, None, None, 2)
      if objects.size(0) > 0:
        box_loss = box_loss + __torch__.losses.box_regression(deltas[i][objects], anchors[objects], truths[i][matches[objects]], self.rpn.box_weights, self.rpn_beta, self.rpn_by_overlap)
      counts = counts + torch.tensor([objects.size(0), background.size(0)])
    normalizer = float(self.rpn_batch * len(truths))
    return (class_loss * (self.rpn_weight / normalizer), box_loss * (self.rpn_weight * self.rpn_box_weight / normalizer), counts)

  # -> class loss, box loss, mask loss, counts [2]
  def head_losses(self, pyramid: __torch__.activations.Pyramid, proposals: List[Tensor], truths: List[Tensor], classes: List[Tensor], masks: List[Tensor], rows: List[Tensor], outlines: List[Tensor], heights: List[int], widths: List[int]) -> Tuple[Tensor, Tensor, Tensor, Tensor]:
    boxes = annotate(List[Tensor], [])
    images = annotate(List[Tensor], [])
    targets = annotate(List[Tensor], [])
    target_classes = annotate(List[Tensor], [])
    target_masks = annotate(List[Tensor], [])
    side = 2 * self.mask_head.pooler.bins
    found = 0
    for i in range(len(proposals)):
      candidates = proposals[i]
      if self.append_truth:
        candidates = torch.cat([candidates, truths[i]])
      matches, labels = __torch__.matching.match(__torch__.boxes.overlaps(truths[i], candidates), self.heads_background_below, self.heads_object_from, False)
      objects, background = __torch__.matching.sample(labels, self.heads_batch, self.heads_object_fraction)
      matched = matches[objects]
      boxes.append(torch.cat([candidates[objects], candidates[background]]))
      images.append(torch.full([objects.size(0) + background.size(0)], i, dtype=4, device=candidates.device))
      targets.append(truths[i][matched])
      target_classes.append(torch.cat([classes[i][matched], torch.full_like(background, self.background_class)]))
      target_masks.append(self.draw_masks(masks[i], rows[i], outlines[i], candidates[objects], matched, side))
      found = found + objects.size(0)
    all_boxes = torch.cat(boxes)
    all_images = torch.cat(images)
    all_classes = torch.cat(target_classes)
    class_loss, box_loss = self.box_losses(pyramid, all_boxes, all_images, all_classes, torch.cat(targets), truths, classes, heights, widths)
    objects = torch.nonzero(torch.ne(all_classes, self.background_class)).squeeze(1)
    mask_loss = self.mask_loss(pyramid, all_boxes[objects], all_images[objects], all_classes[objects], torch.cat(target_masks))
    return (class_loss, box_loss, mask_loss, torch.tensor([found, all_boxes.size(0) - found]))

  # The mask of each box's object, within the box. boxes: [R, 4]; matched: int64 [R] -> [R, side, side] of 0 and 1
  def draw_masks(self, masks: Tensor, rows: Tensor, outlines: Tensor, boxes: Tensor, matched: Tensor, side: int) -> Tensor:
    if outlines.size(0) == 0 or boxes.size(0) == 0:
      return self.crop_masks(masks, boxes, rows[matched], side)
    drawn = __torch__.outlines.rasterize(outlines, boxes, matched, side)
    without = torch.nonzero(torch.ge(rows[matched], 0)).squeeze(1)
    if without.size(0) > 0:
      drawn[without] = self.crop_masks(masks, boxes[without], rows[matched[without]], side)
    return drawn

  # What BitMasks.crop_and_resize of Detectron2 does: the mask of each box's object, within the box.
  # masks: uint8 [G, H, W]; boxes: [R, 4]; matched: int64 [R] -> [R, side, side] of 0 and 1
  def crop_masks(self, masks: Tensor, boxes: Tensor, matched: Tensor, side: int) -> Tensor:
    if boxes.size(0) == 0:
      return torch.zeros([0, side, side], device=boxes.device)
    pixels = torch.contiguous(masks.to(6).unsqueeze(1), memory_format=2)
    covered = __torch__.roi_align.forward(pixels, boxes, matched, 1, side, 0, True)
    return torch.ge(covered.squeeze(3), 0.5).to(6)

  # boxes: [F, 4]; targets: [F, side, side]
  def mask_loss(self, pyramid: __torch__.activations.Pyramid, boxes: Tensor, images: Tensor, classes: Tensor, targets: Tensor) -> Tensor:
    if boxes.size(0) == 0:
      return torch.sum(self.mask_head.predictor_weight) * 0.0
    logits = self.mask_head.predict(pyramid, boxes, images, classes)
    return torch.binary_cross_entropy_with_logits(logits.to(6), targets, None, None, 1)
