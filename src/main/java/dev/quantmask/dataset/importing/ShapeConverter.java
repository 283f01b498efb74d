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
  private final ImageMatcher matcher;
  private final ClassList classes;
  private final Findings findings;

  ShapeConverter(ImageMatcher matcher, ClassList classes, Findings findings) {
    this.matcher = matcher;
    this.classes = classes;
    this.findings = findings;
  }

  /** Empty when the image as a whole cannot be used. */
  Optional<ImageAnnotations> prepare(AnnotatedImage image) throws IOException {
    MatchedImage matched;
    try {
      matched = matcher.match(image);
    } catch (InvalidAnnotationException defect) {
      findings.add(image.source(), defect);
      return Optional.empty();
    }
    return Optional.of(
        new ImageAnnotations(
            matched.fileName(), matched.width(), matched.height(), objects(image, matched)));
  }

  /** Returns the objects in the order of their first shapes. */
  private List<ObjectAnnotation> objects(AnnotatedImage image, MatchedImage matched)
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
        MaskPart part = part(image, shape, matched);
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

  private MaskPart part(AnnotatedImage image, LabelledShape shape, MatchedImage matched)
      throws InvalidAnnotationException, IOException {
    Shape.Area drawn = ShapeToPolygon.of(shape.shape(), matched.width(), matched.height());
    Shape.Area whole = matched.upright(AreaChecks.checked(drawn));
    Shape.Area area = new Clipper(matched.width(), matched.height()).clip(whole);
    if (area instanceof Shape.Polygon polygon && polygon.ring().isEmpty()) {
      throw new InvalidAnnotationException(
          FindingKind.OUTSIDE_IMAGE,
          Text.format(
              "expected a shape within %d x %d pixels, found all of it outside",
              matched.width(), matched.height()));
    }
    Rle mask = Masks.fill(area, matched.height(), matched.width());
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
                  "cut off at the border of %d x %d pixels", matched.width(), matched.height())));
    }
    return new MaskPart(area, mask);
  }
}
