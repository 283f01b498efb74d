# Masks of objects whose outlines are known, drawn within boxes.


# rasterize_polygons_within_box of Detectron2: what pycocotools' rleFrPoly fills, of outlines that are
# scaled to the box. The outline is drawn on a grid five times finer; where it passes the middle of a
# column of pixels, the filling changes below.
# edges: float64 [E, 6] of object, ring of the object, x0, y0, x1, y1; boxes: [R, 4]; matched: int64 [R], the
# object of each -> [R, side, side] of 0 and 1
def rasterize(edges: Tensor, boxes: Tensor, matched: Tensor, side: int) -> Tensor:
  count = boxes.size(0)
  rings = int(torch.max(edges[:, 1])) + 1
  pairs = torch.nonzero(torch.eq(matched.unsqueeze(1), edges[:, 0].to(4).unsqueeze(0)))
  box = pairs[:, 0]
  edge = edges[pairs[:, 1]]
  corners = boxes[:, :2].to(7)
  sizes = torch.clamp_min(boxes[:, 2:] - boxes[:, :2], 0.1)
  scales = torch.div(torch.full_like(sizes, side), sizes).to(7)
  starts = __torch__.outlines.fine(edge[:, 2:4], corners[box], scales[box])
  ends = __torch__.outlines.fine(edge[:, 4:6], corners[box], scales[box])
  columns = torch.arange(side, device=boxes.device).unsqueeze(0)
  crossed, rows = __torch__.outlines.crossings(starts, ends, columns.to(7), side)
  segments = (box * rings + edge[:, 1].to(4)).unsqueeze(1)
  cells = side * side + 1  # the last one is behind the mask
  places = segments * cells + columns * side + rows
  changes = torch.bincount(places[crossed], None, count * rings * cells).reshape([count * rings, cells])
  filled = torch.remainder(torch.cumsum(changes[:, :side * side], 1), 2)
  return torch.amax(filled.reshape([count, rings, side, side]), [1], False).transpose(1, 2).to(6)


# -> the points of the fine grid, [Q, 2]
def fine(points: Tensor, corners: Tensor, scales: Tensor) -> Tensor:
  return torch.trunc((points - corners) * scales * 5.0 + 0.5)


# An edge has a point for each step along its longer side, and is drawn from its smaller end.
# starts, ends: [Q, 2]; columns: [1, side] -> whether the edge passes the middle of the column, bool [Q, side];
# the first row below, int64 [Q, side]
def crossings(starts: Tensor, ends: Tensor, columns: Tensor, side: int) -> Tuple[Tensor, Tensor]:
  lengths = torch.abs(ends - starts)
  wide = torch.ge(lengths[:, 0], lengths[:, 1])
  backward = torch.where(wide, torch.gt(starts[:, 0], ends[:, 0]), torch.gt(starts[:, 1], ends[:, 1])).unsqueeze(1)
  first = torch.where(backward, ends, starts)
  last = torch.where(backward, starts, ends)
  x = first[:, 0:1]
  y = first[:, 1:2]
  across = last[:, 0:1] - x
  down = last[:, 1:2] - y
  before = columns * 5.0 + 2.0  # the last fine column on the left of the middle
  crossed = torch.logical_and(torch.le(torch.minimum(x, x + across), before), torch.gt(torch.maximum(x, x + across), before))
  slope = down / across
  wide_rows = torch.minimum(torch.trunc(y + slope * (before - x) + 0.5), torch.trunc(y + slope * (before - x + 1.0) + 0.5))
  slope = across / down
  step = torch.trunc((before + 0.5 - x) / slope)
  passed = torch.zeros_like(step)
  for i in range(-1, 3):  # the first step behind the middle is among these
    column = torch.trunc(x + slope * (step + float(i)) + 0.5)
    passed = passed + torch.where(torch.gt(slope, 0.0), torch.gt(column, before), torch.le(column, before)).to(7)
  steep_rows = y + step + 2.0 - passed
  rows = torch.where(wide.unsqueeze(1), wide_rows, steep_rows)
  rows = torch.ceil(torch.clamp((rows + 0.5) / 5.0 - 0.5, 0.0, float(side)))
  return (crossed, torch.where(crossed, rows, torch.zeros_like(rows)).to(4))
