package dev.quantmask.training;

import dev.quantmask.coco.CocoAnnotation;
import dev.quantmask.coco.CocoCategory;
import dev.quantmask.coco.CocoDataset;
import dev.quantmask.coco.CocoImage;
import dev.quantmask.coco.CocoReader;
import dev.quantmask.coco.mask.Polygons;
import dev.quantmask.coco.mask.Rle;
import dev.quantmask.image.ImageException;
import dev.quantmask.image.ImageHeader;
import dev.quantmask.io.ExistingFile;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The examples of an annotation file.
 *
 * @param classes names in the order of the categories' ids
 */
record ExampleSet(List<String> classes, List<Example> examples) {
  ExampleSet {
    classes = List.copyOf(classes);
    examples = List.copyOf(examples);
  }

  /**
   * Reads annotations, and looks at every image.
   *
   * @param withoutObjects whether images without objects are taken too
   * @param polygons whether objects have the outlines of the file
   * @param note takes what is doubtful, but not wrong
   * @throws IOException naming the record or the image that is wrong or not there
   */
  static ExampleSet read(
      Path annotations,
      Path images,
      boolean withoutObjects,
      boolean polygons,
      Consumer<String> note)
      throws IOException {
    CocoDataset dataset = CocoReader.read(annotations, note);
    DatasetWarnings.find(annotations, dataset, note);
    Map<Long, Integer> classIds = classIds(dataset);
    Map<Long, List<CocoAnnotation>> byImage = new HashMap<>();
    for (CocoAnnotation annotation : dataset.annotations()) {
      byImage.computeIfAbsent(annotation.imageId(), id -> new ArrayList<>()).add(annotation);
    }
    List<Example> examples = new ArrayList<>();
    for (CocoImage image : dataset.images()) {
      if (image.fileName().isEmpty()) {
        throw new IOException(
            Text.format(
                "%s: image %d: file_name: expected a name, found none", annotations, image.id()));
      }
      Path file = images.resolve(image.fileName());
      if (!Files.isRegularFile(file)) {
        throw new IOException(
            Text.format("%s: image %d: there is no file %s", annotations, image.id(), file));
      }
      Example example =
          example(
              image,
              file,
              byImage.getOrDefault(image.id(), List.of()),
              classIds,
              polygons,
              annotations);
      if (withoutObjects || !example.objects().isEmpty()) {
        examples.add(example);
      }
    }
    requireKnownImages(annotations, dataset);
    if (examples.isEmpty()) {
      throw new IOException(
          Text.format("%s: expected images with annotations, found none", annotations));
    }
    requireReadable(examples);
    return new ExampleSet(dataset.classNames(), examples);
  }

  /** Walks through the files without decoding pixels: a day's training must not end at one. */
  private static void requireReadable(List<Example> examples) throws IOException {
    Optional<IOException> first =
        examples.parallelStream()
            .map(ExampleSet::whatIsWrong)
            .flatMap(Optional::stream)
            .findFirst();
    if (first.isPresent()) {
      throw first.get();
    }
  }

  private static Optional<IOException> whatIsWrong(Example example) {
    try {
      ImageHeader header = ImageHeader.read(ExistingFile.bytes(example.file()));
      if (header.width() != example.width() || header.height() != example.height()) {
        return Optional.of(
            new IOException(
                Text.format(
                    "%s: expected %d x %d pixels, as its annotations say, found %d x %d",
                    example.file(),
                    example.width(),
                    example.height(),
                    header.width(),
                    header.height())));
      }
      return Optional.empty();
    } catch (ImageException e) {
      return Optional.of(new IOException(example.file() + ": " + e.getMessage(), e));
    } catch (IOException e) {
      return Optional.of(e);
    }
  }

  private static void requireKnownImages(Path file, CocoDataset dataset) throws IOException {
    Set<Long> known = dataset.images().stream().map(CocoImage::id).collect(Collectors.toSet());
    for (CocoAnnotation annotation : dataset.annotations()) {
      if (!known.contains(annotation.imageId())) {
        throw wrong(file, annotation, "expected an image of the file");
      }
    }
  }

  private static Map<Long, Integer> classIds(CocoDataset dataset) {
    Map<Long, Integer> classIds = new HashMap<>();
    for (CocoCategory category : dataset.categoriesById()) {
      classIds.put(category.id(), classIds.size());
    }
    return classIds;
  }

  private static Example example(
      CocoImage image,
      Path file,
      List<CocoAnnotation> annotations,
      Map<Long, Integer> classIds,
      boolean polygons,
      Path source)
      throws IOException {
    List<Example.Truth> objects = new ArrayList<>();
    for (CocoAnnotation annotation : annotations) {
      if (annotation.crowd()) {
        continue;
      }
      Integer classId = classIds.get(annotation.categoryId());
      if (classId == null) {
        throw wrong(
            source,
            annotation,
            Text.format("expected a category_id of categories, found %d", annotation.categoryId()));
      }
      Rle mask = mask(annotation, image, source);
      double x = annotation.box().x();
      double y = annotation.box().y();
      float[] box = {
        (float) Math.max(x, 0),
        (float) Math.max(y, 0),
        (float) Math.min(x + annotation.box().width(), image.width()),
        (float) Math.min(y + annotation.box().height(), image.height())
      };
      if (!(box[2] > box[0] && box[3] > box[1])) {
        throw wrong(source, annotation, "expected a box with an area inside the image");
      }
      List<double[]> outlines =
          polygons && annotation.segmentation() instanceof Polygons given
              ? given.rings()
              : List.of();
      objects.add(new Example.Truth(box, classId, mask, outlines));
    }
    return new Example(image.id(), file, image.height(), image.width(), objects);
  }

  private static Rle mask(CocoAnnotation annotation, CocoImage image, Path source)
      throws IOException {
    if (annotation.segmentation().isEmpty()) {
      throw wrong(source, annotation, "expected a segmentation, found none");
    }
    try {
      return annotation.segmentation().toRle(image.height(), image.width());
    } catch (IllegalArgumentException e) {
      throw wrong(source, annotation, e.getMessage());
    }
  }

  private static IOException wrong(Path source, CocoAnnotation annotation, String what) {
    return new IOException(
        Text.format(
            "%s: annotation %d of image %d: %s",
            source, annotation.id(), annotation.imageId(), what));
  }
}
