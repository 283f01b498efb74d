# An image as it comes becomes the network's input: resized, normalized, padded.


class Preprocess(Module):
  __parameters__ = []
  __buffers__ = ["mean", "deviation", ]
  training : bool
  mean : Tensor  # [3], red green blue
  deviation : Tensor  # [3]
  min_size : int  # of the shorter side; 0: the size stays
  max_size : int  # of the longer side
  divisor : int  # sides are padded to a multiple
  pillow : bool  # Detectron2: Pillow's resize before normalizing; else torchvision's after it

  # Height and width that the network sees.
  # ResizeShortestEdge of Detectron2, GeneralizedRCNNTransform of torchvision; they fail on an image
  # so narrow that a side would vanish.
  def target_size(self, height: int, width: int) -> Tuple[int, int]:
    if self.min_size == 0:
      return (height, width)
    shorter = min(height, width)
    longer = max(height, width)
    if self.pillow:
      scale = self.min_size / shorter
      new_shorter = float(self.min_size)
      new_longer = scale * longer
      if new_longer > self.max_size:
        shrink = self.max_size / new_longer
        new_shorter = new_shorter * shrink
        new_longer = new_longer * shrink
      short_side = max(int(new_shorter + 0.5), 1)
      long_side = max(int(new_longer + 0.5), 1)
      if height < width:
        return (short_side, long_side)
      return (long_side, short_side)
    scale = min(self.min_size / shorter, self.max_size / longer)
    return (max(int(height * scale), 1), max(int(width * scale), 1))

  # torchvision normalizes before it resizes.
  def resize_normalized(self, images: Tensor, height: int, width: int) -> Tensor:
    normalized = torch.div(images.to(6).sub_(self.mean), self.deviation).permute([0, 3, 1, 2])
    return torch.upsample_bilinear2d(normalized, [height, width], False, None, None)

  def resize(self, images: Tensor, height: int, width: int) -> Tensor:
    if images.size(0) == 1:
      return __torch__.activations.resize(images[0], height, width).unsqueeze(0)
    resized = annotate(List[Tensor], [])
    for i in range(images.size(0)):
      resized.append(__torch__.activations.resize(images[i], height, width))
    return torch.stack(resized)

  # images: uint8 [N, H, W, 3] red green blue
  # -> the network's input; height and width before and after it was padded at the bottom and right
  def forward(self, images: Tensor) -> Tuple[__torch__.activations.Activation, int, int, int, int]:
    height, width = self.target_size(images.size(1), images.size(2))
    bottom = (self.divisor - height % self.divisor) % self.divisor
    right = (self.divisor - width % self.divisor) % self.divisor
    if self.pillow:
      x = __torch__.activations.of_images(self.resize(images, height, width), self.mean, self.deviation, bottom, right)
    else:
      padded = torch.constant_pad_nd(self.resize_normalized(images, height, width), [0, right, 0, bottom], 0)
      x = __torch__.activations.of(torch.contiguous(padded, memory_format=2))
    return (x, height, width, height + bottom, width + right)
