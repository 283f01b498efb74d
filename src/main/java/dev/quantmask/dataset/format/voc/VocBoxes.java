package dev.quantmask.dataset.format.voc;

import dev.quantmask.dataset.findings.Finding;
import dev.quantmask.dataset.findings.FindingKind;
import dev.quantmask.dataset.findings.Findings;
import dev.quantmask.dataset.findings.InvalidAnnotationException;
import dev.quantmask.dataset.geometry.Point;
import dev.quantmask.dataset.geometry.Shape;
import dev.quantmask.dataset.reader.AnnotatedImage;
import dev.quantmask.dataset.reader.LabelledShape;
import dev.quantmask.dataset.reader.XmlElement;
import dev.quantmask.dataset.reader.XmlFile;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads an XML file of boxes, difficult ones too; their sides lie where the numbers say. */
final class VocBoxes {
  private final String source;
  private final List<String> images;
  private final Findings findings;
  private final List<LabelledShape> shapes = new ArrayList<>();
  private final Map<String, String> size = new HashMap<>();

  VocBoxes(String source, List<String> images, Findings findings) {
    this.source = source;
    this.images = images;
    this.findings = findings;
  }

  AnnotatedImage read(Path file) throws IOException, InvalidAnnotationException {
    try (XmlFile xml = XmlFile.open(file)) {
      xml.root(
          root -> {
            if (!root.name().equals("annotation")) {
              throw xml.malformed("expected an element annotation, found " + root.name());
            }
            xml.children(child -> part(xml, child));
          });
    }
    return new AnnotatedImage(source, images, length("width"), length("height"), shapes);
  }

  /** Some tools state no size, or 0. */
  private int length(String side) throws InvalidAnnotationException {
    double length = XmlElement.number(side, size.getOrDefault(side, "0"));
    if (length != (int) length || length < 0) {
      throw InvalidAnnotationException.malformed(side, "a whole number", size.get(side));
    }
    return (int) length;
  }

  private void part(XmlFile xml, XmlElement part) throws IOException {
    if (part.name().equals("size")) {
      xml.children(side -> size.put(side.name(), xml.text()));
    } else if (part.name().equals("object")) {
      object(xml, part);
    }
  }

  private void object(XmlFile xml, XmlElement object) throws IOException {
    Map<String, String> values = new HashMap<>();
    xml.children(
        field -> {
          if (field.name().equals("name")) {
            values.put("name", xml.text().strip());
          } else if (field.name().equals("bndbox")) {
            xml.children(side -> values.put(side.name(), xml.text()));
          }
        });
    String place = Text.format("line %d, object", object.line());
    try {
      Point corner = new Point(number(values, "xmin"), number(values, "ymin"));
      Point opposite = new Point(number(values, "xmax"), number(values, "ymax"));
      String name = values.get("name");
      shapes.add(new LabelledShape(place, name, null, new Shape.Rectangle(corner, opposite)));
      String message = "expected a mask, found none: its box is taken for it";
      findings.add(new Finding(FindingKind.BOX_FOR_MASK, source, place, name, message));
    } catch (InvalidAnnotationException defect) {
      findings.add(source, place, values.get("name"), defect);
    }
  }

  private static double number(Map<String, String> values, String side)
      throws InvalidAnnotationException {
    return XmlElement.number(side, values.getOrDefault(side, ""));
  }
}
