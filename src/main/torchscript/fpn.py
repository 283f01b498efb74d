# Feature pyramid: every level has the same channels, and sees what the coarser ones saw.


class FPN(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  lateral2 : __torch__.conv.Conv
  lateral3 : __torch__.conv.Conv
  lateral4 : __torch__.conv.Conv
  lateral5 : __torch__.conv.Conv
  output2 : __torch__.conv.Conv
  output3 : __torch__.conv.Conv
  output4 : __torch__.conv.Conv
  output5 : __torch__.conv.Conv
  average : bool  # FUSE_TYPE avg of Detectron2: the mean of both, not the sum

  def merge(self, lateral: Tensor, coarser: Tensor) -> Tensor:
    upsampled = torch.upsample_nearest2d(coarser, [lateral.size(2), lateral.size(3)], None, None)
    merged = torch.add_(lateral, upsampled)
    if self.average:
      merged = torch.div(merged, 2)
    return merged

  # features of strides 4, 8, 16, 32 -> p2, p3, p4, p5, p6 of strides 4, 8, 16, 32, 64
  def forward(self, features: List[Tensor]) -> List[Tensor]:
    merged5 = self.lateral5.forward(features[3])
    merged4 = self.merge(self.lateral4.forward(features[2]), merged5)
    merged3 = self.merge(self.lateral3.forward(features[1]), merged4)
    merged2 = self.merge(self.lateral2.forward(features[0]), merged3)
    p5 = self.output5.forward(merged5)
    p6 = torch.max_pool2d(p5, [1, 1], [2, 2])
    return [self.output2.forward(merged2), self.output3.forward(merged3), self.output4.forward(merged4), p5, p6]
