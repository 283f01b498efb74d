package dev.quantmask.dataset.importing;

import dev.quantmask.coco.mask.CompressedRunLengths;
import dev.quantmask.coco.mask.Polygons;
import dev.quantmask.coco.mask.Rle;
import dev.quantmask.coco.mask.Segmentation;
import dev.quantmask.dataset.findings.Findings;
import dev.quantmask.dataset.format.AnnotationFormats;
import dev.quantmask.dataset.format.ImageAnnotations;
import dev.quantmask.dataset.format.ObjectAnnotation;
import dev.quantmask.dataset.format.WriterOptions;
import dev.quantmask.testing.TestImages;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;

/** A data set of masks that nobody would draw: parts, holes, holes in holes, overlapping rings. */
final class RandomCoco {
  private static final int IMAGES = 12;
  private static final int OBJECTS = 6;
  private static final List<String> CLASSES = List.of("crab: \"big\"", "red boat", "7");

  private RandomCoco() {}

  /** Writes images and the file that describes them, which it returns. */
  static Path write(Path folder, Random random) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve("annotations.json");
    WriterOptions options =
        new WriterOptions(CLASSES, Optional.empty(), false, new Findings(finding -> {}));
    ImportTarget target = new ImportTarget(AnnotationFormats.named("coco"), file, false);
    try (AnnotationOutput output = new AnnotationOutput(target)) {
      for (int i = 0; i < IMAGES; i++) {
        int width = 20 + random.nextInt(60);
        int height = 20 + random.nextInt(60);
        String name = Text.format("%d.png", i);
        Files.write(folder.resolve(name), TestImages.png(width, height));
        List<ObjectAnnotation> objects = new ArrayList<>();
        for (int j = 0; j < random.nextInt(OBJECTS + 1); j++) {
          objects.add(object(width, height, random));
        }
        output.add(new ImageAnnotations(name, width, height, objects));
      }
      output.complete(options);
    }
    return file;
  }

  private static ObjectAnnotation object(int width, int height, Random random) {
    Segmentation shape =
        random.nextBoolean() ? rings(width, height, random) : pixels(width, height, random);
    Rle mask = shape.toRle(height, width);
    if (mask.area() == 0) {
      return object(width, height, random);
    }
    String label = CLASSES.get(random.nextInt(CLASSES.size()));
    return new ObjectAnnotation(label, false, shape, mask.area(), mask.box());
  }

  private static Segmentation pixels(int width, int height, Random random) {
    boolean[] inside = new boolean[width * height];
    double share = random.nextDouble();
    for (int i = 0; i < inside.length; i++) {
      boolean isFilled = (i / width + i % width) / 9 % 2 == 0;
      inside[i] = isFilled && random.nextDouble() < share;
    }
    return CompressedRunLengths.of(Rle.encode(height, width, inside));
  }

  private static Segmentation rings(int width, int height, Random random) {
    List<double[]> rings = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(3); i++) {
      double[] angles = random.doubles(3 + random.nextInt(6), 0, 2 * Math.PI).sorted().toArray();
      double radius = 3 + random.nextDouble() * 20;
      double x = width * random.nextDouble();
      double y = height * random.nextDouble();
      double[] ring = new double[angles.length * 2];
      for (int j = 0; j < angles.length; j++) {
        ring[2 * j] = rounded(x + radius * Math.cos(angles[j]), width);
        ring[2 * j + 1] = rounded(y + radius * Math.sin(angles[j]), height);
      }
      if (mayStand(ring, width, height)) {
        rings.add(ring);
      }
    }
    return rings.isEmpty() ? pixels(width, height, random) : new Polygons(rings);
  }

  /** Annotation tools write one to three decimals. */
  private static double rounded(double value, int length) {
    return Math.max(0, Math.min(length, Math.rint(value * 10) / 10));
  }

  private static boolean mayStand(double[] ring, int width, int height) {
    TreeSet<Double> columns = new TreeSet<>();
    for (int i = 0; i < ring.length; i += 2) {
      columns.add(ring[i]);
    }
    return columns.size() > 1 && Rle.fromPolygons(height, width, List.of(ring)).area() > 0;
  }
}
