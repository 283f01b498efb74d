# The network's input, normalized, padded with zeros at the right and the bottom.
# images: uint8 [N, H, W, 3] -> [N, 3, H + bottom, W + right]
def of_images(images: Tensor, mean: Tensor, deviation: Tensor, bottom: int, right: int) -> __torch__.activations.Activation:
  normalized = torch.div(images.to(6).sub_(mean), deviation).permute([0, 3, 1, 2])
  padded = torch.constant_pad_nd(normalized, [0, right, 0, bottom], 0)
  return __torch__.activations.of(torch.contiguous(padded, memory_format=2))
