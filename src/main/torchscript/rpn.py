# Region proposal network: anchors that look like an object, refined once.


class RPN(Module):
  __parameters__ = []
  __buffers__ = ["cell_anchors", "box_weights", ]
  training : bool
  convs : __torch__.sequences.RpnConvs
  objectness : __torch__.conv.Conv
  deltas : __torch__.conv.Conv
  cell_anchors : Tensor  # [levels, A, 4]
  box_weights : Tensor  # [4]
  first_stride : int  # of the first level; each next one has twice as much
  offset : float  # of anchor centres, in cells
  stride_by_size : bool  # torchvision: stride = padded size // cells; else by level
  rank_by_probability : bool  # torchvision: by the sigmoid, which saturates; else by logit
  before_suppression : int  # best that many of a level
  after_suppression : int  # best that many of all levels
  threshold : float
  min_size : float  # proposals must be wider and higher

  # [N, B * A, H, W] -> [N, H * W * A, B]
  def by_anchor(self, x: Tensor, values: int) -> Tensor:
    return x.permute([0, 2, 3, 1]).reshape([x.size(0), -1, values])

  # feature: [N, C, H, W] -> objectness logits [N, H * W * A], deltas [N, H * W * A, 4]
  def predict(self, feature: __torch__.activations.Activation) -> Tuple[Tensor, Tensor]:
    hidden = self.convs.forward(feature)
    logits = self.by_anchor(self.objectness.forward_real(hidden).to(6), 1).squeeze(2)
    return (logits, self.by_anchor(self.deltas.forward_real(hidden).to(6), 4))

  # Some anchors of one level, by their positions in the order (y, x, anchor).
  def anchors(self, positions: Tensor, level: int, rows: int, columns: int, padded_height: int, padded_width: int) -> Tensor:
    stride_y = self.first_stride << level
    stride_x = stride_y
    if self.stride_by_size:
      stride_y = padded_height // rows
      stride_x = padded_width // columns
    return __torch__.anchors.at(positions, self.cell_anchors[level], columns, stride_y, stride_x, self.offset)

  # Best boxes of one level of one image, sorted by falling score, overlapping ones suppressed.
  # logits: [K]; deltas: [K, 4] -> boxes [K', 4], scores [K']
  def propose(self, logits: Tensor, deltas: Tensor, level: int, rows: int, columns: int, height: int, width: int, padded_height: int, padded_width: int) -> Tuple[Tensor, Tensor]:
    scores, best = torch.topk(logits, min(self.before_suppression, logits.size(0)))
    anchors = self.anchors(best, level, rows, columns, padded_height, padded_width)
    boxes = __torch__.boxes.decode(deltas[best], anchors, self.box_weights)
    finite = torch.logical_and(torch.all(torch.isfinite(boxes), 1), torch.isfinite(scores))
    boxes = __torch__.boxes.clip(boxes, height, width)
    usable = torch.logical_and(finite, __torch__.boxes.larger_than(boxes, self.min_size))
    boxes = boxes[usable]
    scores = scores[usable]
    if self.rank_by_probability:
      scores = torch.sigmoid(scores)
    kept = __torch__.boxes.suppress(boxes, torch.zeros([0], dtype=4, device=boxes.device), self.threshold)
    return (boxes[kept], scores[kept])

  # The best of all levels. -> [R, 4], best first
  def best(self, boxes: List[Tensor], scores: List[Tensor]) -> Tensor:
    order = torch.argsort(torch.cat(scores), stable=True, dim=0, descending=True)
    return torch.cat(boxes)[order[:self.after_suppression]]

  # features: of each level -> logits and deltas of each level
  def predict_all(self, features: List[__torch__.activations.Activation]) -> Tuple[List[Tensor], List[Tensor]]:
    logits = annotate(List[Tensor], [])
    deltas = annotate(List[Tensor], [])
    for feature in features:
      level_logits, level_deltas = self.predict(feature)
      logits.append(level_logits)
      deltas.append(level_deltas)
    return (logits, deltas)

  # logits, deltas: of each level, all images -> proposals of each image [R, 4], best first
  def propose_all(self, logits: List[Tensor], deltas: List[Tensor], features: List[__torch__.activations.Activation], height: int, width: int, padded_height: int, padded_width: int) -> List[Tensor]:
    proposals = annotate(List[Tensor], [])
    for i in range(logits[0].size(0)):
      boxes = annotate(List[Tensor], [])
      scores = annotate(List[Tensor], [])
      for level in range(len(features)):
        rows = __torch__.activations.size(features[level], 2)
        columns = __torch__.activations.size(features[level], 3)
        level_boxes, level_scores = self.propose(logits[level][i], deltas[level][i], level, rows, columns, height, width, padded_height, padded_width)
        boxes.append(level_boxes)
        scores.append(level_scores)
      proposals.append(self.best(boxes, scores))
    return proposals

  # features: of each level; sizes in pixels before and after padding
  # -> proposals of each image [R, 4], best first
  def forward(self, features: List[__torch__.activations.Activation], height: int, width: int, padded_height: int, padded_width: int) -> List[Tensor]:
    logits, deltas = self.predict_all(features)
    return self.propose_all(logits, deltas, features, height, width, padded_height, padded_width)
