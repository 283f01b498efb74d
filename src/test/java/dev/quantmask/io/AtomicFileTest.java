package dev.quantmask.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  private static final Path FULL = Path.of("/dev/full");

  @TempDir Path directory;

  static boolean isThere() {
    return Files.exists(FULL);
  }

  @Test
  void whatIsNotCompleteLeavesTheOldFile() throws IOException {
    Path place = Files.writeString(directory.resolve("file"), "old");
    try (AtomicFile file = AtomicFile.at(place)) {
      file.output().write(new byte[100_000]);
    }
    assertThat(place).hasContent("old");
    assertThat(directory).isDirectoryNotContaining(path -> !path.equals(place));
  }

  @Test
  void filesThatBelongTogetherAreAllWrittenOrNone() throws IOException {
    Path first = directory.resolve("first");
    Map<Path, byte[]> contents = new LinkedHashMap<>();
    contents.put(first, new byte[] {1});
    contents.put(directory.resolve("none").resolve("second"), new byte[] {2});
    assertThatThrownBy(() -> AtomicFile.writeTogether(contents))
        .hasMessageContaining("there is no folder");
    assertThat(directory).isEmptyDirectory();
    AtomicFile.writeTogether(
        Map.of(first, new byte[] {1}, directory.resolve("second"), new byte[0]));
    assertThat(first).hasBinaryContent(new byte[] {1});
    assertThat(directory.resolve("second")).isEmptyFile();
  }

  @Test
  void aMissingFolderIsNamed() {
    Path place = directory.resolve("none").resolve("file");
    assertThatThrownBy(() -> AtomicFile.at(place))
        .isInstanceOf(FileSystemException.class)
        .hasMessage("%s: there is no folder %s", place, place.getParent());
    assertThatThrownBy(() -> TemporaryFile.beside(place, "frames"))
        .hasMessage("%s: there is no folder %s", place, place.getParent());
  }

  @Test
  @EnabledIf("isThere")
  void errorsNameTheFileAndWhatWasAttempted() throws IOException {
    try (AtomicFile file = AtomicFile.at(FULL)) {
      assertThatThrownBy(() -> file.output().write(1))
          .isInstanceOf(FileSystemException.class)
          .hasMessageStartingWith("/dev/full: cannot be written: ");
    }
    assertThatThrownBy(() -> LineFile.open(directory, 0)).hasMessageContaining("" + directory);
    assertThatThrownBy(() -> ExistingFile.bytes(directory))
        .hasMessage(directory + ": expected a file, found a directory");
  }

  @Test
  void aLineFileGoesOnAfterItsWholeLines() throws IOException {
    Path place = Files.writeString(directory.resolve("lines"), "1\n2\ntorn");
    try (LineFile lines = LineFile.open(place, 4)) {
      lines.add("3\n".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(place).hasContent("1\n2\n3\n");
  }
}
