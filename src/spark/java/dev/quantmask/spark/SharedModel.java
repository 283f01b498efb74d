package dev.quantmask.spark;

import dev.quantmask.detection.torch.ModelSource;
import dev.quantmask.io.Sha256;
import dev.quantmask.io.TemporaryFile;
import dev.quantmask.model.network.ModelArchive;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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
      try (InputStream in = ModelSource.class.getResourceAsStream(ModelSource.BUNDLED_RESOURCE);
          OutputStream out = copy.open()) {
        in.transferTo(out);
      }
      return of(null, copy.path());
    }
  }

  private static SharedModel of(String name, Path file) throws IOException {
    try (ModelArchive archive = ModelArchive.open(file)) {
      return new SharedModel(name, Sha256.of(file), archive.manifest().config().classes());
    }
  }

  /**
   * Returns where this process has it. An executor keeps the files of a session in a folder of the
   * session's id, which {@link SparkFiles#get} does not know of there; the hash tells one from
   * another.
   *
   * @throws IOException when it is not there
   */
  ModelSource source() throws IOException {
    if (file == null) {
      return ModelSource.of(Optional.empty());
    }
    Path root = Path.of(SparkFiles.getRootDirectory());
    try (Stream<Path> files = Files.find(root, 2, (path, attributes) -> path.endsWith(file))) {
      for (Path path : files.sorted().toList()) {
        if (Sha256.of(path).equals(sha256)) {
          return new ModelSource.File(path);
        }
      }
    }
    throw new IOException(
        Text.format("model %s: expected the driver's file, SHA-256 %s, found none", file, sha256));
  }
}
