# Calls functions of outlines.py by themselves.


class OutlineFunctions(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool

  def rasterize(self, edges: Tensor, boxes: Tensor, matched: Tensor, side: Tensor) -> Tensor:
    return __torch__.outlines.rasterize(edges, boxes, matched, int(side))
