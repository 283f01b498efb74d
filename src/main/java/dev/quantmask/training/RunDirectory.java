package dev.quantmask.training;

import dev.quantmask.io.AtomicFile;
import dev.quantmask.io.ExistingFile;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Says where a training keeps what it makes: the names are those of Detectron2. */
record RunDirectory(Path folder) {
  Path metrics() {
    return folder.resolve("metrics.jsonl");
  }

  Path config() {
    return folder.resolve("config.yaml");
  }

  Path classes() {
    return folder.resolve("classes.txt");
  }

  Path chart() {
    return folder.resolve("training.png");
  }

  Path finalCheckpoint() {
    return folder.resolve("model_final.pth");
  }

  /** After that many iterations: the name has the number of the last one, counted from 0. */
  Path checkpoint(int iterations) {
    return folder.resolve(Text.format("model_%07d.pth", iterations - 1));
  }

  private Path pointer() {
    return folder.resolve("last_checkpoint");
  }

  /** The checkpoint to go on from; empty when there is none yet. */
  Optional<Path> lastCheckpoint() throws IOException {
    if (!Files.exists(pointer())) {
      return Optional.empty();
    }
    return Optional.of(folder.resolve(ExistingFile.text(pointer()).strip()));
  }

  void setLastCheckpoint(Path checkpoint) throws IOException {
    AtomicFile.write(
        pointer(), checkpoint.getFileName().toString().getBytes(StandardCharsets.UTF_8));
  }
}
