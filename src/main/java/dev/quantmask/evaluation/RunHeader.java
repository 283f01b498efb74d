package dev.quantmask.evaluation;

import dev.quantmask.report.Comparison.Machine;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The first line of a run's file: what is measured, on what, where.
 *
 * @param command that began the run, as it was typed
 * @param started ISO 8601, UTC
 * @param warmUp images that every model saw before
 */
record RunHeader(
    int format,
    Shard shard,
    String command,
    String started,
    Source source,
    Machine machine,
    int warmUp,
    List<Model> models) {
  static final int CURRENT_FORMAT = 1;

  /**
   * The data set, by which it is known again.
   *
   * @param annotations as it was typed, like {@code images}
   * @param annotationsSha256 of the file
   * @param imagesSha256 of the names and sizes of all images
   * @param images how many are compared on, in all shards
   */
  record Source(
      String annotations,
      String images,
      String annotationsSha256,
      String imagesSha256,
      int imageCount) {}

  /** Holds what is known of a model before it is measured; see {@link ModelMemory} for the last. */
  record Model(
      String name,
      String file,
      String scheme,
      String device,
      String sha256,
      double fileMegabytes,
      double loadMilliseconds,
      double peakMemoryMegabytes) {
    private String shortly() {
      return Text.format("%s (%s, %.12s…)", file, device, sha256);
    }
  }

  /**
   * Refuses results of something else.
   *
   * @param file that has this header
   * @throws IOException saying what differs
   */
  void requireSame(RunHeader wanted, String file) throws IOException {
    requireSame(wanted.source, file);
    requireFiles(wanted.models.stream().map(Model::sha256).toList(), file);
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < models.size(); i++) {
      if (!models.get(i).device.equals(wanted.models.get(i).device)) {
        differences.add(
            Text.format(
                "expected %s, found %s", wanted.models.get(i).shortly(), models.get(i).shortly()));
      }
    }
    refuse(file, "device", differences);
  }

  /** The same for the data set alone. */
  void requireSame(Source wanted, String file) throws IOException {
    List<String> differences = new ArrayList<>();
    if (!source.annotationsSha256.equals(wanted.annotationsSha256)) {
      differences.add(
          Text.format(
              "annotations: expected the contents of %s, found those of another file, then %s",
              wanted.annotations, source.annotations));
    }
    if (source.imageCount != wanted.imageCount) {
      differences.add(
          Text.format("limit: expected %d images, found %d", wanted.imageCount, source.imageCount));
    } else if (!source.imagesSha256.equals(wanted.imagesSha256)) {
      differences.add(
          Text.format(
              "images: expected the names and sizes of the images in %s, found others, then in %s",
              wanted.images, source.images));
    }
    refuse(file, "data", differences);
  }

  /** The same for the models' files alone. */
  void requireFiles(List<String> sha256, String file) throws IOException {
    List<String> own = models.stream().map(Model::sha256).toList();
    List<String> differences = new ArrayList<>();
    if (own.size() != sha256.size()) {
      differences.add(Text.format("expected %d, found %d", sha256.size(), own.size()));
    } else {
      for (int i = 0; i < own.size(); i++) {
        if (!Objects.equals(own.get(i), sha256.get(i))) {
          differences.add(
              Text.format(
                  "number %d: expected the sha256 %.12s…, found %s",
                  i + 1, sha256.get(i), models.get(i).shortly()));
        }
      }
    }
    refuse(file, "models", differences);
  }

  private static void refuse(String file, String what, List<String> differences)
      throws IOException {
    if (!differences.isEmpty()) {
      throw new IOException(
          Text.format(
              "%s holds results of other %s: %s", file, what, String.join("; ", differences)));
    }
  }
}
