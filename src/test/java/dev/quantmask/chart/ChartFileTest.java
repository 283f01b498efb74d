package dev.quantmask.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChartFileTest {
  private static final Panel LINES =
      new Panel.Lines(
          "Loss",
          "iteration",
          "loss",
          List.of(
              new Panel.Line("all", List.of(0.0, 10.0, 20.0), List.of(3.0, 2.0, 1.5)),
              new Panel.Line("mask", List.of(0.0, 10.0, 20.0), List.of(1.0, Double.NaN, 0.5)),
              new Panel.Line("none yet", List.of(), List.of())));
  private static final Panel BARS =
      new Panel.Bars(
          "Objects",
          "class",
          "objects",
          List.of("crab", "fish"),
          List.of(
              new Panel.Stack("small", List.of(3L, 0L)),
              new Panel.Stack("large", List.of(1L, 7L))));

  @TempDir private Path directory;

  private BufferedImage written(List<Panel> panels) throws IOException {
    Path file = directory.resolve("chart.png");
    ChartFile.write(file, panels);
    return ImageIO.read(file.toFile());
  }

  @Test
  void noTemporaryFileIsNeeded() throws Exception {
    boolean cached = ImageIO.getUseCache();
    Path none = Files.createDirectory(directory.resolve("none"));
    try {
      ImageIO.setUseCache(true);
      ImageIO.setCacheDirectory(none.toFile());
      Files.delete(none);
      assertThat(ChartFile.png(List.of(BARS))).isNotEmpty();
    } finally {
      ImageIO.setCacheDirectory(null);
      ImageIO.setUseCache(cached);
    }
  }

  @Test
  void panelsLieBelowEachOther() throws Exception {
    BufferedImage one = written(List.of(LINES));
    BufferedImage two = written(List.of(LINES, BARS));
    assertThat(two.getWidth()).isEqualTo(one.getWidth());
    assertThat(two.getHeight()).isEqualTo(2 * one.getHeight());
    assertThat(colours(one)).isGreaterThan(3); // something is drawn
  }

  private static int colours(BufferedImage image) {
    Set<Integer> colours = new HashSet<>();
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        colours.add(image.getRGB(x, y));
      }
    }
    return colours.size();
  }

  @Test
  void aChartWithoutPointsIsDrawn() throws Exception {
    Panel empty = new Panel.Lines("Loss", "iteration", "loss", List.of());
    assertThat(written(List.of(empty)).getWidth()).isPositive();
  }

  /** Where there is no second point to draw a line to, there is a marker. */
  @Test
  void aLineOfOnePointIsSeen() throws Exception {
    assertThat(ChartFile.png(List.of(withPointAt(2))))
        .isNotEqualTo(ChartFile.png(List.of(withPointAt(8))));
  }

  private static Panel withPointAt(double height) {
    Panel.Line range = new Panel.Line("range", List.of(0.0, 10.0), List.of(0.0, 10.0));
    Panel.Line point = new Panel.Line("point", List.of(5.0), List.of(height));
    return new Panel.Lines("Validation", "iteration", "AP", List.of(range, point));
  }

  @Test
  void theSameChartHasTheSameBytes() throws Exception {
    assertThat(ChartFile.png(List.of(BARS))).isEqualTo(ChartFile.png(List.of(BARS)));
  }

  @Test
  void manyBarsFindRoom() throws Exception {
    List<String> names = new ArrayList<>();
    List<Long> heights = new ArrayList<>();
    for (long i = 0; i < 80; i++) {
      names.add("class number " + i);
      heights.add(i);
    }
    Panel many =
        new Panel.Bars("Many", "class", "objects", names, List.of(new Panel.Stack("all", heights)));
    assertThat(written(List.of(many)).getWidth()).isPositive();
  }

  @Test
  void whatDoesNotFitIsAnError() {
    assertThatThrownBy(() -> new Panel.Line("loss", List.of(1.0), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("line loss: expected as many x as y, found 1 and 0");
    assertThatThrownBy(
            () ->
                new Panel.Bars(
                    "t", "x", "y", List.of("a"), List.of(new Panel.Stack("s", List.of()))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("bars s: expected 1 heights, found 0");
    assertThatThrownBy(() -> new Panel.Bars("t", "x", "y", List.of(), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("bars t: expected a bar, found none");
  }

  @Test
  void aPlaceThatCannotBeWrittenIsAnError() throws Exception {
    Path folder = Files.createDirectory(directory.resolve("folder"));
    assertThatThrownBy(() -> ChartFile.write(folder, List.of(BARS)))
        .isInstanceOf(IOException.class)
        .hasMessage(folder + ": expected a file, found a directory");
  }
}
