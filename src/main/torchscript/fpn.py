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

  # features of strides 4, 8, 16, 32 -> p2, p3, p4, p5, p6 of strides 4, 8, 16, 32, 64
  def forward(self, features: List[__torch__.activations.Activation]) -> List[__torch__.activations.Activation]:
    merged5 = self.lateral5.forward(features[3])
    merged4 = self.lateral4.forward_merge(features[2], merged5, self.average)
    merged3 = self.lateral3.forward_merge(features[1], merged4, self.average)
    merged2 = self.lateral2.forward_merge(features[0], merged3, self.average)
    p5 = self.output5.forward(merged5)
    p6 = __torch__.activations.subsample(p5)
    return [self.output2.forward(merged2), self.output3.forward(merged3), self.output4.forward(merged4), p5, p6]
