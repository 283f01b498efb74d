package dev.quantmask.detection.torch;

import dev.quantmask.io.StoredFile;
import dev.quantmask.io.TemporaryFile;
import dev.quantmask.model.network.ModelArchive;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Says where the archive comes from. */
public sealed interface ModelSource {
  /** Class path resource of the model that is packaged with the program. */
  String BUNDLED_RESOURCE = "/model/default.pt";

  /** A cheap look, without loading: why the archive cannot be used, or empty. */
  Optional<String> problem();

  /**
   * The same cheap look.
   *
   * @throws IOException saying why the archive cannot be used
   */
  default void check() throws IOException {
    Optional<String> problem = problem();
    if (problem.isPresent()) {
      throw new IOException(problem.get());
    }
  }

  /** Changes when the archive does. */
  String stamp();

  /** Returns why nobody knows whether there is a newer archive. */
  default Optional<String> refreshProblem() {
    return Optional.empty();
  }

  /** Returns the size in bytes, or empty when there is none. */
  OptionalLong size();

  /** Returns the text for people: the file, or that it is the bundled one. */
  String label();

  private static Optional<String> problemOf(Path path, Object label) {
    try (ModelArchive archive = ModelArchive.open(path)) {
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(Text.format("model %s: %s", label, e.getMessage()));
    }
  }

  static ModelSource of(Optional<Path> path) {
    return path.<ModelSource>map(File::new).orElseGet(Bundled::new);
  }

  /**
   * An archive on disk.
   *
   * @param path of it, or of a folder in which it is the only file that ends in {@code .pt}
   */
  record File(Path path) implements ModelSource {
    /** Looks into the folder each time: what is there now is what is loaded. */
    Path archive() throws IOException {
      if (!Files.isDirectory(path)) {
        return path;
      }
      try (DirectoryStream<Path> archives = Files.newDirectoryStream(path, "*.pt")) {
        List<Path> found = new ArrayList<>();
        archives.forEach(found::add);
        if (found.size() != 1) {
          throw new IOException(
              Text.format(
                  "model %s: expected one file *.pt in this folder, found %d", path, found.size()));
        }
        return found.get(0);
      }
    }

    @Override
    public Optional<String> problem() {
      if (!Files.exists(path)) {
        return Optional.of(Text.format("model %s: no such file", path));
      }
      if (!Files.isReadable(path)) {
        return Optional.of(Text.format("model %s: not readable by this user", path));
      }
      Path file;
      try {
        file = archive();
      } catch (IOException e) {
        return Optional.of(e.getMessage());
      }
      if (!Files.isRegularFile(file)) {
        return Optional.of(Text.format("model %s: expected a file or a folder", file));
      }
      return problemOf(file, file);
    }

    /**
     * Returns the stamp with the file's identity, which Windows does not tell: one that is moved
     * into place may have the same size and time.
     */
    @Override
    public String stamp() {
      try {
        var attributes = Files.readAttributes(archive(), BasicFileAttributes.class);
        return Text.format(
            "%d@%s of %s", attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
      } catch (IOException e) {
        return "missing";
      }
    }

    @Override
    public OptionalLong size() {
      try {
        return OptionalLong.of(Files.size(archive()));
      } catch (IOException e) {
        return OptionalLong.empty();
      }
    }

    @Override
    public String label() {
      return path.toString();
    }
  }

  /** An archive that somebody else keeps; what is known of it is what was fetched and seen last. */
  record Remote(StoredFile file) implements ModelSource {
    @Override
    public Optional<String> problem() {
      return file.problem()
          .map(problem -> "model " + problem)
          .or(() -> file.fetched().flatMap(path -> problemOf(path, file)));
    }

    @Override
    public String stamp() {
      return file.stamp();
    }

    @Override
    public Optional<String> refreshProblem() {
      return file.lookProblem();
    }

    @Override
    public OptionalLong size() {
      return file.size();
    }

    @Override
    public String label() {
      return file.toString();
    }
  }

  /** The archive in the program's own jar. */
  record Bundled() implements ModelSource {
    @Override
    public Optional<String> problem() {
      return ModelSource.class.getResource(BUNDLED_RESOURCE) != null
          ? Optional.empty()
          : Optional.of("no model is configured, and none is bundled with this build");
    }

    @Override
    public String stamp() {
      return BUNDLED_RESOURCE;
    }

    @Override
    public OptionalLong size() {
      try {
        URL resource = ModelSource.class.getResource(BUNDLED_RESOURCE);
        return resource == null
            ? OptionalLong.empty()
            : OptionalLong.of(resource.openConnection().getContentLengthLong());
      } catch (IOException e) {
        return OptionalLong.empty();
      }
    }

    @Override
    public String label() {
      return "bundled";
    }

    /** Writes it to a file, which libtorch and the readers of archives need. */
    public void copyTo(TemporaryFile copy) throws IOException {
      check();
      try (InputStream in = ModelSource.class.getResourceAsStream(BUNDLED_RESOURCE);
          OutputStream out = copy.open()) {
        in.transferTo(out);
      }
    }
  }
}
