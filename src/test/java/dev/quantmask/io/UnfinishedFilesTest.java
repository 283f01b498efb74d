package dev.quantmask.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

class UnfinishedFilesTest {
  private static final int THREADS = 4;
  private static final int FILES = 1000;

  @TempDir Path directory;

  /** In a process of its own, as nothing is written any longer once all is deleted. */
  @RepeatedTest(3)
  void aFolderGoesWhileThreadsWriteIntoIt() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Ended.class.getName(),
                directory.resolve("folder").toString())
            .inheritIO()
            .start();
    assertThat(process.waitFor()).isZero();
    assertThat(directory).isEmptyDirectory();
  }

  /** A process that ends while it fills a folder. */
  static final class Ended {
    private Ended() {}

    public static void main(String... arguments) throws Exception {
      AtomicFolder folder = AtomicFolder.at(Path.of(arguments[0]));
      for (int i = 0; i < THREADS; i++) {
        String name = "thread" + i;
        new Thread(() -> fill(folder, name)).start();
      }
      Path partial;
      try (Stream<Path> files = Files.list(Path.of(arguments[0]).getParent())) {
        partial = files.findFirst().orElseThrow();
      }
      while (partial.toFile().list().length < FILES) {
        Thread.onSpinWait();
      }
      UnfinishedFiles.deleteAll();
      Runtime.getRuntime().halt(0);
    }

    private static void fill(AtomicFolder folder, String name) {
      try {
        for (int i = 0; true; i++) {
          folder.write(name + "-" + i, new byte[1]);
        }
      } catch (IOException e) {
        // The folder has gone.
      }
    }
  }
}
