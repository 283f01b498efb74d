package dev.quantmask.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quantmask.coco.json.CocoFormatException;
import dev.quantmask.dataset.DatasetStatistics.ClassStatistics;
import dev.quantmask.text.Text;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetStatisticsTest {
  @TempDir private Path directory;

  private Path write(String text) throws Exception {
    return Files.writeString(directory.resolve("coco.json"), text.replace('\'', '"'));
  }

  private static String annotation(int image, int category, double area, int crowd) {
    return Text.format(
            "{'id': 1, 'image_id': %d, 'category_id': %d, 'area': %s, 'bbox': [0, 0, 1, 1],",
            image, category, area)
        + Text.format(" 'iscrowd': %d}", crowd);
  }

  @Test
  void countsClassesSizesAndImages() throws Exception {
    Path file =
        write(
            Text.format(
                """
            {'annotations': [%s, %s, %s, %s],
             'images': [{'id': 5, 'width': 40, 'height': 30}, {'id': 6, 'width': 64, 'height': 64},
                        {'id': 7, 'width': 64, 'height': 64}],
             'categories': [{'id': 2, 'name': 'fish'}, {'id': 1, 'name': 'crab'},
                            {'id': 3, 'name': 'whale'}]}
            """,
                annotation(5, 1, 1023.9, 0),
                annotation(5, 1, 1024, 0),
                annotation(5, 2, 9216, 1),
                annotation(7, 1, 9215, 0)));
    DatasetStatistics statistics = DatasetStatistics.of(file);
    assertThat(statistics.images()).isEqualTo(3);
    assertThat(statistics.emptyImages()).isEqualTo(1);
    assertThat(statistics.objects()).isEqualTo(4);
    assertThat(statistics.crowds()).isEqualTo(1);
    assertThat(statistics.imageSizes()).hasToString("{64x64=2, 40x30=1}");
    assertThat(statistics.perImage()).hasToString("{0=1, 1=1, 3=1}");
    assertThat(statistics.classes())
        .containsExactly(
            new ClassStatistics(1, "crab", 3, 2, 1, 2, 0),
            new ClassStatistics(2, "fish", 1, 1, 0, 0, 1),
            new ClassStatistics(3, "whale", 0, 0, 0, 0, 0));
  }

  @Test
  void whatIsNoCocoFileIsAnError() throws Exception {
    Path file = write("{'images': [{'id': 'x'}]}");
    assertThatThrownBy(() -> DatasetStatistics.of(file))
        .isInstanceOf(CocoFormatException.class)
        .hasMessageContaining("images[0].id");
  }
}
