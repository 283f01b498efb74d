# Images and their ground truth, resized and mirrored.


# image: uint8 [H, W, 3] -> uint8 [height, width, 3]
def image(image: Tensor, height: int, width: int, mirrored: bool) -> Tensor:
  resized = __torch__.pillow.resize(image, height, width)
  if mirrored:
    resized = torch.flip(resized, [1])
  return resized


# The nearest pixel of each, by its centre. masks: uint8 [G, H, W] -> uint8 [G, height, width]
def masks(masks: Tensor, height: int, width: int, mirrored: bool) -> Tensor:
  result = masks
  if masks.size(1) != height or masks.size(2) != width:
    rows = torch.floor_divide((torch.arange(height, device=masks.device) * 2 + 1) * masks.size(1), 2 * height)
    columns = torch.floor_divide((torch.arange(width, device=masks.device) * 2 + 1) * masks.size(2), 2 * width)
    result = torch.index_select(torch.index_select(masks, 1, rows), 2, columns)
  if mirrored:
    result = torch.flip(result, [2])
  return result


# boxes: [G, 4] in pixels of an image of the old size
def boxes(boxes: Tensor, old_height: int, old_width: int, height: int, width: int, mirrored: bool) -> Tensor:
  x = boxes[:, 0::2] * (width / old_width)
  y = boxes[:, 1::2] * (height / old_height)
  if mirrored:
    x = width - torch.flip(x, [1])
  return torch.stack([x[:, 0], y[:, 0], x[:, 1], y[:, 1]], 1)


# outlines: float64 [E, 6], whose last four are x0, y0, x1, y1 in pixels of an image of the old size
def outlines(outlines: Tensor, old_height: int, old_width: int, height: int, width: int, mirrored: bool) -> Tensor:
  x = outlines[:, 2::2] * (width / old_width)
  y = outlines[:, 3::2] * (height / old_height)
  if mirrored:
    x = width - x
  return torch.stack([outlines[:, 0], outlines[:, 1], x[:, 0], y[:, 0], x[:, 1], y[:, 1]], 1)
