package dev.quantmask.dataset.format.coco;

import dev.quantmask.coco.CocoAnnotation;
import dev.quantmask.coco.CocoCategory;
import dev.quantmask.coco.CocoImage;
import dev.quantmask.coco.CocoWriter;
import dev.quantmask.dataset.format.AnnotationWriter;
import dev.quantmask.dataset.format.ImageAnnotations;
import dev.quantmask.dataset.format.ObjectAnnotation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes a COCO file; ids begin at 1. */
final class CocoFormatWriter implements AnnotationWriter {
  private final CocoWriter file;
  private final List<String> classes;
  private final Map<String, Integer> numbers = new HashMap<>(); // of classes
  private long images;
  private long annotations;

  CocoFormatWriter(Path out, List<String> classes) throws IOException {
    this.file = CocoWriter.to(out);
    this.classes = classes;
  }

  @Override
  public void write(ImageSource source) throws IOException {
    source.eachName(
        image ->
            file.image(new CocoImage(++images, image.fileName(), image.width(), image.height())));
    for (String name : classes) {
      numbers.put(name, numbers.size() + 1);
      file.category(new CocoCategory(numbers.get(name), name));
    }
    images = 0;
    source.each(this::writeObjects);
  }

  private void writeObjects(ImageAnnotations image) throws IOException {
    images++;
    for (ObjectAnnotation object : image.objects()) {
      file.annotation(
          new CocoAnnotation(
              ++annotations,
              images,
              numbers.get(object.label()),
              object.segmentation(),
              object.area(),
              object.box(),
              object.crowd()));
    }
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
