# The network's input where the first convolution does the normalizing and no padding: its margin of
# 3 pixels is here, in the colour that is normalized to 0.
# images: uint8 [N, H, W, 3] -> [N, 3, 3 + H + bottom + 3, 3 + W + right + 3]
def of_images(images: Tensor, mean: Tensor, deviation: Tensor, bottom: int, right: int) -> __torch__.activations.Activation:
  height = images.size(1)
  width = images.size(2)
  canvas = mean.repeat([images.size(0), height + bottom + 6, width + right + 6, 1])
  canvas[:, 3:3 + height, 3:3 + width] = images.to(6)
  return __torch__.activations.of(canvas.permute([0, 3, 1, 2]))
