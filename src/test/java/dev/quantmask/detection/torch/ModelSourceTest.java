package dev.quantmask.detection.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder with one archive is as good as the archive: KServe and the like fill a folder. */
class ModelSourceTest {
  private static final Path MODEL = Path.of("src/main/model/default.pt");

  @TempDir Path folder;

  private Path archive() {
    return folder.resolve("game.pt");
  }

  @Test
  void theArchiveOfAFolderIsTaken() throws IOException {
    Files.copy(MODEL, archive());
    Files.writeString(folder.resolve("config.yaml"), "beside it");
    Files.createDirectory(folder.resolve("further"));
    ModelSource.File source = new ModelSource.File(folder);
    assertThat(source.archive()).isEqualTo(archive());
    assertThat(source.problem()).isEmpty();
    assertThat(source.size()).hasValue(Files.size(MODEL));
    assertThat(source.stamp()).isEqualTo(new ModelSource.File(archive()).stamp());
  }

  @Test
  void anotherArchiveInTheFolderIsAReplacement() throws IOException {
    Files.copy(MODEL, archive());
    ModelSource source = ModelSource.of(Optional.of(folder));
    String before = source.stamp();
    Files.delete(archive());
    assertThat(source.stamp()).isEqualTo("missing");
    Files.copy(MODEL, folder.resolve("newer.pt"));
    assertThat(source.stamp()).isNotEqualTo(before);
    assertThat(source.problem()).isEmpty();
  }

  @Test
  void aFolderWithoutOneArchiveIsRefused() throws IOException {
    ModelSource.File source = new ModelSource.File(folder);
    for (int count = 0; count < 3; count++) {
      if (count != 1) {
        String message =
            "model " + folder + ": expected one file *.pt in this folder, found " + count;
        assertThat(source.problem()).hasValue(message);
        assertThat(source.stamp()).isEqualTo("missing");
        assertThat(source.size()).isEmpty();
        assertThatThrownBy(source::archive).isInstanceOf(IOException.class).hasMessage(message);
      }
      Files.writeString(folder.resolve(count + ".pt"), "no archive");
    }
  }

  @Test
  void whatIsWrongWithTheArchiveOfAFolderNamesTheArchive() throws IOException {
    Files.writeString(archive(), "no archive");
    assertThat(new ModelSource.File(folder).problem().orElseThrow())
        .startsWith("model " + archive() + ": ");
  }

  /** A folder called so is no archive. */
  @Test
  void whatIsNoFileIsRefused() throws IOException {
    Files.createDirectory(archive());
    assertThat(new ModelSource.File(folder).problem())
        .hasValue("model " + archive() + ": expected a file or a folder");
  }
}
