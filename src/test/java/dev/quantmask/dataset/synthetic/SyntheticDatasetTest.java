package dev.quantmask.dataset.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyntheticDatasetTest {
  private static final FrameSize SIZE = new FrameSize(160, 90);

  @TempDir Path directory;

  private static void write(Path folder, long seed, int count, boolean overwrite)
      throws IOException {
    new SyntheticDataset(seed, SIZE).write(folder, count, overwrite, done -> {});
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aImageAndItsAnnotationsEach() throws IOException {
    Path folder = directory.resolve("a/b");
    write(folder, 1, 2, false);
    assertThat(names(folder))
        .containsExactly(
            "classes.txt",
            "frame_000000.jpg",
            "frame_000000.json",
            "frame_000001.jpg",
            "frame_000001.json");
    assertThat(folder.resolve("classes.txt"))
        .hasContent("player\nenemy\nvehicle\ndrone\ncrate\npickup\nprojectile\nturret\n");
    assertThat(folder.resolve("frame_000001.json"))
        .content()
        .contains("\"imagePath\":\"frame_000001.jpg\"");
  }

  @Test
  void moreFramesBeginWithTheSameOnes() throws IOException {
    Path few = directory.resolve("few");
    Path many = directory.resolve("many");
    write(few, 7, 3, false);
    write(many, 7, 8, false);
    for (String name : names(few)) {
      assertThat(few.resolve(name)).hasSameBinaryContentAs(many.resolve(name));
    }
    assertThat(names(many)).hasSize(17);
  }

  @Test
  void countsWhatIsDone() throws IOException {
    List<Integer> told = new ArrayList<>();
    new SyntheticDataset(1, SIZE).write(directory, 5, false, told::add);
    assertThat(told).containsExactly(1, 2, 3, 4, 5);
  }

  @Test
  void aFolderThatHoldsSomethingIsLeftAlone() throws IOException {
    Files.writeString(directory.resolve("mine.txt"), "mine");
    assertThatThrownBy(() -> write(directory, 1, 1, false))
        .isInstanceOf(IOException.class)
        .hasMessage(
            Text.format(
                "%s: expected a new or an empty folder; --overwrite replaces the frames in it",
                directory));
    assertThat(names(directory)).containsExactly("mine.txt");
  }

  @Test
  void overwritingLeavesNoFrameOfAnotherRun() throws IOException {
    write(directory, 1, 4, false);
    Files.writeString(directory.resolve("mine.txt"), "mine");
    write(directory, 2, 2, true);
    assertThat(names(directory))
        .containsExactly(
            "classes.txt",
            "frame_000000.jpg",
            "frame_000000.json",
            "frame_000001.jpg",
            "frame_000001.json",
            "mine.txt");
    Path other = directory.resolve("other");
    write(other, 2, 2, false);
    assertThat(directory.resolve("frame_000001.jpg"))
        .hasSameBinaryContentAs(other.resolve("frame_000001.jpg"));
  }

  @Test
  void thereMustBeFrames() {
    assertThatThrownBy(() -> write(directory, 1, 0, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("images: expected 1 or more, found 0");
  }

  @Test
  void aFileIsNoFolder() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "");
    assertThatThrownBy(() -> write(file, 1, 1, false))
        .isInstanceOf(FileAlreadyExistsException.class);
  }

  /** A folder stands where an image should be. */
  @Test
  void whatCannotBeWrittenIsNamed() throws IOException {
    Path image = Files.createDirectory(directory.resolve("frame_000000.jpg"));
    assertThatThrownBy(() -> write(directory, 1, 1, true))
        .isInstanceOf(IOException.class)
        .hasMessage(Text.format("%s: expected a file, found a directory", image));
  }
}
