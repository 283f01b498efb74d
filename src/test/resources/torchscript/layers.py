# Makes single layers callable from outside.


class Layers(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  conv : __torch__.conv.Conv
  linear : __torch__.linear.Linear

  # As the network does, with channels last in memory.
  def forward(self, x: Tensor) -> Tensor:
    return torch.contiguous(self.conv.forward(torch.contiguous(x, memory_format=2)))

  # With channels first in memory.
  def convolve_rows(self, x: Tensor) -> Tensor:
    return torch.contiguous(self.conv.forward(x))

  # The residual is overwritten, the input must not be: both come back.
  def add(self, x: Tensor, residual: Tensor) -> Tuple[Tensor, Tensor]:
    input = torch.contiguous(x, memory_format=2)
    output = self.conv.forward_add(input, torch.contiguous(residual, memory_format=2))
    return (torch.contiguous(output), torch.contiguous(input))

  def project(self, x: Tensor) -> Tensor:
    return self.linear.forward(x)
