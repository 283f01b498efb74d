package dev.quantmask.quantization.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalibrationImagesTest {
  @TempDir Path directory;

  private Path file(String name) throws IOException {
    return Files.writeString(directory.resolve(name), "");
  }

  @Test
  void imagesOfAFolderEvenlyByName() throws IOException {
    for (String name :
        List.of("d.PNG", "a.jpg", "c.webp", "b.jpeg", "e.bmp", "f.png", "notes.txt")) {
      file(name);
    }
    assertThat(names(CalibrationImages.choose(directory, Optional.empty(), 100)))
        .containsExactly("a.jpg", "b.jpeg", "c.webp", "d.PNG", "e.bmp", "f.png");
    assertThat(names(CalibrationImages.choose(directory, Optional.empty(), 4)))
        .containsExactly("a.jpg", "b.jpeg", "d.PNG", "e.bmp");
  }

  @Test
  void imagesOfACocoFile() throws IOException {
    Path annotations = coco("b.png", "a.png");
    file("a.png");
    file("b.png");
    assertThat(names(CalibrationImages.choose(annotations, Optional.empty(), 9)))
        .containsExactly("a.png", "b.png");

    Path other = Files.createDirectory(directory.resolve("other"));
    assertThatIOException()
        .isThrownBy(() -> CalibrationImages.choose(annotations, Optional.of(other), 9))
        .withMessage(
            Text.format(
                "%s: expected the image %s, found no such file",
                annotations, other.resolve("a.png")));
  }

  @Test
  void noImages() throws IOException {
    file("notes.txt");
    for (Path source : List.of(directory, coco())) {
      assertThatIOException()
          .isThrownBy(() -> CalibrationImages.choose(source, Optional.empty(), 9))
          .withMessage(Text.format("%s: expected images, found none", source));
    }
  }

  private Path coco(String... names) throws IOException {
    StringBuilder images = new StringBuilder();
    for (int i = 0; i < names.length; i++) {
      images.append(i == 0 ? "" : ",");
      images.append(
          Text.format(
              "{\"id\":%d,\"file_name\":\"%s\",\"width\":8,\"height\":8}", i + 1, names[i]));
    }
    return Files.writeString(
        directory.resolve("annotations.json"),
        Text.format("{\"images\":[%s],\"annotations\":[],\"categories\":[]}", images));
  }

  private static List<String> names(List<Path> files) {
    return files.stream().map(file -> file.getFileName().toString()).toList();
  }
}
