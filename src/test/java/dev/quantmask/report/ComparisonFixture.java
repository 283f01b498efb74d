package dev.quantmask.report;

import dev.quantmask.image.JpegEncoder;
import dev.quantmask.report.AccuracyFigures.ClassFigures;
import dev.quantmask.report.Comparison.DataSet;
import dev.quantmask.report.Comparison.Machine;
import dev.quantmask.statistics.Interval;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Comparisons such as {@code evaluate} makes; the same at every call. */
final class ComparisonFixture {
  static final List<String> CLASSES =
      List.of("player", "enemy", "vehicle", "drone", "crate", "pickup", "projectile", "turret");

  private static final int RUNS = 200;
  private static final Color[] COLOURS = {
    new Color(230, 159, 0), new Color(86, 180, 233), new Color(0, 158, 115), new Color(213, 94, 0)
  };

  private ComparisonFixture() {}

  /** fp32, linear and dynamic. */
  static Comparison three() {
    return of(
        List.of(fp32("fp32", CLASSES), linear(CLASSES), dynamic(CLASSES)),
        List.of(
            disagreement("frame-000117.jpg", "dynamic", 0.71, 7, 6),
            disagreement("frame-000042.jpg", "linear", 0.78, 5, 6)));
  }

  static Comparison of(List<ModelFigures> models, List<Disagreement> disagreements) {
    return new Comparison(
        Comparison.CURRENT_FORMAT,
        "quantmask evaluate --annotations frames/annotations.val.json --images frames"
            + " --model fp32.pt --model linear.pt --model dynamic.pt --limit 200 --out report",
        "2026-03-14T09:26:53Z",
        new Machine(
            "AMD EPYC 9R14",
            2,
            "AVX-512 VNNI",
            2,
            "Linux 6.1.0 amd64",
            "17.0.15",
            "0.1.0",
            "0.35.1",
            "2.7.1"),
        new DataSet("frames/annotations.val.json", "frames", 200, 1341),
        models,
        disagreements);
  }

  static ModelFigures fp32(String name, List<String> classes) {
    return model(name, "fp32", 176.2, latency(1, 702, 210), null, null, null, classes, 0.724);
  }

  private static ModelFigures linear(List<String> classes) {
    return model(
        "linear",
        "linear",
        134.9,
        latency(2, 668, 180),
        new Interval(1.05, 1.04, 1.06),
        new Interval(-0.9, -1.3, -0.5),
        new Interval(-0.7, -1.0, -0.3),
        classes,
        0.715);
  }

  static ModelFigures dynamic(List<String> classes) {
    return model(
        "dynamic",
        "dynamic",
        45.3,
        latency(3, 243, 62),
        new Interval(2.89, 2.84, 2.95),
        new Interval(-0.3, -0.5, -0.1),
        new Interval(-0.2, -0.5, 0.1),
        classes,
        0.721);
  }

  private static ModelFigures model(
      String name,
      String scheme,
      double megabytes,
      Latency latency,
      Interval speedUp,
      Interval boxChange,
      Interval maskChange,
      List<String> classes,
      double precision) {
    return new ModelFigures(
        name,
        scheme + ".pt",
        scheme,
        "cpu",
        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        megabytes,
        5.1 * megabytes,
        latency,
        speedUp,
        accuracy(precision, classes),
        accuracy(precision - 0.11, classes),
        boxChange,
        maskChange,
        900 + 4 * megabytes);
  }

  /** The model, with its differences from the first. */
  static ModelFigures compared(ModelFigures model, Interval speedUp, Interval change) {
    return new ModelFigures(
        model.name(),
        model.file(),
        model.scheme(),
        model.device(),
        model.sha256(),
        model.fileMegabytes(),
        model.loadMilliseconds(),
        model.latency(),
        speedUp,
        model.boxes(),
        model.masks(),
        change,
        change,
        model.peakMemoryMegabytes());
  }

