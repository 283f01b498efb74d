package dev.quantmask.dataset.importing;

import dev.quantmask.coco.mask.Rle;
import dev.quantmask.dataset.findings.Finding;
import dev.quantmask.dataset.findings.FindingKind;
import dev.quantmask.dataset.findings.Findings;
import dev.quantmask.dataset.findings.InvalidAnnotationException;
import dev.quantmask.dataset.format.ImageAnnotations;
import dev.quantmask.dataset.format.ObjectAnnotation;
import dev.quantmask.dataset.geometry.AreaChecks;
import dev.quantmask.dataset.geometry.Clipper;
import dev.quantmask.dataset.geometry.MaskPart;
import dev.quantmask.dataset.geometry.Masks;
import dev.quantmask.dataset.geometry.Shape;
import dev.quantmask.dataset.geometry.ShapeToPolygon;
import dev.quantmask.dataset.reader.AnnotatedImage;
import dev.quantmask.dataset.reader.LabelledShape;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Converts the shapes of an image to objects with masks; what cannot be used is a finding. */
final class ShapeConverter {
  private final ImageMatcher placer;
  private final ClassList classes;
  private final Findings findings;

  ShapeConverter(ImageMatcher placer, ClassList classes, Findings findings) {
    this.placer = placer;
    this.classes = classes;
    this.findings = findings;
  }

  /** Empty when the image as a whole cannot be used. */
  Optional<ImageAnnotations> prepare(AnnotatedImage image) throws IOException {
    MatchedImage placed;
    try {
      placed = placer.place(image);
    } catch (InvalidAnnotationException defect) {
      findings.add(image.source(), defect);
      return Optional.empty();
    }
    return Optional.of(
        new ImageAnnotations(
            placed.fileName(), placed.width(), placed.height(), objects(image, placed)));
  }

  /** Returns the objects in the order of their first shapes. */
  private List<ObjectAnnotation> objects(AnnotatedImage image, MatchedImage placed)
      throws IOException {
    Map<Object, ObjectBuilder> objects = new LinkedHashMap<>();
    Set<Drawn> drawn = new HashSet<>();
    for (LabelledShape shape : image.shapes()) {
      try {
        String label = classes.require(shape.label());
        if (!drawn.add(new Drawn(label, shape.crowd(), shape.shape()))) {
          throw new InvalidAnnotationException(
              FindingKind.DUPLICATE_SHAPE, "expected each shape once, found it again");
        }
        MaskPart part = part(image, shape, placed);
        objects
            .computeIfAbsent(key(shape, label), key -> new ObjectBuilder(label))
            .add(part, shape.crowd());
      } catch (InvalidAnnotationException defect) {
        findings.add(image.source(), shape.place(), shape.label(), defect);
      }
    }
    List<ObjectAnnotation> prepared = new ArrayList<>();
    objects.values().forEach(parts -> prepared.add(parts.join()));
    return prepared;
  }

  private record Drawn(String label, boolean crowd, Shape shape) {}

  private record Group(String label, String group) {}

  /** A shape without a group is an object of its own. */
  private static Object key(LabelledShape shape, String label) {
    return shape.group() == null ? new Object() : new Group(label, shape.group());
  }

  private MaskPart part(AnnotatedImage image, LabelledShape shape, MatchedImage placed)
      throws InvalidAnnotationException, IOException {
    Shape.Area drawn = ShapeToPolygon.of(shape.shape(), placed.width(), placed.height());
    Shape.Area whole = placed.upright(AreaChecks.checked(drawn));
    Shape.Area area = new Clipper(placed.width(), placed.height()).clip(whole);
    if (area instanceof Shape.Polygon polygon && polygon.ring().isEmpty()) {
      throw new InvalidAnnotationException(
          FindingKind.OUTSIDE_IMAGE,
          Text.format(
              "expected a shape within %d x %d pixels, found all of it outside",
              placed.width(), placed.height()));
    }
    Rle mask = Masks.fill(area, placed.height(), placed.width());
    if (mask.area() == 0) {
      throw new InvalidAnnotationException(
          FindingKind.ZERO_AREA, "expected a shape that covers a pixel, found none covered");
    }
    if (area != whole) {
      findings.add(
          new Finding(
              FindingKind.CLIPPED,
              image.source(),
              shape.place(),
              shape.label(),
              Text.format(
                  "cut off at the border of %d x %d pixels", placed.width(), placed.height())));
    }
    return new MaskPart(area, mask);
  }
}
