package dev.quantmask.dataset.importing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.dataset.format.AnnotationFormats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The frames that the default model's figures are of. */
@Tag("slow")
class HeldOutFramesTest {
  private static final Path FRAMES = Path.of("test-data/frames");

  @TempDir Path directory;

  @Test
  void theirAnnotationsAreWhatTheImportMakes() throws IOException {
    Path committed = FRAMES.resolve("annotations.json");
    Path out = directory.resolve("annotations.json");
    ImportResult result =
        DatasetImport.run(
            ImportRequest.of(
                ImportSource.of(
                    Optional.of(AnnotationFormats.named("labelme")),
                    List.of(copyWithout(committed.getFileName()))),
                ImportTarget.coco(out),
                Files.readAllLines(FRAMES.resolve("classes.txt"))),
            (read, total) -> {});

    assertThat(result.isWritten()).isTrue();
    assertThat(Files.mismatch(out, committed))
        .as("%s is out of date: make it again as %s says", committed, FRAMES.resolve("README.md"))
        .isEqualTo(-1);
  }

  private Path copyWithout(Path name) throws IOException {
    Path copy = Files.createDirectory(directory.resolve("frames"));
    List<Path> files;
    try (Stream<Path> all = Files.list(FRAMES)) {
      files = all.filter(file -> !file.getFileName().equals(name)).toList();
    }
    for (Path file : files) {
      Files.copy(file, copy.resolve(file.getFileName()));
    }
    return copy;
  }
}
