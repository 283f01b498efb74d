# RoIAlign as weighted sums of feature pixels.
#
# RoIAlign averages bilinear samples over every bin. Average and interpolation are linear, and
# separable in x and y, so a bin's value is the sum over a small window of pixels, each times
# weight_y * weight_x. torch.embedding_bag computes just such sums, over rows of channels.
# The samples are those of torchvision's operator (Detectron2's ROIAlign and ROIAlignV2 alike).


# Weights of one axis.
# start, length: [R] of the regions, in feature pixels; extent: pixels of the feature map
# -> first pixel of each bin, int64 [R, bins]; pixels of each bin, int64 [R, bins]; weights [R, bins, K]
def axis_weights(start: Tensor, length: Tensor, bins: int, sampling: int, extent: int) -> Tuple[Tensor, Tensor, Tensor]:
  bin_size = length / bins
  if sampling > 0:
    samples = torch.full_like(length, sampling)
  else:
    samples = torch.clamp(torch.ceil(bin_size), 0)
  most = max(int(torch.max(samples)), 1)
  bin_index = torch.arange(bins, dtype=6, device=start.device).unsqueeze(0).unsqueeze(2)
  sample_index = torch.arange(most, dtype=6, device=start.device).unsqueeze(0).unsqueeze(0)
  count = samples.unsqueeze(1).unsqueeze(2)  # 0 of an empty region
  divisor = torch.clamp(count, 1)
  size = bin_size.unsqueeze(1).unsqueeze(2)
  # [R, bins, most]; a region with fewer samples than `most` leaves its last ones unused
  position = start.unsqueeze(1).unsqueeze(2) + bin_index * size + (sample_index + 0.5) * size / divisor
  used = torch.lt(sample_index, count)
  inside = torch.logical_and(torch.ge(position, -1.0), torch.le(position, extent))
  strength = torch.logical_and(used, inside).to(6) / divisor
  position = torch.clamp(position, 0)
  low = torch.clamp(position.to(4), None, extent - 1)
  high = torch.clamp(low + 1, None, extent - 1)
  fraction = torch.clamp(position - low, 0, 1) * torch.lt(low, extent - 1)
  first = low[:, :, 0]
  last = torch.amax(torch.where(used, high, first.unsqueeze(2)), [2])
  pixels = last - first + 1
  width = int(torch.max(pixels))
  weights = torch.zeros([start.size(0), bins, width], dtype=6, device=start.device)
  place_low = torch.clamp(low - first.unsqueeze(2), None, width - 1)
  place_high = torch.clamp(high - first.unsqueeze(2), None, width - 1)
  weights.scatter_add_(2, place_low, strength * (1.0 - fraction))
  weights.scatter_add_(2, place_high, strength * fraction)
  return (first, pixels, weights)


# feature: [N, C, H, W], channels last in memory; boxes: [R, 4] in pixels of the network's input;
# images: int64 [R], which of the N a box lies in -> [R, bins, bins, C]
def forward(feature: Tensor, boxes: Tensor, images: Tensor, stride: int, bins: int, sampling: int, aligned: bool) -> Tensor:
  channels = feature.size(1)
  height = feature.size(2)
  width = feature.size(3)
  table = feature.permute([0, 2, 3, 1]).reshape([-1, channels])
  scaled = boxes * (1.0 / stride)
  if aligned:
    scaled = scaled - 0.5
  starts = scaled[:, :2]
  lengths = scaled[:, 2:] - starts
  if not aligned:
    lengths = torch.clamp(lengths, 1.0)
  first_x, pixels_x, weights_x = __torch__.roi_align.axis_weights(starts[:, 0], lengths[:, 0], bins, sampling, width)
  first_y, pixels_y, weights_y = __torch__.roi_align.axis_weights(starts[:, 1], lengths[:, 1], bins, sampling, height)
  # Bins in the order (region, y, x); each is a bag of pixels_y * pixels_x rows of the table.
  regions = boxes.size(0)
  shape = [regions, bins, bins]
  columns = pixels_x.unsqueeze(1).expand(shape).reshape([-1])
  bag_sizes = (pixels_y.unsqueeze(2) * pixels_x.unsqueeze(1)).reshape([-1])
  offsets = torch.cumsum(bag_sizes, 0) - bag_sizes
  bag = torch.repeat_interleave(torch.arange(bag_sizes.size(0), device=boxes.device), bag_sizes)
  place = torch.arange(bag.size(0), device=boxes.device) - offsets[bag]
  step_y = torch.floor_divide(place, columns[bag])
  step_x = place - step_y * columns[bag]
  row_y = torch.floor_divide(bag, bins)
  row_x = torch.floor_divide(row_y, bins) * bins + (bag - row_y * bins)
  top = first_y + images.unsqueeze(1) * height  # images lie below each other in the table
  y = top.reshape([-1])[row_y] + step_y
  x = first_x.reshape([-1])[row_x] + step_x
  weight_y = weights_y.reshape([-1])[row_y * weights_y.size(2) + step_y]
  weight_x = weights_x.reshape([-1])[row_x * weights_x.size(2) + step_x]
  sums, _, _, _ = torch.embedding_bag(table, y * width + x, offsets, False, 0, False, weight_y * weight_x, False)
  return sums.reshape([regions, bins, bins, channels])
