package dev.quantmask.evaluation;

import dev.quantmask.coco.CocoDataset;
import dev.quantmask.coco.CocoImage;
import dev.quantmask.coco.CocoReader;
import dev.quantmask.io.Sha256;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The images that models are compared on.
 *
 * @param dataset their part of the annotation file
 * @param source by which they are known again
 */
record EvaluationData(CocoDataset dataset, ImageFiles files, RunHeader.Source source) {
  private static final int MOST_NAMED = 5;

  /**
   * Reads annotations and looks for every image.
   *
   * @param limit images that are taken, from the first on
   * @throws IOException naming what is missing
   */
  static EvaluationData open(Path annotations, Path images, int limit) throws IOException {
    CocoDataset dataset = first(limit, CocoReader.read(annotations));
    ImageFiles files = new ImageFiles(images);
    if (dataset.images().isEmpty()) {
      throw new IOException(
          Text.format("%s: images: expected at least one, found none", annotations));
    }
    requireNames(annotations, dataset.images());
    RunHeader.Source source =
        new RunHeader.Source(
            annotations.toString(),
            images.toString(),
            Sha256.of(annotations),
            fingerprint(files, dataset.images()),
            dataset.images().size());
    return new EvaluationData(dataset, files, source);
  }

  private static CocoDataset first(int limit, CocoDataset all) {
    if (limit >= all.images().size()) {
      return all;
    }
    List<CocoImage> images = all.images().subList(0, limit);
    Set<Long> ids = images.stream().map(CocoImage::id).collect(Collectors.toSet());
    return new CocoDataset(
        all.info(),
        images,
        all.categories(),
        all.annotations().stream().filter(one -> ids.contains(one.imageId())).toList());
  }

  private static void requireNames(Path annotations, List<CocoImage> images) throws IOException {
    Set<Long> ids = new HashSet<>();
    for (int i = 0; i < images.size(); i++) {
      if (images.get(i).fileName().isEmpty()) {
        throw new IOException(
            Text.format("%s: images[%d].file_name: expected a name, found none", annotations, i));
      }
      if (!ids.add(images.get(i).id())) {
        throw new IOException(
            Text.format(
                "%s: images[%d].id: expected an id of its own, found %d again",
                annotations, i, images.get(i).id()));
      }
    }
  }

  /** Of names and sizes, which tells other images apart without reading gigabytes. */
  private static String fingerprint(ImageFiles files, List<CocoImage> images) throws IOException {
    StringBuilder text = new StringBuilder();
    List<Path> missing = new ArrayList<>();
    for (CocoImage image : images) {
      Path file = files.file(image);
      if (Files.isRegularFile(file)) {
        text.append(image.fileName()).append('\n').append(Files.size(file)).append('\n');
      } else {
        missing.add(file);
      }
    }
    if (!missing.isEmpty()) {
      String named =
          missing.stream().limit(MOST_NAMED).map(Path::toString).collect(Collectors.joining(", "));
      throw new IOException(
          Text.format(
              "images: %d of %d images are missing: %s%s",
              missing.size(), images.size(), named, missing.size() > MOST_NAMED ? ", …" : ""));
    }
    return Sha256.of(text.toString());
  }

  CocoImage image(int position) {
    return dataset.images().get(position);
  }

  int size() {
    return dataset.images().size();
  }
}
