# A ResNet whose last stage is res5. Linked into the archive as __torch__.resnet.


class ResNet(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  stem : __torch__.conv.Conv
  res2 : __torch__.sequences.Res2
  res3 : __torch__.sequences.Res3
  res4 : __torch__.sequences.Res4
  res5 : __torch__.sequences.Res5

  # x: [N, 3, H, W] -> features of strides 4, 8, 16, 32
  def forward(self, x: __torch__.activations.Activation) -> List[__torch__.activations.Activation]:
    pooled = __torch__.activations.max_pool(self.stem.forward(x))
    c2 = self.res2.forward(pooled)
    c3 = self.res3.forward(c2)
    c4 = self.res4.forward(c3)
    c5 = self.res5.forward(c4)
    return [c2, c3, c4, c5]
