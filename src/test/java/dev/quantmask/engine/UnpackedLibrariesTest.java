package dev.quantmask.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnpackedLibrariesTest {
  private static final String RESOURCE = "torchscript/boxes.py";

  @TempDir Path directory;
  private Path folder;

  @BeforeEach
  void place() {
    folder = directory.resolve("pytorch/version");
  }

  @Test
  void libraryIsCopied() throws Exception {
    UnpackedLibraries.unpack(Map.of("a.so", RESOURCE), folder);
    assertThat(folder.resolve("a.so")).hasSameBinaryContentAs(source());
    assertThat(folder.toFile().list()).containsExactly("a.so");
  }

  @Test
  void whatIsThereStays() throws Exception {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("a.so"), "there");
    UnpackedLibraries.unpack(Map.of("a.so", RESOURCE, "b.so", RESOURCE), folder);
    assertThat(folder.resolve("a.so")).hasContent("there");
    assertThat(folder.resolve("b.so")).hasSameBinaryContentAs(source());
  }

  @Test
  void whatAKilledProcessLeftGoes() throws Exception {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(".a.so.12345.part"), "half");
    Files.writeString(folder.resolve("lock"), "");
    UnpackedLibraries.unpack(Map.of("a.so", RESOURCE), folder);
    assertThat(folder.toFile().list()).containsExactly("a.so");
  }

  @Test
  void anErrorLeavesNothing() {
    Map<String, String> resources = new TreeMap<>(Map.of("a.so", RESOURCE, "b.so", "none"));
    assertThatThrownBy(() -> UnpackedLibraries.unpack(resources, folder))
        .isInstanceOf(IOException.class)
        .hasMessage("none is not in the class path");
    assertThat(folder).isEmptyDirectory();
  }

  private static Path source() {
    return Path.of("src/main/torchscript/boxes.py");
  }
}
