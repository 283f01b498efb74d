package dev.quantmask.dataset.importing;

import dev.quantmask.coco.mask.CompressedRunLengths;
import dev.quantmask.coco.mask.Polygons;
import dev.quantmask.coco.mask.Rle;
import dev.quantmask.coco.mask.Segmentation;
import dev.quantmask.dataset.format.ObjectAnnotation;
import dev.quantmask.dataset.geometry.MaskPart;
import dev.quantmask.dataset.geometry.Masks;
import dev.quantmask.dataset.geometry.Shape;
import java.util.ArrayList;
import java.util.List;

/** The shapes of one object, which become one annotation. */
final class ObjectBuilder {
  private final String label;
  private final List<MaskPart> parts = new ArrayList<>();
  private boolean crowd;

  ObjectBuilder(String label) {
    this.label = label;
  }

  void add(MaskPart part, boolean isCrowd) {
    parts.add(part);
    crowd |= isCrowd;
  }

  /** Area and box are those of all the pixels that the parts cover. */
  ObjectAnnotation join() {
    Rle mask = Rle.union(parts.stream().map(MaskPart::mask).toList());
    return new ObjectAnnotation(label, crowd, segmentation(mask), mask.area(), mask.box());
  }

  /** Polygons as they were drawn, where they say everything; crowds are run lengths by custom. */
  private Segmentation segmentation(Rle mask) {
    if (crowd || !parts.stream().allMatch(MaskPart::isPlainPolygon)) {
      return CompressedRunLengths.of(mask);
    }
    return new Polygons(
        parts.stream().map(part -> Masks.numbers(((Shape.Polygon) part.area()).ring())).toList());
  }
}
