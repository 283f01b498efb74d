package dev.quantmask.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quantmask.coco.json.CocoFormatException;
import dev.quantmask.dataset.DatasetStatistics.ClassStatistics;
import dev.quantmask.text.Text;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetStatisticsTest {
  @TempDir private Path directory;
  private final List<String> notes = new ArrayList<>();

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
    DatasetStatistics statistics = DatasetStatistics.of(file, notes::add);
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
    Path file = write("{'images': [{'id': true}]}");
    assertThatThrownBy(() -> DatasetStatistics.of(file, notes::add))
        .isInstanceOf(CocoFormatException.class)
        .hasMessageContaining("images[0].id");
  }

  /** A triangle that fills half of its box: 50 x 50 / 2 pixels are medium, the box's are too. */
  @Test
  void aMissingAreaIsThatOfTheMaskAndSaid() throws Exception {
    String mask = "'id': %d, 'image_id': 5, 'category_id': 1, 'segmentation': %s";
    Path file =
        write(
            Text.format(
                """
                {'annotations': [{%s}],
                 'images': [{'id': 5, 'width': 400, 'height': 300}],
                 'categories': [{'id': 1, 'name': 'crab'}], 'more': [],
                 'annotations': [{%s}, {%s, 'bbox': [0, 0, 100, 100]}]}
                """,
                Text.format(mask, 1, "[[0, 0, 40, 0, 0, 40]]"), // 1600 by the box, and medium
                Text.format(mask, 2, "[[0, 0, 100, 0, 0, 100]]"), // 10000 by the box, and large
                Text.format(mask, 3, "[]")));
    assertThat(DatasetStatistics.of(file, notes::add).classes())
        .containsExactly(new ClassStatistics(1, "crab", 3, 1, 1, 1, 1));
    assertThat(notes)
        .containsExactly(
            file
                + ": area: 3 of 3 annotations have none; it is taken from the mask of 2 and from"
                + " the box of 1");
  }

  @Test
  void idsMayBeTexts() throws Exception {
    Path file =
        write(
            """
            {'images': [{'id': 'b.png', 'width': 40, 'height': 30}, {'id': 'a.png'}],
             'categories': [{'id': 'fish', 'name': 'Fish'}, {'id': 'crab', 'name': 'Crab'}],
             'annotations': [{'id': 'x', 'image_id': 'b.png', 'category_id': 'fish', 'area': 4,
              'bbox': [0, 0, 2, 2]}, {'id': 'y', 'image_id': 'b.png', 'category_id': 'eel',
              'area': 4, 'bbox': [0, 0, 2, 2]}]}
            """);
    DatasetStatistics statistics = DatasetStatistics.of(file, notes::add);
    assertThat(statistics.emptyImages()).isEqualTo(1);
    assertThat(statistics.classes())
        .containsExactly(
            new ClassStatistics(1, "Crab", 0, 0, 0, 0, 0),
            new ClassStatistics(2, "category eel", 1, 1, 1, 0, 0),
            new ClassStatistics(3, "Fish", 1, 1, 1, 0, 0));
  }
}
