# Anchors: at every cell of a feature map the same few boxes, in the order (y, x, anchor).


# The anchors with the given positions in that order, without making all the others.
# indices: int64 [K]; cell: [A, 4] around the origin -> [K, 4] in pixels of the network's input
def at(indices: Tensor, cell: Tensor, columns: int, stride_y: int, stride_x: int, offset: float) -> Tensor:
  per_cell = cell.size(0)
  place = torch.floor_divide(indices, per_cell)
  y = torch.floor_divide(place, columns)
  x = place - y * columns
  shift_x = (x + offset) * stride_x
  shift_y = (y + offset) * stride_y
  shifts = torch.stack([shift_x, shift_y, shift_x, shift_y], 1).to(6)
  return cell[indices - place * per_cell] + shifts
