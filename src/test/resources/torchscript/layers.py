# Makes single layers callable from outside.


class Layers(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  conv : __torch__.conv.Conv
  linear : __torch__.linear.Linear

  # As the network does, with channels last in memory.
  def forward(self, x: Tensor) -> Tensor:
    input = __torch__.activations.of(torch.contiguous(x, memory_format=2))
    return torch.contiguous(self.conv.forward_real(input))

  # What the next layer gets.
  def hand_on(self, x: Tensor) -> Tensor:
    input = __torch__.activations.of(torch.contiguous(x, memory_format=2))
    return torch.contiguous(__torch__.activations.real(self.conv.forward(input)))

  # With channels first in memory.
  def convolve_rows(self, x: Tensor) -> Tensor:
    return torch.contiguous(self.conv.forward_real(__torch__.activations.of(x)))

  # The residual is overwritten, the input must not be: it comes back, or zeros if it was.
  def add(self, x: Tensor, residual: Tensor) -> Tuple[Tensor, Tensor]:
    input = __torch__.activations.of(torch.contiguous(x, memory_format=2))
    other = __torch__.activations.of(torch.contiguous(residual, memory_format=2))
    before = __torch__.activations.real(input).clone()
    output = __torch__.activations.real(self.conv.forward_add(input, other))
    if torch.equal(before, __torch__.activations.real(input)):
      return (torch.contiguous(output), x)
    return (torch.contiguous(output), torch.zeros_like(x))

  # A level of the pyramid.
  def merge(self, x: Tensor, coarser: Tensor, average: Tensor) -> Tensor:
    input = __torch__.activations.of(torch.contiguous(x, memory_format=2))
    other = __torch__.activations.of(torch.contiguous(coarser, memory_format=2))
    return torch.contiguous(__torch__.activations.real(self.conv.forward_merge(input, other, bool(average))))

  def project(self, x: Tensor) -> Tensor:
    return self.linear.forward_real(__torch__.activations.of(x))
