package dev.quantmask.dataset.importing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.coco.CocoAnnotation;
import dev.quantmask.coco.CocoDataset;
import dev.quantmask.coco.mask.Rle;
import dev.quantmask.dataset.format.AnnotationFormats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that the writers of the tools themselves wrote have the masks that were put into them. */
class ToolFilesTest {
  private static final Path FILES = Path.of("test-data/formats/tools");
  private static final int WIDTH = 26;
  private static final int HEIGHT = 20;

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"labelme", "labelstudio", "cvat", "supervisely"})
  void masksAreThoseOfTheTool(String tool) throws IOException {
    ImportFixture fixture =
        new ImportFixture(directory, AnnotationFormats.named(tool)).extractImages();
    copy(FILES.resolve(tool), fixture.folder);
    if (tool.equals("labelstudio")) {
      fixture.input("export.json");
    }
    CocoDataset dataset = fixture.dataset();
    JsonNode expected = new ObjectMapper().readTree(FILES.resolve("expected.json").toFile());
    assertThat(dataset.images()).hasSize(1);
    assertThat(dataset.annotations()).hasSize(expected.get(tool).size());
    List<String> names = dataset.classNames();
    for (int i = 0; i < dataset.annotations().size(); i++) {
      CocoAnnotation annotation = dataset.annotations().get(i);
      JsonNode one = expected.get(tool).get(i);
      assertThat(names.get((int) annotation.categoryId() - 1)).isEqualTo(one.get("label").asText());
      assertThat(annotation.segmentation().toRle(HEIGHT, WIDTH).decode())
          .as("%s, object %d", tool, i)
          .isEqualTo(Rle.fromCompressed(HEIGHT, WIDTH, one.get("counts").asText()).decode());
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
  }
}
