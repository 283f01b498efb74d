package dev.quantmask.spark;

import dev.quantmask.detection.torch.ModelSource;
import dev.quantmask.io.Sha256;
import dev.quantmask.io.TemporaryFile;
import dev.quantmask.model.network.ModelArchive;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkFiles;

/**
 * A model that every executor has a copy of, fetched once.
 *
 * @param file its name among Spark's files; null for the model in the jar
 * @param sha256 of the bytes that the driver has seen
 */
record SharedModel(String file, String sha256, List<String> classes) implements Serializable {
  SharedModel {
    classes = List.copyOf(classes);
  }

  /**
   * Hands a model to the executors.
   *
   * @param uri of any file system that Hadoop knows; empty: the model in the jar
   * @throws IOException saying why it cannot be used
   */
  static SharedModel share(SparkContext context, Optional<String> uri) throws IOException {
    if (uri.isEmpty()) {
      return bundled();
    }
    String name = new org.apache.hadoop.fs.Path(uri.get()).getName();
    context.addFile(uri.get());
    Path copy = Path.of(SparkFiles.get(name));
    new ModelSource.File(copy).check();
    return of(name, copy);
  }

  private static SharedModel bundled() throws IOException {
    try (TemporaryFile copy = TemporaryFile.create(".pt")) {
      new ModelSource.Bundled().copyTo(copy);
      return of(null, copy.path());
    }
  }

  private static SharedModel of(String name, Path file) throws IOException {
    try (ModelArchive archive = ModelArchive.open(file)) {
      return new SharedModel(name, Sha256.of(file), archive.manifest().config().classes());
    }
  }

  /** Returns where this process has it; {@link ExecutorDetector} compares the hash. */
  ModelSource source() {
    return ModelSource.of(Optional.ofNullable(file).map(name -> Path.of(SparkFiles.get(name))));
  }
}
