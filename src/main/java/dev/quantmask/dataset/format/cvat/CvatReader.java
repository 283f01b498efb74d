package dev.quantmask.dataset.format.cvat;

import dev.quantmask.dataset.findings.Findings;
import dev.quantmask.dataset.findings.InvalidAnnotationException;
import dev.quantmask.dataset.reader.AnnotatedImage;
import dev.quantmask.dataset.reader.AnnotationReader;
import dev.quantmask.dataset.reader.InputFiles;
import dev.quantmask.dataset.reader.LabelledShape;
import dev.quantmask.dataset.reader.XmlElement;
import dev.quantmask.dataset.reader.XmlFile;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * XML of <a href="https://docs.cvat.ai">CVAT</a>: "for images", where shapes lie in images, and
 * "for video", where they lie in tracks; a file may have both.
 */
final class CvatReader implements AnnotationReader {
  private final InputFiles files;
  private final CvatLabels labels = new CvatLabels();

  CvatReader(InputFiles files) {
    this.files = files;
  }

  @Override
  public List<String> classes() {
    return labels.names();
  }

  @Override
  public void read(ImageHandler handler, Findings findings) throws IOException {
    for (String name : files.names()) {
      try (XmlFile xml = XmlFile.open(files.path(name))) {
        CvatTracks tracks = new CvatTracks(name, labels, findings);
        xml.root(
            root -> {
              if (!root.name().equals("annotations")) {
                throw xml.malformed("expected an element annotations, found " + root.name());
              }
              xml.children(child -> part(name, xml, child, tracks, handler, findings));
            });
        tracks.handOver(handler);
      } catch (XmlFile.MalformedException e) {
        findings.brokenFile(name, e.getMessage());
      }
    }
  }

  private static void part(
      String file,
      XmlFile xml,
      XmlElement part,
      CvatTracks tracks,
      ImageHandler handler,
      Findings findings)
      throws IOException {
    switch (part.name()) {
      case "meta" -> tracks.readMeta(xml);
      case "track" -> tracks.readTrack(xml, part);
      case "image" -> image(file, xml, part, handler, findings);
      default -> {} // the version of the format
    }
  }

  private static void image(
      String file, XmlFile xml, XmlElement image, ImageHandler handler, Findings findings)
      throws IOException {
    AnnotatedImage empty;
    try {
      String name = image.text("name");
      empty =
          AnnotatedImage.ofVideo(
              file + ", " + name,
              CvatImages.of(name, image.attributes().get("subset")),
              image.integer("width"),
              image.integer("height"),
              CvatImages.frame(name),
              List.of());
    } catch (InvalidAnnotationException e) {
      String source = Text.format("%s, line %d", file, image.line());
      findings.malformedRecord(source, e.getMessage());
      return;
    }
    List<LabelledShape> shapes = new ArrayList<>();
    xml.children(element -> addShape(empty.source(), element, element, shapes, findings));
    handler.accept(
        AnnotatedImage.ofVideo(
            empty.source(),
            empty.imageNames(),
            empty.width(),
            empty.height(),
            empty.frame(),
            shapes));
  }

  /**
   * Adds what an element shows.
   *
   * @param named what has its label and its group: itself, or its track
   */
  static void addShape(
      String source,
      XmlElement element,
      XmlElement named,
      List<LabelledShape> shapes,
      Findings findings)
      throws IOException {
    String place = Text.format("line %d, %s", element.line(), element.name());
    String label = named.attributes().get("label");
    String group = named.attributes().get("group_id");
    try {
      shapes.add(
          new LabelledShape(
              place, label, "0".equals(group) ? null : group, CvatShapes.shape(element)));
    } catch (InvalidAnnotationException defect) {
      findings.add(source, place, label, defect);
    }
  }
}
