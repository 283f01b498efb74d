package dev.quantmask.cli;

import dev.quantmask.chart.ChartFile;
import dev.quantmask.chart.Panel;
import dev.quantmask.dataset.DatasetStatistics;
import dev.quantmask.dataset.DatasetStatistics.ClassStatistics;
import dev.quantmask.io.AtomicFile;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;

/** Statistics of a data set as images: {@code classes.png} and {@code images.png}. */
final class StatisticsCharts {
  private static final int MOST_CLASSES = 80; // there is no room for names of more
  private static final int MOST_COUNTS = 40;

  private StatisticsCharts() {}

  static Set<Path> write(Path folder, DatasetStatistics statistics) throws IOException {
    Files.createDirectories(folder);
    Map<Path, byte[]> charts = new LinkedHashMap<>();
    if (!statistics.classes().isEmpty()) {
      charts.put(folder.resolve("classes.png"), ChartFile.png(List.of(classes(statistics))));
    }
    if (statistics.images() > 0) {
      charts.put(folder.resolve("images.png"), ChartFile.png(List.of(perImage(statistics))));
    }
    AtomicFile.writeTogether(charts);
    return charts.keySet();
  }

  /** Draws the classes with the most objects first. */
  private static Panel classes(DatasetStatistics statistics) {
    List<ClassStatistics> most =
        statistics.classes().stream()
            .sorted(Comparator.comparing(ClassStatistics::objects).reversed())
            .limit(MOST_CLASSES)
            .toList();
    String which =
        most.size() < statistics.classes().size()
            ? Text.format(
                ", the %d most frequent of %d classes", most.size(), statistics.classes().size())
            : "";
    return new Panel.Bars(
        "Objects by class and area" + which,
        "class",
        "objects",
        most.stream().map(ClassStatistics::name).toList(),
        List.of(
            stack("small: below 32 x 32", most, ClassStatistics::small),
            stack("medium", most, ClassStatistics::medium),
            stack("large: from 96 x 96", most, ClassStatistics::large)));
  }

  private static Panel.Stack stack(
      String name, List<ClassStatistics> classes, ToLongFunction<ClassStatistics> count) {
    return new Panel.Stack(name, classes.stream().map(count::applyAsLong).toList());
  }

  private static Panel perImage(DatasetStatistics statistics) {
    int most = statistics.perImage().keySet().stream().mapToInt(Integer::intValue).max().orElse(0);
    int step = most / MOST_COUNTS + 1; // counts that share a bar
    List<String> names = new ArrayList<>();
    List<Long> heights = new ArrayList<>();
    for (int start = 0; start <= most; start += step) {
      long images = 0;
      for (int count = start; count < start + step; count++) {
        images += statistics.perImage().getOrDefault(count, 0L);
      }
      names.add(step == 1 ? "" + start : Text.format("%d-%d", start, start + step - 1));
      heights.add(images);
    }
    return new Panel.Bars(
        "Objects an image",
        "objects",
        "images",
        names,
        List.of(new Panel.Stack("images", heights)));
  }
}
