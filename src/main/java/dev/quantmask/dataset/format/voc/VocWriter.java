package dev.quantmask.dataset.format.voc;

import dev.quantmask.dataset.format.FolderWriter;
import dev.quantmask.dataset.format.ImageAnnotations;
import dev.quantmask.dataset.format.ObjectAnnotation;
import dev.quantmask.dataset.format.OutputFolder;
import dev.quantmask.dataset.format.WriterOptions;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes both masks and the boxes of each image, and the list of all images. */
final class VocWriter extends FolderWriter {
  /** What a pixel can say beside the background and void. */
  static final int MOST = 254;

  private final StringBuilder list = new StringBuilder();

  VocWriter(Path out, WriterOptions options) throws IOException {
    super(out, requireFewClasses(out, options));
  }

  private static WriterOptions requireFewClasses(Path out, WriterOptions options)
      throws IOException {
    if (options.classes().size() > MOST) {
      throw new IOException(
          Text.format(
              "%s: expected at most %d classes, which VOC numbers from 1, found %d",
              out, MOST, options.classes().size()));
    }
    return options;
  }

  @Override
  public void write(ImageSource images) throws IOException {
    folder.write("labelmap.txt", bytes(labelMap()));
    images.each(this::write);
    folder.write("ImageSets/Segmentation/default.txt", bytes(list.toString()));
  }

  private String labelMap() {
    StringBuilder lines = new StringBuilder("# label:color_rgb:parts:actions\n");
    lines.append("background:0,0,0::\n");
    List<String> names = options.classes();
    for (int i = 0; i < names.size(); i++) {
      int colour = VocColours.of(i + 1);
      lines.append(
          Text.format(
              "%s:%d,%d,%d::\n", names.get(i), colour >> 16, colour >> 8 & 0xff, colour & 0xff));
    }
    return lines.toString();
  }

  private void write(ImageAnnotations image) throws IOException {
    long objects = image.objects().stream().filter(object -> !object.crowd()).count();
    if (objects > MOST) {
      throw new IOException(
          Text.format(
              "%s: expected at most %d objects, which VOC numbers from 1, found %d",
              image.fileName(), MOST, objects));
    }
    String name = place(image.fileName());
    String stem = OutputFolder.withEnding(name, "");
    VocMasks masks = new VocMasks(image, options);
    folder.write(VocLayout.OBJECTS + "/" + stem + ".png", masks.objects());
    folder.write(VocLayout.CLASSES + "/" + stem + ".png", masks.classes());
    folder.write(VocLayout.BOXES + "/" + stem + ".xml", bytes(xml(image, name)));
    folder.copyImage(image.fileName(), VocLayout.IMAGES + "/" + name);
    list.append(stem).append('\n');
  }

  /** What was imported from VOC goes where it was. */
  private static String place(String fileName) {
    return Stream.of(fileName.split("/"))
        .filter(folder -> !folder.equals(VocLayout.IMAGES))
        .collect(Collectors.joining("/"));
  }

  private static String xml(ImageAnnotations image, String name) {
    StringBuilder xml = new StringBuilder("<annotation>\n");
    xml.append(Text.format("  <folder>%s</folder>\n", VocLayout.IMAGES));
    xml.append(Text.format("  <filename>%s</filename>\n", escaped(name)));
    xml.append(
        Text.format(
            "  <size><width>%d</width><height>%d</height><depth>3</depth></size>\n",
            image.width(), image.height()));
    xml.append("  <segmented>1</segmented>\n");
    for (ObjectAnnotation object : image.objects()) {
      if (!object.crowd()) {
        xml.append(xml(object));
      }
    }
    return xml.append("</annotation>\n").toString();
  }

  private static String xml(ObjectAnnotation object) {
    int left = (int) object.box().x();
    int top = (int) object.box().y();
    return Text.format(
        """
          <object>
            <name>%s</name>
            <pose>Unspecified</pose><truncated>0</truncated><difficult>0</difficult>
            <bndbox><xmin>%d</xmin><ymin>%d</ymin><xmax>%d</xmax><ymax>%d</ymax></bndbox>
          </object>
        """,
        escaped(object.label()),
        left,
        top,
        left + (int) object.box().width(),
        top + (int) object.box().height());
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
