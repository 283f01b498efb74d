package dev.quantmask.dataset.format.voc;

import dev.quantmask.coco.mask.PixelWindow;
import dev.quantmask.coco.mask.Rle;
import dev.quantmask.dataset.format.ImageAnnotations;
import dev.quantmask.dataset.format.ObjectAnnotation;
import dev.quantmask.dataset.format.WriterOptions;
import dev.quantmask.image.PngEncoder;
import dev.quantmask.text.Text;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;

/** Both masks of an image; a pixel is of the last object that covers it, and crowds are void. */
final class VocMasks {
  private static final int VOID = 255;

  private final BufferedImage objects;
  private final BufferedImage classes;
  private final long[] visible = new long[VOID + 1]; // pixels by the number of the object

  VocMasks(ImageAnnotations image, WriterOptions options) throws IOException {
    this.objects = blank(image);
    this.classes = blank(image);
    for (ObjectAnnotation object : image.objects()) {
      if (object.crowd()) {
        paint(object, image, VOID, VOID);
        options.lose(image.fileName(), object.label(), "VOC has no crowds: it is written as void");
      }
    }
    int number = 0;
    for (ObjectAnnotation object : image.objects()) {
      if (!object.crowd()) {
        paint(object, image, ++number, 1 + options.classes().indexOf(object.label()));
      }
    }
    findCovered(image, options);
  }

  private static BufferedImage blank(ImageAnnotations image) {
    return new BufferedImage(
        image.width(), image.height(), BufferedImage.TYPE_BYTE_INDEXED, VocColours.palette());
  }

  private static byte[] pixels(BufferedImage image) {
    return ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
  }

  private void paint(ObjectAnnotation object, ImageAnnotations image, int number, int type) {
    byte[] numbers = pixels(objects);
    byte[] types = pixels(classes);
    Rle mask = object.segmentation().decode(image.height(), image.width());
    PixelWindow window = mask.bounds();
    boolean[] inside = mask.decode(window);
    for (int i = 0; i < inside.length; i++) {
      if (inside[i]) {
        int x = window.x0() + i % window.width();
        int at = (window.y0() + i / window.width()) * image.width() + x;
        visible[numbers[at] & 0xff]--;
        visible[number]++;
        numbers[at] = (byte) number;
        types[at] = (byte) type;
      }
    }
  }

  private void findCovered(ImageAnnotations image, WriterOptions options) throws IOException {
    int number = 0;
    for (ObjectAnnotation object : image.objects()) {
      if (object.crowd()) {
        continue;
      }
      long left = visible[++number];
      if (left < object.area()) {
        options.lose(
            image.fileName(),
            object.label(),
            Text.format(
                "a pixel of VOC is of one object: %d of %d pixels are covered by others",
                object.area() - left, object.area()));
      }
    }
  }

  byte[] objects() {
    return PngEncoder.encode(objects);
  }

  byte[] classes() {
    return PngEncoder.encode(classes);
  }
}
