package dev.quantmask.encoding;

import dev.quantmask.chart.ChartFile;
import dev.quantmask.chart.Panel;
import dev.quantmask.io.AtomicFile;
import dev.quantmask.io.Json;
import dev.quantmask.text.Markdown;
import dev.quantmask.text.MarkdownTable;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** The report of a trial: {@code report.md} with its images, and {@code report.json}. */
public final class TrialReport {
  private static final String CHART = "chart.png";
  private static final String CROPS = "crops.png";

  private TrialReport() {}

  /**
   * Writes the files into a folder, which is made if need be.
   *
   * @param command that made it
   */
  public static void write(
      TrialResult result, Optional<Crops> crops, String video, String command, Path folder)
      throws IOException {
    Files.createDirectories(folder);
    Map<Path, byte[]> files = new TreeMap<>();
    files.put(folder.resolve("report.json"), Json.indented(result));
    files.put(folder.resolve(CHART), ChartFile.png(panels(result)));
    crops.ifPresent(images -> files.put(folder.resolve(CROPS), images.png()));
    files.put(
        folder.resolve("report.md"),
        text(result, crops, video, command).getBytes(StandardCharsets.UTF_8));
    AtomicFile.writeTogether(files);
  }

  private static String text(
      TrialResult result, Optional<Crops> crops, String video, String command) {
    return String.join(
        "\n",
        "# A video with a map and without\n",
        Text.format(
            "%s: %d frames of %d x %d pixels, %.4g a second; objects have %.1f%% of the pixels. A map"
                + " takes %.2f ms. Encoded by libvpx in VP9, in realtime and at a constant rate, by\n",
            Markdown.code(video),
            result.frames(),
            result.width(),
            result.height(),
            result.framesPerSecond(),
            100 * result.objectArea(),
            result.mapMilliseconds()),
        command.indent(4),
        "## What the map gains\n",
        "Strength is in steps of the quantizer; changes are from without the map to with it, at the"
            + " same rate.\n",
        gains(result).toString(),
        "PSNR and SSIM are those of luma, inside of the objects' masks and outside.\n",
        figures(result).toString(),
        Text.format("![PSNR and its change by rate](%s)\n", CHART),
        crops
            .map(
                images ->
                    Text.format(
                        "## A frame\n\nFrame %d around an object (%s), without the map and with"
                            + " it.\n\n![Without the map, and with it](%s)\n",
                        images.frame(), Markdown.plain(images.label()), CROPS))
            .orElse(""));
  }

  /** Returns the changes by rate. */
  public static MarkdownTable gains(TrialResult result) {
    MarkdownTable table =
        new MarkdownTable(
            "Mbit/s",
            "strength",
            "inside, dB",
            "outside, dB",
            "SSIM inside",
            "SSIM outside",
            "rate");
    for (RateFigures rate : result.rates()) {
      table.row(
          Text.format("%.4g", rate.bitRate() / 1e6),
          rate.strength(),
          Text.format("%+.2f", rate.insideGain()),
          Text.format("%+.2f", rate.outsideGain()),
          Text.format("%+.4f", rate.with().insideSsim() - rate.without().insideSsim()),
          Text.format("%+.4f", rate.with().outsideSsim() - rate.without().outsideSsim()),
          Text.format("%+.1f%%", 100 * rate.rateChange()));
    }
    return table;
  }

  private static MarkdownTable figures(TrialResult result) {
    MarkdownTable table =
        new MarkdownTable(
            "Mbit/s",
            "kbit/s",
            "bits a frame",
            "largest frame",
            "PSNR inside",
            "PSNR outside",
            "SSIM inside",
            "SSIM outside",
            "ms a frame");
    for (RateFigures rate : result.rates()) {
      row(table, rate, "without", rate.without());
      row(table, rate, "with", rate.with());
    }
    return table;
  }

  private static void row(
      MarkdownTable table, RateFigures rate, String name, EncodingFigures figures) {
    table.row(
        Text.format("%.4g, %s", rate.bitRate() / 1e6, name),
        Text.format("%.0f", figures.kilobitsPerSecond()),
        Text.format("%.0f", figures.bitsPerFrame()),
        figures.largestFrame(),
        Text.format("%.2f", figures.insidePsnr()),
        Text.format("%.2f", figures.outsidePsnr()),
        Text.format("%.4f", figures.insideSsim()),
        Text.format("%.4f", figures.outsideSsim()),
        Text.format("%.1f", figures.milliseconds()));
  }

  private static List<Panel> panels(TrialResult result) {
    return List.of(
        new Panel.Lines(
            "Luma inside of objects and outside",
            "Mbit/s",
            "PSNR, dB",
            List.of(
                line(result, "inside, with the map", rate -> rate.with().insidePsnr()),
                line(result, "inside, without", rate -> rate.without().insidePsnr()),
                line(result, "outside, with the map", rate -> rate.with().outsidePsnr()),
                line(result, "outside, without", rate -> rate.without().outsidePsnr()))),
        new Panel.Lines(
            "What the map changes",
            "Mbit/s",
            "change of PSNR, dB",
            List.of(
                line(result, "inside", RateFigures::insideGain),
                line(result, "outside", RateFigures::outsideGain))));
  }

  private static Panel.Line line(
      TrialResult result, String name, ToDoubleFunction<RateFigures> value) {
    return new Panel.Line(
        name,
        result.rates().stream().map(rate -> rate.bitRate() / 1e6).toList(),
        result.rates().stream().map(rate -> value.applyAsDouble(rate)).toList());
  }
}
