package dev.quantmask.dataset.format.labelme;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quantmask.coco.mask.PixelWindow;
import dev.quantmask.coco.mask.Polygons;
import dev.quantmask.coco.mask.Rle;
import dev.quantmask.dataset.format.FolderWriter;
import dev.quantmask.dataset.format.ImageAnnotations;
import dev.quantmask.dataset.format.ObjectAnnotation;
import dev.quantmask.dataset.format.OutputFolder;
import dev.quantmask.dataset.format.WriterOptions;
import java.io.IOException;
import java.nio.file.Path;

/** Writes a JSON file an image: {@link LabelMeFile}. */
final class LabelMeWriter extends FolderWriter {

  LabelMeWriter(Path out, WriterOptions options) throws IOException {
    super(out, options);
  }

  @Override
  public void write(ImageSource images) throws IOException {
    images.each(this::write);
  }

  private void write(ImageAnnotations image) throws IOException {
    String name = image.fileName();
    String json = OutputFolder.withEnding(name, ".json");
    LabelMeFile file = new LabelMeFile();
    for (int i = 0; i < image.objects().size(); i++) {
      add(image, image.objects().get(i), i + 1, file);
    }
    folder.copyImage(name, name);
    String path = folder.imagePath(name, json, name);
    folder.write(json, file.json(path, image.width(), image.height()));
  }

  /** Adds a shape for each polygon, of one group, or one for all pixels. */
  private void add(ImageAnnotations image, ObjectAnnotation object, int number, LabelMeFile file)
      throws IOException {
    if (object.crowd()) {
      options.lose(
          image.fileName(), object.label(), "LabelMe has no crowds: it is written as an object");
    }
    if (object.segmentation() instanceof Polygons polygons) {
      Integer group = polygons.rings().size() > 1 ? number : null;
      for (double[] ring : polygons.rings()) {
        score(object, file.polygon(object.label(), ring, group));
      }
      return;
    }
    Rle mask = object.segmentation().decode(image.height(), image.width());
    PixelWindow window = mask.bounds();
    score(object, file.mask(object.label(), window, mask.decode(window)));
  }

  /** Adds a field of X-AnyLabeling, which LabelMe keeps as it is. */
  private static void score(ObjectAnnotation object, ObjectNode shape) {
    if (object.isDetection()) {
      shape.put("score", object.score());
    }
  }
}
