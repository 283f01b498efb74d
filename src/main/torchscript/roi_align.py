# RoIAlign as weighted sums of feature pixels.
#
# RoIAlign averages bilinear samples over every bin. Average and interpolation are linear, and
# separable in x and y, so a bin's value is the sum over a small window of pixels, each times
# weight_y * weight_x. torch.embedding_bag computes just such sums, over rows of channels: the maps of
# all levels and images are one table, a pixel a row.
# The samples are those of torchvision's operator (Detectron2's ROIAlign and ROIAlignV2 alike).


# Where the windows of regions lie in the table.
class Maps(NamedTuple):
  first_rows : Tensor  # int32 [R], of the table: the pixel (0, 0) of each region's map
  heights : Tensor  # int32 [R], of that map
  widths : Tensor  # int32 [R]
  scales : Tensor  # [R], pixels of the map by pixels of the network's input


# Weights of one axis.
# start, length: [R] of the regions, in feature pixels; extents: [R], pixels of the feature maps
# -> first pixel of each bin, int32 [R, bins]; pixels of each bin, int32 [R, bins]; weights [R, bins, K]
def axis_weights(start: Tensor, length: Tensor, bins: int, sampling: int, extents: Tensor) -> Tuple[Tensor, Tensor, Tensor]:
  bin_size = length / bins
  if sampling > 0:
    samples = torch.full_like(length, sampling)
  else:
    samples = torch.clamp(torch.ceil(bin_size), 0)
  most = max(int(torch.max(samples)), 1)
  bin_index = torch.arange(bins, dtype=6, device=start.device).unsqueeze(0).unsqueeze(2)
  sample_index = torch.arange(most, dtype=6, device=start.device).unsqueeze(0).unsqueeze(0)
  extent = extents.unsqueeze(1).unsqueeze(2)
  count = samples.unsqueeze(1).unsqueeze(2)  # 0 of an empty region
  divisor = torch.clamp(count, 1)
  size = bin_size.unsqueeze(1).unsqueeze(2)
  # [R, bins, most]; a region with fewer samples than `most` leaves its last ones unused
  position = start.unsqueeze(1).unsqueeze(2) + bin_index * size + (sample_index + 0.5) * size / divisor
  used = torch.lt(sample_index, count)
  inside = torch.logical_and(torch.ge(position, -1.0), torch.le(position, extent))
  strength = torch.logical_and(used, inside).to(6) / divisor
  position = torch.clamp(position, 0)
  low = torch.minimum(position.to(3), extent - 1)
  high = torch.minimum(low + 1, extent - 1)
  fraction = torch.clamp(position - low, 0, 1) * torch.lt(low, extent - 1)
  first = low[:, :, 0]
  last = torch.amax(torch.where(used, high, first.unsqueeze(2)), [2])
  pixels = last - first + 1
  width = int(torch.max(pixels))
  weights = torch.zeros([start.size(0), bins, width], dtype=6, device=start.device)
  place_low = torch.clamp(low - first.unsqueeze(2), None, width - 1).to(4)
  place_high = torch.clamp(high - first.unsqueeze(2), None, width - 1).to(4)
  weights.scatter_add_(2, place_low, strength * (1.0 - fraction))
  weights.scatter_add_(2, place_high, strength * fraction)
  return (first, pixels, weights)


# Which element of `counts` each of sum(counts) places belongs to, and where the places begin.
def spread(counts: Tensor) -> Tuple[Tensor, Tensor]:
  owners = torch.repeat_interleave(torch.arange(counts.size(0), dtype=3, device=counts.device), counts)
  return (owners, torch.cumsum(counts, 0, dtype=3) - counts)


# boxes: [R, 4] in pixels of the network's input
# -> rows of the table, int32 [E]; where the rows of each bin begin, int32 [R * bins * bins], in the
#    order (region, y, x); weights [E]
def windows(boxes: Tensor, maps: __torch__.roi_align.Maps, bins: int, sampling: int, aligned: bool) -> Tuple[Tensor, Tensor, Tensor]:
  scaled = boxes * maps.scales.unsqueeze(1)
  if aligned:
    scaled = scaled - 0.5
  starts = scaled[:, :2]
  lengths = scaled[:, 2:] - starts
  if not aligned:
    lengths = torch.clamp(lengths, 1.0)
  first_x, pixels_x, weights_x = __torch__.roi_align.axis_weights(starts[:, 0], lengths[:, 0], bins, sampling, maps.widths)
  first_y, pixels_y, weights_y = __torch__.roi_align.axis_weights(starts[:, 1], lengths[:, 1], bins, sampling, maps.heights)
  shape = [boxes.size(0), bins, bins]
  heights = pixels_y.unsqueeze(2).expand(shape).reshape([-1])
  widths = pixels_x.unsqueeze(1).expand(shape).reshape([-1])
  sizes = heights * widths
  offsets = torch.cumsum(sizes, 0, dtype=3) - sizes
  # A bin is lines of pixels, one for each y. First the lines of all bins, then their pixels. Numbers
  # of 32 bits choose by index_select: indexing would make 64 of them first.
  bin, first_line = __torch__.roi_align.spread(heights)
  region_y = torch.floor_divide(bin, bins)  # which (region, y)
  region = torch.floor_divide(region_y, bins)
  region_x = region * bins + (bin - region_y * bins)  # which (region, x)
  step_y = torch.arange(bin.size(0), dtype=3, device=boxes.device) - torch.index_select(first_line, 0, bin)
  y = torch.index_select(first_y.reshape([-1]), 0, region_y) + step_y
  x = torch.index_select(first_x.reshape([-1]), 0, region_x)
  line_row = torch.index_select(maps.first_rows, 0, region) + y * torch.index_select(maps.widths, 0, region) + x
  line_weight = torch.index_select(weights_y.reshape([-1]), 0, region_y * weights_y.size(2) + step_y)
  line, first_pixel = __torch__.roi_align.spread(torch.index_select(widths, 0, bin))
  place = torch.arange(line.size(0), dtype=3, device=boxes.device)
  rows = torch.index_select(line_row - first_pixel, 0, line) + place
  weight_place = torch.index_select(region_x * weights_x.size(2) - first_pixel, 0, line) + place
  weight_x = torch.index_select(weights_x.reshape([-1]), 0, weight_place)
  return (rows, offsets, torch.index_select(line_weight, 0, line) * weight_x)


# For one map.
# feature: [N, C, H, W], channels last in memory; boxes: [R, 4] in pixels of the network's input;
# images: int64 [R], which of the N a box lies in -> [R, bins, bins, C]
def forward(feature: Tensor, boxes: Tensor, images: Tensor, stride: int, bins: int, sampling: int, aligned: bool) -> Tensor:
  height = feature.size(2)
  width = feature.size(3)
  table = feature.permute([0, 2, 3, 1]).reshape([-1, feature.size(1)])
  heights = torch.full_like(images, height, dtype=3)
  widths = torch.full_like(images, width, dtype=3)
  maps = __torch__.roi_align.Maps(images.to(3) * (height * width), heights, widths, torch.full_like(images, 1.0 / stride, dtype=6))
  rows, offsets, weights = __torch__.roi_align.windows(boxes, maps, bins, sampling, aligned)
  sums, _, _, _ = torch.embedding_bag(table, rows, offsets, False, 0, False, weights, False)
  return sums.reshape([boxes.size(0), bins, bins, table.size(1)])
