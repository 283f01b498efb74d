package dev.quantmask.coco;

import dev.quantmask.coco.json.JsonScanner.Kind;
import dev.quantmask.coco.json.JsonSource;
import dev.quantmask.coco.mask.CocoBox;
import dev.quantmask.coco.mask.CompressedRunLengths;
import dev.quantmask.coco.mask.Polygons;
import dev.quantmask.coco.mask.Rle;
import dev.quantmask.coco.mask.RunLengths;
import dev.quantmask.coco.mask.Segmentation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads boxes and segmentations, which annotations and results have in common. */
final class ShapeReader {
  private static final String SIZE = "segmentation.size";
  private static final String COUNTS = "segmentation.counts";

  private final JsonSource source;
  private double[] numbers = new double[64];

  ShapeReader(JsonSource source) {
    this.source = source;
  }

  /** A box; null for an empty array or null, which stand for none. */
  CocoBox box() throws IOException {
    if (source.skipNull()) {
      return null;
    }
    int size = numbers("an array of 4 numbers");
    if (size == 0) {
      return null;
    }
    if (size != 4) {
      throw source.wrong("4 numbers", "" + size);
    }
    return new CocoBox(numbers[0], numbers[1], numbers[2], numbers[3]);
  }

  Segmentation segmentation() throws IOException {
    return switch (source.kind()) {
      case NULL -> {
        source.skip();
        yield Polygons.NONE;
      }
      case ARRAY -> polygons();
      case OBJECT -> runLengths();
      case STRING, NUMBER, TRUE, FALSE, NONE ->
          throw source.wrong("polygons or run lengths", source.found());
    };
  }

  private Polygons polygons() throws IOException {
    List<double[]> rings = new ArrayList<>(1);
    source.beginArray("an array of polygons");
    while (source.nextElement()) {
      int size = numbers("an array of numbers for each polygon"); // may replace the array
      rings.add(Arrays.copyOf(numbers, size));
    }
    return rings.isEmpty() ? Polygons.NONE : new Polygons(rings);
  }

  private Segmentation runLengths() throws IOException {
    source.beginObject("run lengths");
    int[] size = null; // height, width
    int[] counts = null;
    String compressed = null;
    for (String key = source.nextField(); key != null; key = source.nextField()) {
      switch (key) {
        case "size" -> {
          source.at(SIZE);
          size = integers();
        }
        case "counts" -> {
          source.at(COUNTS);
          counts = source.kind() == Kind.ARRAY ? integers() : null;
          compressed = counts == null ? source.text() : null;
        }
        default -> source.skip();
      }
    }
    source.required(SIZE, size);
    if (size.length != 2) {
      source.at(SIZE);
      throw source.wrong("height and width", size.length + " numbers");
    }
    if (compressed != null) {
      return new CompressedRunLengths(size[0], size[1], compressed);
    }
    source.required(COUNTS, counts);
    try {
      return new RunLengths(new Rle(size[0], size[1], counts));
    } catch (IllegalArgumentException e) {
      throw source.malformed(COUNTS, e);
    }
  }

  private int[] integers() throws IOException {
    source.beginArray("an array of numbers");
    int[] values = new int[16];
    int size = 0;
    while (source.nextElement()) {
      if (size == values.length) {
        values = Arrays.copyOf(values, size * 2);
      }
      values[size++] = source.size();
    }
    return Arrays.copyOf(values, size);
  }

  /** Reads an array to its end into {@link #numbers} and returns how many there are. */
  private int numbers(String description) throws IOException {
    source.beginArray(description);
    int size = 0;
    while (source.nextElement()) {
      if (size == numbers.length) {
        numbers = Arrays.copyOf(numbers, size * 2);
      }
      numbers[size++] = source.coordinate();
    }
    return size;
  }
}