  /** A model of images without objects, on a system that does not tell about memory. */
  static ModelFigures unmeasured(String name, Interval change) {
    ModelFigures model = dynamic(List.of());
    double[] nothing = new double[101];
    Arrays.fill(nothing, -1);
    AccuracyFigures none = new AccuracyFigures(metrics(-1), List.of(), nothing, nothing);
    return new ModelFigures(
        name,
        model.file(),
        model.scheme(),
        model.device(),
        model.sha256(),
        model.fileMegabytes(),
        model.loadMilliseconds(),
        model.latency(),
        change == null ? null : model.speedUp(),
        none,
        none,
        change,
        change,
        Double.NaN);
  }

  private static Latency latency(long seed, double median, double network) {
    Random random = new Random(seed);
    double[] all = new double[RUNS];
    for (int i = 0; i < RUNS; i++) {
      double slow = i % 37 == 0 ? 0.3 * random.nextDouble() : 0;
      all[i] = median * (1 + 0.03 * random.nextGaussian() + slow);
    }
    double[] sorted = all.clone();
    Arrays.sort(sorted);
    Map<String, Double> phases = new LinkedHashMap<>();
    phases.put("preprocess", 6.1);
    phases.put("backbone", median - network - 16.3);
    phases.put("proposals", network * 0.3);
    phases.put("boxes", network * 0.45);
    phases.put("masks", network * 0.25);
    phases.put("paste", 10.2);
    return new Latency(
        Arrays.stream(all).average().orElseThrow(),
        (sorted[RUNS / 2 - 1] + sorted[RUNS / 2]) / 2,
        sorted[RUNS * 95 / 100],
        sorted[RUNS * 99 / 100],
        all,
        phases);
  }

  private static AccuracyFigures accuracy(double precision, List<String> classes) {
    Random random = new Random(7);
    Random change = new Random(Math.round(precision * 1000));
    List<ClassFigures> figures = new ArrayList<>();
    for (String name : classes) {
      double own = precision + 0.2 * (random.nextDouble() - 0.5) + 0.006 * change.nextGaussian();
      figures.add(new ClassFigures(name, own, Math.min(1, own + 0.2)));
    }
    return new AccuracyFigures(
        metrics(precision), figures, curve(precision), curve(Math.min(0.97, precision + 0.2)));
  }

  private static Map<String, Double> metrics(double precision) {
    return Map.of(
        "AP", precision,
        "AP50", precision < 0 ? -1 : precision + 0.19,
        "AP75", precision < 0 ? -1 : precision + 0.08,
        "APs", precision < 0 ? -1 : precision - 0.21,
        "APm", precision < 0 ? -1 : precision + 0.04,
        "APl", -1.0);
  }

  /** Of about the mean precision. */
  private static double[] curve(double mean) {
    double steepness = mean / (1 - mean) * 2;
    return IntStream.rangeClosed(0, 100)
        .mapToDouble(recall -> 1 - Math.pow(recall / 100.0, steepness))
        .toArray();
  }

  static Disagreement disagreement(
      String file, String model, double agreement, int foundByFirst, int foundByModel) {
    return new Disagreement(
        file,
        model,
        agreement,
        foundByFirst,
        foundByModel,
        image(foundByFirst),
        image(foundByModel));
  }

  /** Discs in outlines on a dusky ground. */
  private static byte[] image(int objects) {
    BufferedImage image = new BufferedImage(640, 360, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setPaint(
        new GradientPaint(0, 0, new Color(44, 58, 84), 0, 360, new Color(120, 104, 92)));
    graphics.fillRect(0, 0, 640, 360);
    graphics.setStroke(new BasicStroke(3));
    Random random = new Random(11);
    for (int i = 0; i < objects; i++) {
      double size = 40 + random.nextInt(70);
      Ellipse2D disc =
          new Ellipse2D.Double(random.nextInt(540), random.nextInt(250), size, size * 0.8);
      Color colour = COLOURS[i % COLOURS.length];
      graphics.setColor(new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), 150));
      graphics.fill(disc);
      graphics.setColor(colour);
      graphics.draw(disc);
    }
    graphics.dispose();
    return JpegEncoder.encode(image, 0.8, true);
  }
}
