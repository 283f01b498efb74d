package dev.quantmask.dataset;

import dev.quantmask.coco.CocoAnnotation;
import dev.quantmask.coco.CocoCategory;
import dev.quantmask.coco.CocoHandler;
import dev.quantmask.coco.CocoImage;
import dev.quantmask.coco.CocoReader;
import dev.quantmask.coco.ReadOptions;
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
   * Reads a file in a stream; in memory are a few numbers an image and class.
   *
   * @throws IOException naming the record that is wrong
   */
  public static DatasetStatistics of(Path file) throws IOException {
    StatisticsCollector collector = new StatisticsCollector();
    CocoReader.read(file, new ReadOptions(false, Set.of()), collector);
    return collector.result();
  }

  /** Counts records as they come; annotations may come before their images and categories. */
  private static final class StatisticsCollector implements CocoHandler {
    private static final double MEDIUM = 32 * 32;
    private static final double LARGE = 96 * 96;

    private final Map<Long, Integer> objects = new TreeMap<>(); // by image
    private final Map<String, Long> sizes = new TreeMap<>();
    private final Map<Long, String> names = new TreeMap<>(); // by category
    private final Map<Long, Counter> counters = new TreeMap<>(); // by category
    private long annotations;
    private long crowds;

    private static final class Counter {
      private final Set<Long> images = new HashSet<>();
      private long small;
      private long medium;
      private long large;
    }

    @Override
    public void image(CocoImage image) {
      objects.merge(image.id(), 0, Integer::sum);
      sizes.merge(Text.format("%dx%d", image.width(), image.height()), 1L, Long::sum);
    }

    @Override
    public void category(CocoCategory category) {
      names.put(category.id(), category.name());
    }

    @Override
    public void annotation(CocoAnnotation annotation) {
      annotations++;
      crowds += annotation.crowd() ? 1 : 0;
      objects.merge(annotation.imageId(), 1, Integer::sum);
      Counter counter = counters.computeIfAbsent(annotation.categoryId(), id -> new Counter());
      counter.images.add(annotation.imageId());
      if (annotation.area() < MEDIUM) {
        counter.small++;
      } else if (annotation.area() < LARGE) {
        counter.medium++;
      } else {
        counter.large++;
      }
    }

    DatasetStatistics result() {
      Map<Integer, Long> perImage = new TreeMap<>();
      objects.values().forEach(count -> perImage.merge(count, 1L, Long::sum));
      // Categories that annotations name and the file does not have are counted too.
      counters.keySet().forEach(id -> names.putIfAbsent(id, "category " + id));
      List<ClassStatistics> classes =
          names.entrySet().stream().map(entry -> of(entry.getKey(), entry.getValue())).toList();
      return new DatasetStatistics(
          objects.size(),
          perImage.getOrDefault(0, 0L),
          annotations,
          crowds,
          mostFirst(sizes),
          perImage,
          classes);
    }

    private ClassStatistics of(long id, String name) {
      Counter counter = counters.getOrDefault(id, new Counter());
      return new ClassStatistics(
          id,
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
