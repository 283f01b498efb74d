# Methods of MaskRCNN that only a copy of an archive has: where the network's time goes, and what its
# layers take by themselves (there is one more method for each layer). MeasuredNetwork appends them
# to the archive's maskrcnn.py.

  # Nanoseconds of a steady clock. On a GPU, when all that was asked of it before is done.
  def now(self) -> int:
    waited = 0
    if self.rpn.box_weights.is_cuda:
      waited = 0 * int(self.rpn.box_weights[0])  # reading a value waits
    return waited + ops.prim.TimePoint()

  # image: uint8 [H, W, 3], as forward gets it
  # -> int64 [4]: padded height and width, proposals, detections
  #    int64 [12]: when the phases of NetworkPhase began, and when the last one ended
  #    masks as of forward
  def profile(self, image: Tensor) -> Tuple[Tensor, Tensor, Tensor]:
    times = [self.now()]
    x, height, width, padded_height, padded_width = self.preprocess.forward(image.unsqueeze(0))
    times.append(self.now())
    maps = self.backbone.forward(x)
    times.append(self.now())
    features = self.fpn.forward(maps)
    times.append(self.now())
    logits, deltas = self.rpn.predict_all(features)
    times.append(self.now())
    proposals = self.rpn.propose_all(logits, deltas, features, height, width, padded_height, padded_width)[0]
    times.append(self.now())
    pyramid = __torch__.activations.pyramid(features)
    boxes = proposals
    scores = torch.zeros([0], device=proposals.device)
    classes = scores.to(4)
    if proposals.size(0) > 0:
      boxes, scores, classes, box_times = self.measured_boxes(pyramid, proposals, height, width)
      times = times + box_times
    else:
      times = times + [self.now(), self.now(), self.now()]
    masks = torch.zeros([0, 1, 1], device=proposals.device)
    if boxes.size(0) > 0:
      mask_logits, mask_times = self.measured_masks(pyramid, boxes, classes)
      times = times + mask_times
      masks = torch.sigmoid(mask_logits)
    else:
      times = times + [self.now(), self.now()]
    _, _, _, kept = self.rescale(boxes, scores, classes, masks, image.size(0), image.size(1), height, width)
    times.append(self.now())
    sizes = [padded_height, padded_width, proposals.size(0), boxes.size(0)]
    return (torch.tensor(sizes, dtype=4), torch.tensor(times, dtype=4), kept)

  # Values as a layer gets them.
  # numbers: int64; one that is not of use here; 1 if values may be negative, else 0; then the shape
  def sample(self, numbers: Tensor) -> __torch__.activations.Activation:
    signed = int(numbers[1]) == 1
    shape = annotate(List[int], [])
    count = 1
    for i in range(2, numbers.size(0)):
      shape.append(int(numbers[i]))
      count = count * int(numbers[i])
    some = torch.rand([4096], device=self.rpn.box_weights.device)
    if signed:
      some = some - 0.5
    values = some.repeat([count // 4096 + 1])[:count]
    if len(shape) < 4:
      return __torch__.activations.sample(values.reshape(shape), signed)
    pixels = values.reshape([shape[0], shape[2], shape[3], shape[1]])
    return __torch__.activations.sample(pixels.permute([0, 3, 1, 2]), signed)
