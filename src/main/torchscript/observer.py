# Histograms of activations, to choose their ranges in 8-bit integers from.


# Adds x to a histogram of equal bins from -limit to limit. The limit doubles until x fits, and pairs
# of bins become one.
# histogram: float64 [bins], bins a multiple of 4; limit: 0 before the first call
def see(histogram: Tensor, limit: float, x: Tensor) -> Tuple[Tensor, float]:
  if x.dim() == 4:
    x = x.permute([0, 2, 3, 1])
  values = x.reshape([-1])
  if values.size(0) == 0:
    return (histogram, limit)
  least, most = torch.aminmax(values)
  largest = max(-float(least), float(most))
  bins = histogram.size(0)
  counts = histogram.to(7)
  new_limit = max(limit, 1e-6)
  while largest > new_limit:
    pairs = torch.sum(counts.reshape([-1, 2]), [1])
    counts = torch.zeros([bins], dtype=7)
    counts[bins // 4:bins // 4 + bins // 2] = pairs
    new_limit = 2.0 * new_limit
  return (counts + torch.histc(values, bins, -new_limit, new_limit), new_limit)
