package dev.quantmask.detection;

import dev.quantmask.maskrcnn.ModelArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where the archive comes from. */
public sealed interface ModelSource {
  /** Class path resource of the model that is packaged with the program. */
  String BUNDLED_RESOURCE = "/model/default.pt";

  /** A cheap look, without loading: why the archive cannot be used, or empty. */
  Optional<String> problem();

  /** Changes when the archive does, so that a failed load is worth another try. */
  String stamp();

  static ModelSource of(Optional<Path> path) {
    return path.<ModelSource>map(File::new).orElseGet(Bundled::new);
  }

  /** An archive on disk. */
  record File(Path path) implements ModelSource {
    @Override
    public Optional<String> problem() {
      if (!Files.exists(path)) {
        return Optional.of("model %s: no such file".formatted(path));
      }
      if (!Files.isRegularFile(path)) {
        return Optional.of("model %s: expected a file, found a directory".formatted(path));
      }
      if (!Files.isReadable(path)) {
        return Optional.of("model %s: not readable by this user".formatted(path));
      }
      try (ModelArchive archive = ModelArchive.open(path)) {
        return Optional.empty();
      } catch (IOException e) {
        return Optional.of("model %s: %s".formatted(path, e.getMessage()));
      }
    }

    @Override
    public String stamp() {
      try {
        return Files.size(path) + "@" + Files.getLastModifiedTime(path);
      } catch (IOException e) {
        return "missing";
      }
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
  }
}
