package dev.quantmask.evaluation;

import dev.quantmask.coco.CocoDataset;
import dev.quantmask.coco.CocoImage;
import dev.quantmask.coco.CocoReader;
import dev.quantmask.io.Sha256;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
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
   * @param note takes what is doubtful, but not wrong
   * @throws IOException naming what is missing
   */
  static EvaluationData open(Path annotations, Path images, int limit, Consumer<String> note)
      throws IOException {
    CocoDataset dataset = first(limit, CocoReader.read(annotations, note));
    ImageFiles files = new ImageFiles(images);
    requireImages(annotations, files, dataset.images());
    if (!MaskCheck.haveMasks(annotations, dataset)) {
      note.accept(annotations + ": no annotation has a segmentation: there is no mask AP");
    }
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

  /** Whether there are images, each with an id and a file of its own that is there. */
  static void requireImages(Path annotations, ImageFiles files, List<CocoImage> images)
      throws IOException {
    if (images.isEmpty()) {
      throw new IOException(
          Text.format("%s: images: expected at least one, found none", annotations));
    }
    requireNames(annotations, images);
    requireFiles(files, images);
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

  /**
   * Returns the fingerprint of names and sizes, which tells other images apart without reading
   * gigabytes.
   */
  private static String fingerprint(ImageFiles files, List<CocoImage> images) throws IOException {
    StringBuilder text = new StringBuilder();
    for (CocoImage image : images) {
      long size = Files.size(files.file(image));
      text.append(image.fileName()).append('\n').append(size).append('\n');
    }
    return Sha256.of(text.toString());
  }

  private static void requireFiles(ImageFiles files, List<CocoImage> images) throws IOException {
    List<Path> missing =
        images.stream().map(files::file).filter(file -> !Files.isRegularFile(file)).toList();
    if (!missing.isEmpty()) {
      String named =
          missing.stream().limit(MOST_NAMED).map(Path::toString).collect(Collectors.joining(", "));
      throw new IOException(
          Text.format(
              "images: %d of %d images are missing: %s%s",
              missing.size(), images.size(), named, missing.size() > MOST_NAMED ? ", …" : ""));
    }
  }

  CocoImage image(int position) {
    return dataset.images().get(position);
  }

  int size() {
    return dataset.images().size();
  }
}
