package dev.quantmask.dataset.format.cvat;

import dev.quantmask.coco.mask.PixelWindow;
import dev.quantmask.coco.mask.Polygons;
import dev.quantmask.coco.mask.Rle;
import dev.quantmask.dataset.format.AnnotationWriter;
import dev.quantmask.dataset.format.ImageAnnotations;
import dev.quantmask.dataset.format.ObjectAnnotation;
import dev.quantmask.dataset.format.WriterOptions;
import dev.quantmask.dataset.format.XmlOutput;
import dev.quantmask.io.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.StringJoiner;

/**
 * Writes "CVAT for images 1.1", which CVAT takes into a task whose images have the same names. The
 * polygons of one object are a group.
 */
final class CvatWriter implements AnnotationWriter {
  private static final String NO_GROUP = "0";

  private final AtomicFile file;
  private final XmlOutput xml;
  private final WriterOptions options;
  private int images;
  private int groups;

  CvatWriter(Path out, WriterOptions options) throws IOException {
    this.file = AtomicFile.at(out);
    this.xml = new XmlOutput(file.output());
    this.options = options;
  }

  @Override
  public void write(ImageSource source) throws IOException {
    xml.begin("annotations");
    xml.text("version", "1.1");
    xml.begin("meta");
    xml.begin("task");
    xml.begin("labels");
    for (String label : options.classes()) {
      xml.begin("label");
      xml.text("name", label);
      xml.end();
    }
    xml.end();
    xml.end();
    xml.end();
    source.each(this::write);
    xml.complete();
  }

  private void write(ImageAnnotations image) throws IOException {
    xml.begin(
        "image",
        "id",
        images++,
        "name",
        image.fileName(),
        "width",
        image.width(),
        "height",
        image.height());
    for (ObjectAnnotation object : image.objects()) {
      write(image, object);
    }
    xml.end();
  }

  private void write(ImageAnnotations image, ObjectAnnotation object) throws IOException {
    if (object.crowd()) {
      options.lose(
          image.fileName(), object.label(), "CVAT has no crowds: it is written as an object");
    }
    String source = object.isDetection() ? "auto" : "manual";
    if (object.segmentation() instanceof Polygons polygons) {
      String group = polygons.rings().size() > 1 ? String.valueOf(++groups) : NO_GROUP;
      for (double[] ring : polygons.rings()) {
        begin("polygon", object.label(), source, group, "points", points(ring));
        xml.end();
      }
      return;
    }
    Rle mask = object.segmentation().decode(image.height(), image.width());
    PixelWindow window = mask.bounds();
    begin(
        "mask",
        object.label(),
        source,
        NO_GROUP,
        "rle",
        runs(mask.decode(window)),
        "left",
        window.x0(),
        "top",
        window.y0(),
        "width",
        window.width(),
        "height",
        window.height());
    xml.end();
  }

  private void begin(String type, String label, String source, String group, Object... own)
      throws IOException {
    Object[] common = {"label", label, "source", source, "occluded", 0, "z_order", 0};
    Object[] all = new Object[common.length + own.length + 2];
    System.arraycopy(common, 0, all, 0, common.length);
    System.arraycopy(own, 0, all, common.length, own.length);
    all[all.length - 2] = "group_id";
    all[all.length - 1] = group;
    xml.begin(type, all);
  }

  /** {@code x,y;x,y;...}. */
  private static String points(double[] ring) {
    StringJoiner points = new StringJoiner(";");
    for (int i = 0; i + 1 < ring.length; i += 2) {
      points.add(ring[i] + "," + ring[i + 1]);
    }
    return points.toString();
  }

  /** Runs of outside and inside in turn, row by row of the window. */
  private static String runs(boolean[] inside) {
    StringJoiner runs = new StringJoiner(", ");
    boolean isInside = false;
    int run = 0;
    for (boolean pixel : inside) {
      if (pixel != isInside) {
        runs.add(String.valueOf(run));
        isInside = pixel;
        run = 0;
      }
      run++;
    }
    return runs.add(String.valueOf(run)).toString();
  }

  @Override
  public void complete() throws IOException {
    file.complete();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
