package dev.quantmask.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TemporaryFolderTest {
  @Test
  void itGoesWithAllThatIsInIt() throws IOException {
    Path path;
    try (TemporaryFolder folder = TemporaryFolder.create()) {
      path = folder.path();
      Path deeper = Files.createDirectory(path.resolve("deeper"));
      Files.writeString(deeper.resolve("file"), "text");
      Files.writeString(path.resolve("another"), "text");
    }
    assertThat(path).doesNotExist();
  }
}
