package dev.quantmask.coco;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A whole annotation file.
 *
 * @param info what the file says about itself, in its order
 */
public record CocoDataset(
    Map<String, String> info,
    List<CocoImage> images,
    List<CocoCategory> categories,
    List<CocoAnnotation> annotations) {
  public CocoDataset {
    images = List.copyOf(images);
    categories = List.copyOf(categories);
    annotations = List.copyOf(annotations);
  }

  public CocoDataset(
      List<CocoImage> images, List<CocoCategory> categories, List<CocoAnnotation> annotations) {
    this(Map.of(), images, categories, annotations);
  }

  /** Categories by rising id: the order of class ids in Detectron2 and in pycocotools. */
  public List<CocoCategory> categoriesById() {
    return categories.stream().sorted(Comparator.comparingLong(CocoCategory::id)).toList();
  }

  /** Names of the categories by rising id. */
  public List<String> classNames() {
    return categoriesById().stream().map(CocoCategory::name).toList();
  }

  /** Some of the images, with their annotations. */
  public CocoDataset only(List<CocoImage> some) {
    Set<Long> ids = some.stream().map(CocoImage::id).collect(Collectors.toSet());
    return new CocoDataset(
        info,
        some,
        categories,
        annotations.stream().filter(it -> ids.contains(it.imageId())).toList());
  }
}
