package dev.quantmask.detection.torch;

import dev.quantmask.model.network.ModelArchive;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
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

  /** Returns the size in bytes, or empty when there is none. */
  OptionalLong size();

  /** Returns the text for people: the file, or that it is the bundled one. */
  String label();

  static ModelSource of(Optional<Path> path) {
    return path.<ModelSource>map(File::new).orElseGet(Bundled::new);
  }

  /** An archive on disk. */
  record File(Path path) implements ModelSource {
    @Override
    public Optional<String> problem() {
      if (!Files.exists(path)) {
        return Optional.of(Text.format("model %s: no such file", path));
      }
      if (!Files.isRegularFile(path)) {
        return Optional.of(Text.format("model %s: expected a file, found a directory", path));
      }
      if (!Files.isReadable(path)) {
        return Optional.of(Text.format("model %s: not readable by this user", path));
      }
      try (ModelArchive archive = ModelArchive.open(path)) {
        return Optional.empty();
      } catch (IOException e) {
        return Optional.of(Text.format("model %s: %s", path, e.getMessage()));
      }
    }

    /**
     * Returns the stamp with the file's identity, which Windows does not tell: one that is moved
     * into place may have the same size and time.
     */
    @Override
    public String stamp() {
      try {
        var attributes = Files.readAttributes(path, BasicFileAttributes.class);
        return Text.format(
            "%d@%s of %s", attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
      } catch (IOException e) {
        return "missing";
      }
    }

    @Override
    public OptionalLong size() {
      try {
        return OptionalLong.of(Files.size(path));
      } catch (IOException e) {
        return OptionalLong.empty();
      }
    }

    @Override
    public String label() {
      return path.toString();
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
  }
}
