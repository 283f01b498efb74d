package dev.quantmask.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibtorchFolderTest {
  @TempDir Path directory;

  private Path folder(String name) throws IOException {
    Path folder = Files.createDirectory(directory.resolve(name));
    Files.createFile(folder.resolve("libtorch.so"));
    return folder;
  }

  @Test
  void itStandsBesideTheExecutable() throws IOException {
    Path beside = folder("libtorch");
    assertThat(LibtorchFolder.find(Optional.empty(), directory.resolve("quantmask")))
        .isEqualTo(beside);
  }

  @Test
  void whatTheEnvironmentNamesComesFirst() throws IOException {
    folder("libtorch");
    Path told = folder("told");
    assertThat(LibtorchFolder.find(Optional.of(told.toString()), directory.resolve("quantmask")))
        .isEqualTo(told);
  }

  @Test
  void withoutItTheVariableIsNamed() {
    assertThatThrownBy(() -> LibtorchFolder.find(Optional.empty(), directory.resolve("quantmask")))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "libtorch.so is not in %s: let PYTORCH_LIBRARY_PATH in the environment name the folder of libtorch",
            directory.resolve("libtorch"));
  }

  /** Not a fallback: whoever names a folder means that one. */
  @Test
  void aFolderThatIsNamedHasIt() throws IOException {
    folder("libtorch");
    assertThatThrownBy(
            () -> LibtorchFolder.find(Optional.of("/nothing"), directory.resolve("quantmask")))
        .hasMessageStartingWith("libtorch.so is not in /nothing: ");
  }
}
