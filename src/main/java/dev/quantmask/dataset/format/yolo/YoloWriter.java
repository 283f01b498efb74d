package dev.quantmask.dataset.format.yolo;

import dev.quantmask.coco.mask.Polygons;
import dev.quantmask.coco.mask.Rle;
import dev.quantmask.dataset.format.FolderWriter;
import dev.quantmask.dataset.format.ImageAnnotations;
import dev.quantmask.dataset.format.ObjectAnnotation;
import dev.quantmask.dataset.format.WriterOptions;
import dev.quantmask.io.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes {@code data.yaml}, and a label with a row an object for each image. */
final class YoloWriter extends FolderWriter {
  private static final String HEAD =
      """
      # Objects with masks for Ultralytics' YOLO. The label of images/a.jpg is labels/a.txt%s.
      train: images
      val: images
      names:
      """;

  YoloWriter(Path out, WriterOptions options) throws IOException {
    super(out, options);
  }

  @Override
  public void write(ImageSource images) throws IOException {
    folder.write("data.yaml", yaml().getBytes(StandardCharsets.UTF_8));
    images.each(this::write);
  }

  private String yaml() {
    String missing = options.copyImages() ? "" : "; put the images there";
    StringBuilder yaml = new StringBuilder(HEAD.replace("%s", missing));
    for (String name : options.classes()) {
      String quoted = new String(Json.bytes(name), StandardCharsets.UTF_8).strip();
      yaml.append("  ").append(options.classes().indexOf(name)).append(": ").append(quoted);
      yaml.append('\n');
    }
    return yaml.toString();
  }

  private void write(ImageAnnotations image) throws IOException {
    String place = place(image.fileName());
    StringBuilder rows = new StringBuilder();
    for (ObjectAnnotation object : image.objects()) {
      if (object.crowd()) {
        options.lose(image.fileName(), object.label(), "YOLO has no crowds: it is left out");
      } else {
        rows.append(options.classes().indexOf(object.label()));
        append(ring(object, image), image, rows);
      }
    }
    folder.write(YoloLayout.label(place), rows.toString().getBytes(StandardCharsets.UTF_8));
    folder.copyImage(image.fileName(), place);
  }

  /** The last {@code images} of a path is where Ultralytics looks for {@code labels}. */
  private static String place(String fileName) {
    return Stream.of(fileName.split("/"))
        .filter(folder -> !folder.equals("images") && !folder.equals("labels"))
        .collect(Collectors.joining("/", "images/", ""));
  }

  private static double[] ring(ObjectAnnotation object, ImageAnnotations image) {
    if (object.segmentation() instanceof Polygons polygons && polygons.rings().size() == 1) {
      return polygons.rings().get(0);
    }
    Rle mask = object.segmentation().decode(image.height(), image.width());
    if (object.segmentation() instanceof Polygons polygons
        && areApart(polygons.rings(), mask, image)) {
      return JoinedRings.join(polygons.rings());
    }
    return JoinedRings.join(mask.toPolygons().stream().map(YoloWriter::numbers).toList());
  }

  /** What lies in two of the rings would be outside of the joined one. */
  private static boolean areApart(List<double[]> rings, Rle mask, ImageAnnotations image) {
    long area =
        rings.stream()
            .mapToLong(
                ring -> Rle.fromPolygons(image.height(), image.width(), List.of(ring)).area())
            .sum();
    return area == mask.area();
  }

  private static double[] numbers(int[] ring) {
    double[] numbers = new double[ring.length];
    for (int i = 0; i < ring.length; i++) {
      numbers[i] = ring[i];
    }
    return numbers;
  }

  private static void append(double[] ring, ImageAnnotations image, StringBuilder row) {
    for (int i = 0; i < ring.length; i++) {
      row.append(' ').append(share(ring[i] / (i % 2 == 0 ? image.width() : image.height())));
    }
    row.append('\n');
  }

  /** Ten decimals, in the shortest form: less than a hundred-thousandth of a pixel is lost. */
  private static String share(double value) {
    long one = 10_000_000_000L;
    String digits = Long.toString(one + Math.max(0, Math.min(one, Math.round(value * one))));
    String decimals = digits.substring(1).replaceFirst("0+$", "");
    String whole = digits.startsWith("2") ? "1" : "0";
    return decimals.isEmpty() ? whole : whole + "." + decimals;
  }
}
