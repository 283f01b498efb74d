package dev.quantmask.dataset.importing;

import dev.quantmask.coco.mask.CocoBox;
import dev.quantmask.coco.mask.CompressedRunLengths;
import dev.quantmask.coco.mask.Polygons;
import dev.quantmask.coco.mask.Segmentation;
import dev.quantmask.dataset.format.ObjectAnnotation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Objects of an image as bytes, and back, to the last bit. */
final class ObjectAnnotationCodec {
  private ObjectAnnotationCodec() {}

  static byte[] of(List<ObjectAnnotation> objects) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(objects.size());
    for (ObjectAnnotation object : objects) {
      write(out, object);
    }
    return bytes.toByteArray();
  }

  static List<ObjectAnnotation> read(byte[] bytes) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    List<ObjectAnnotation> objects = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      objects.add(read(in));
    }
    return objects;
  }

  private static void write(DataOutputStream out, ObjectAnnotation object) throws IOException {
    writeText(out, object.label());
    out.writeBoolean(object.crowd());
    out.writeDouble(object.score());
    out.writeLong(object.area());
    CocoBox box = object.box();
    writeNumbers(out, new double[] {box.x(), box.y(), box.width(), box.height()});
    Segmentation segmentation = object.segmentation();
    out.writeBoolean(segmentation instanceof Polygons);
    if (segmentation instanceof Polygons polygons) {
      out.writeInt(polygons.rings().size());
      for (double[] ring : polygons.rings()) {
        writeNumbers(out, ring);
      }
    } else if (segmentation instanceof CompressedRunLengths runs) {
      out.writeInt(runs.height());
      out.writeInt(runs.width());
      writeText(out, runs.counts());
    } else {
      throw new IllegalStateException("not made here: " + segmentation);
    }
  }

  private static ObjectAnnotation read(DataInputStream in) throws IOException {
    String label = readText(in);
    boolean crowd = in.readBoolean();
    double score = in.readDouble();
    long area = in.readLong();
    double[] box = readNumbers(in);
    Segmentation segmentation =
        in.readBoolean()
            ? readPolygons(in)
            : new CompressedRunLengths(in.readInt(), in.readInt(), readText(in));
    return new ObjectAnnotation(
        label, crowd, segmentation, area, new CocoBox(box[0], box[1], box[2], box[3]), score);
  }

  private static Polygons readPolygons(DataInputStream in) throws IOException {
    List<double[]> rings = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      rings.add(readNumbers(in));
    }
    return new Polygons(rings);
  }

  private static void writeNumbers(DataOutputStream out, double[] numbers) throws IOException {
    out.writeInt(numbers.length);
    for (double number : numbers) {
      out.writeDouble(number);
    }
  }

  private static double[] readNumbers(DataInputStream in) throws IOException {
    double[] numbers = new double[in.readInt()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = in.readDouble();
    }
    return numbers;
  }

  /** {@code writeUTF} ends at 65,535 bytes. */
  private static void writeText(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String readText(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
  }
}
