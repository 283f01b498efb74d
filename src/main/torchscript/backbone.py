# ResNet. Batch norms are folded into the convolutions, so a block is convolutions alone.


class Bottleneck(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  conv1 : __torch__.conv.Conv
  conv2 : __torch__.conv.Conv
  conv3 : __torch__.conv.Conv

  def forward(self, x: __torch__.activations.Activation) -> __torch__.activations.Activation:
    return self.conv3.forward_add(self.conv2.forward(self.conv1.forward(x)), x)


class ProjectedBottleneck(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  conv1 : __torch__.conv.Conv
  conv2 : __torch__.conv.Conv
  conv3 : __torch__.conv.Conv
  shortcut : __torch__.conv.Conv

  def forward(self, x: __torch__.activations.Activation) -> __torch__.activations.Activation:
    return self.conv3.forward_add(self.conv2.forward(self.conv1.forward(x)), self.shortcut.forward_shortcut(x))


class BasicBlock(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  conv1 : __torch__.conv.Conv
  conv2 : __torch__.conv.Conv

  def forward(self, x: __torch__.activations.Activation) -> __torch__.activations.Activation:
    return self.conv2.forward_add(self.conv1.forward(x), x)


class ProjectedBasicBlock(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  conv1 : __torch__.conv.Conv
  conv2 : __torch__.conv.Conv
  shortcut : __torch__.conv.Conv

  def forward(self, x: __torch__.activations.Activation) -> __torch__.activations.Activation:
    return self.conv2.forward_add(self.conv1.forward(x), self.shortcut.forward_shortcut(x))
