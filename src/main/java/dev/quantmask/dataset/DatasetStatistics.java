package dev.quantmask.dataset;

import dev.quantmask.coco.CocoAnnotation;
import dev.quantmask.coco.CocoCategory;
import dev.quantmask.coco.CocoHandler;
import dev.quantmask.coco.CocoImage;
import dev.quantmask.coco.CocoReader;
import dev.quantmask.coco.MissingAreas;
import dev.quantmask.coco.ReadOptions;
import dev.quantmask.coco.TextIdNumbers;
import dev.quantmask.coco.json.TextIds;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Counts what a COCO file holds.
 *
 * @param images with objects or without
 * @param emptyImages without objects
 * @param objects crowds too
 * @param imageSizes how many images are of each size, {@code WIDTHxHEIGHT}, the most first
 * @param perImage how many images have so many objects
 * @param classes in the order of their ids
 */
public record DatasetStatistics(
    long images,
    long emptyImages,
    long objects,
    long crowds,
    Map<String, Long> imageSizes,
    Map<Integer, Long> perImage,
    List<ClassStatistics> classes) {
  /**
   * A class, and how large its objects are, as COCO has it: small below 32 x 32 pixels of area,
   * large from 96 x 96.
   *
   * @param images that have an object of the class
   */
  public record ClassStatistics(
      long id, String name, long objects, long images, long small, long medium, long large) {}

  /**
   * Reads a file in a stream; in memory are a few numbers an image and class, and objects without
   * an area whose image comes after them.
   *
   * @param note takes what is doubtful, but not wrong
   * @throws IOException naming the record that is wrong
   */
  public static DatasetStatistics of(Path file, Consumer<String> note) throws IOException {
    StatisticsCollector collector = new StatisticsCollector(file);
    CocoReader.read(file, new ReadOptions(true, Set.of(), collector.texts, true), collector);
    return collector.result(note);
  }

  /** Counts records as they come; annotations may come before their images and categories. */
  private static final class StatisticsCollector implements CocoHandler {
    private static final double MEDIUM = 32 * 32;
    private static final double LARGE = 96 * 96;

    private final Map<Long, Integer> objects = new TreeMap<>(); // by image
    private final Map<String, Long> sizes = new TreeMap<>();
    private final Map<Long, String> names = new TreeMap<>(); // by category
    private final Map<Long, Counter> counters = new TreeMap<>(); // by category
    private final TextIds texts = new TextIds();
    private final MissingAreas areas;
    private final Map<Integer, CocoAnnotation> waiting = new TreeMap<>(); // for their image
    private int annotations;
    private long crowds;

    StatisticsCollector(Path file) {
      this.areas = new MissingAreas(file);
    }

    private static final class Counter {
      private final Set<Long> images = new HashSet<>();
      private long small;
      private long medium;
      private long large;
    }

    @Override
    public void image(CocoImage image) {
      areas.add(image);
      objects.merge(image.id(), 0, Integer::sum);
      sizes.merge(Text.format("%dx%d", image.width(), image.height()), 1L, Long::sum);
    }

    @Override
    public void category(CocoCategory category) {
      names.put(category.id(), category.name());
    }

    @Override
    public void annotation(CocoAnnotation annotation) throws IOException {
      int index = annotations++;
      boolean placed = objects.containsKey(annotation.imageId());
      count(annotation);
      if (Double.isNaN(annotation.area()) && !placed) {
        waiting.put(index, annotation);
      } else {
        measure(areas.fill(annotation, index));
      }
    }

    private void count(CocoAnnotation annotation) {
      crowds += annotation.crowd() ? 1 : 0;
      objects.merge(annotation.imageId(), 1, Integer::sum);
      counter(annotation).images.add(annotation.imageId());
    }

    private Counter counter(CocoAnnotation annotation) {
      return counters.computeIfAbsent(annotation.categoryId(), id -> new Counter());
    }

    private void measure(CocoAnnotation annotation) {
      Counter counter = counter(annotation);
      if (annotation.area() < MEDIUM) {
        counter.small++;
      } else if (annotation.area() < LARGE) {
        counter.medium++;
      } else {
        counter.large++;
      }
    }

    DatasetStatistics result(Consumer<String> note) throws IOException {
      for (Map.Entry<Integer, CocoAnnotation> one : waiting.entrySet()) {
        measure(areas.fill(one.getValue(), one.getKey()));
      }
      areas.note(note);
      Map<Integer, Long> perImage = new TreeMap<>();
      objects.values().forEach(count -> perImage.merge(count, 1L, Long::sum));
      // Categories that annotations name and the file does not have are counted too.
      counters.keySet().forEach(id -> names.putIfAbsent(id, "category " + texts.idText(id)));
      Map<Long, Long> numbers = TextIdNumbers.of(names.keySet(), texts);
      List<ClassStatistics> classes =
          names.keySet().stream()
              .sorted(Comparator.comparing(numbers::get))
              .map(id -> of(id, numbers.get(id), names.get(id)))
              .toList();
      return new DatasetStatistics(
          objects.size(),
          perImage.getOrDefault(0, 0L),
          annotations,
          crowds,
          mostFirst(sizes),
          perImage,
          classes);
    }

    private ClassStatistics of(long id, long number, String name) {
      Counter counter = counters.getOrDefault(id, new Counter());
      return new ClassStatistics(
          number,
          name,
          counter.small + counter.medium + counter.large,
          counter.images.size(),
          counter.small,
          counter.medium,
          counter.large);
    }

    private static Map<String, Long> mostFirst(Map<String, Long> counts) {
      Map<String, Long> sorted = new LinkedHashMap<>();
      counts.entrySet().stream()
          .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
          .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
      return sorted;
    }
  }
}
