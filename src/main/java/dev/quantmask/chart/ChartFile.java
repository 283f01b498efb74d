package dev.quantmask.chart;

import dev.quantmask.image.Headless;
import dev.quantmask.image.OutOfMemory;
import dev.quantmask.io.AtomicFile;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Writes charts as PNG, without a display. */
public final class ChartFile {
  private static final int WIDTH = 900; // pixels, of each panel
  private static final int HEIGHT = 420;
  private static final int MOST_LEVEL_NAMES = 12; // more, or longer ones, are turned to find room
  private static final int MOST_LEVEL_CHARACTERS = 100;
  private static final Color GRID = new Color(225, 225, 225);

  private ChartFile() {}

  /**
   * Writes panels below each other.
   *
   * @param panels at least one
   * @throws IOException if the file cannot be written, or the system has no fonts
   */
  public static void write(Path file, List<Panel> panels) throws IOException {
    AtomicFile.write(file, png(panels));
  }

  /**
   * A chart as the bytes of a PNG file.
   *
   * @throws IOException if the system has no fonts
   */
  public static byte[] png(List<Panel> panels) throws IOException {
    Headless.choose();
    requireFonts();
    List<Chart<?, ?>> charts = new ArrayList<>();
    panels.forEach(panel -> charts.add(chart(panel)));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BitmapEncoder.saveBitmap(charts, charts.size(), 1, bytes, BitmapFormat.PNG);
    return bytes.toByteArray();
  }

  /**
   * Slim containers have no fontconfig: the JDK then fails in various ways, even with a plain
   * Error.
   */
  private static void requireFonts() throws IOException {
    Graphics2D graphics = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
    try {
      graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
      graphics.getFontMetrics();
    } catch (OutOfMemoryError e) {
      throw e;
    } catch (RuntimeException | Error noFonts) {
      if (OutOfMemory.in(noFonts).isPresent()) {
        throw noFonts;
      }
      throw new IOException(
          "charts need fonts, and this system has none: install fontconfig and a font, as"
              + " fonts-dejavu-core",
          noFonts);
    } finally {
      graphics.dispose();
    }
  }

  private static Chart<?, ?> chart(Panel panel) {
    return panel instanceof Panel.Lines lines ? chart(lines) : chart((Panel.Bars) panel);
  }

  private static XYChart chart(Panel.Lines panel) {
    XYChart chart = new XYChart(WIDTH, HEIGHT);
    prepare(chart, chart.getStyler(), panel);
    for (Panel.Line line : panel.lines()) {
      List<Double> heights = new ArrayList<>();
      for (Double y : line.y()) {
        heights.add(Double.isFinite(y) ? y : null);
      }
      if (!line.x().isEmpty()) {
        chart
            .addSeries(line.name(), line.x(), heights)
            .setMarker(line.x().size() == 1 ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
      }
    }
    return chart;
  }

  private static CategoryChart chart(Panel.Bars panel) {
    CategoryChart chart = new CategoryChart(WIDTH, HEIGHT);
    prepare(chart, chart.getStyler(), panel);
    chart.getStyler().setStacked(true).setAvailableSpaceFill(0.8);
    chart.getStyler().setLegendVisible(panel.stacks().size() > 1);
    chart.getStyler().setXAxisLabelRotation(fit(panel.names()) ? 0 : 60);
    for (Panel.Stack stack : panel.stacks()) {
      chart.addSeries(stack.name(), panel.names(), stack.heights());
    }
    return chart;
  }

  private static boolean fit(List<String> names) {
    return names.size() <= MOST_LEVEL_NAMES
        && String.join("", names).length() <= MOST_LEVEL_CHARACTERS;
  }

  private static void prepare(Chart<?, ?> chart, AxesChartStyler styler, Panel panel) {
    chart.setTitle(panel.title());
    chart.setXAxisTitle(panel.xAxis());
    chart.setYAxisTitle(panel.yAxis());
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setPlotGridLinesColor(GRID);
    styler.setPlotBorderVisible(false);
    styler.setChartTitleBoxVisible(false);
    styler.setLegendBorderColor(Color.WHITE);
    styler.setLocale(Locale.ROOT);
  }
}
