# Takes each region from the map, and runs the last stage of the backbone on it. Linked into the archive
# as __torch__.pooler; __torch__.aligned_pooler is pooler.py.


class Pooler(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  align : __torch__.aligned_pooler.Pooler
  res5 : __torch__.sequences.Res5
  bins : int  # that res5 leaves of those of `align`, along each axis

  # boxes: [R, 4]; images: int64 [R] -> [R, C, bins, bins]
  def forward(self, pyramid: __torch__.activations.Pyramid, boxes: Tensor, images: Tensor) -> __torch__.activations.Activation:
    return self.res5.forward(self.align.forward(pyramid, boxes, images))
