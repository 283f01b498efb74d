package dev.quantmask.cli;

import dev.quantmask.roi.RoiOptions;
import dev.quantmask.roi.RoiRectangle;
import dev.quantmask.text.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** Says how maps are made. */
final class RoiMapOptions {
  @Option(
      names = "--strength",
      paramLabel = "N",
      description =
          "Steps of the quantizer between objects and background, 0 to 51; default: what fits the"
              + " bit rate.")
  private Integer strength;

  @Option(
      names = "--block",
      paramLabel = "PIXELS",
      defaultValue = "16",
      description = "The side of the map's blocks: 8, 16, 32 or 64; default: ${DEFAULT-VALUE}.")
  private int block;

  @Option(
      names = "--margin",
      paramLabel = "PIXELS",
      defaultValue = "8",
      description = "What around an object belongs to it; default: ${DEFAULT-VALUE}.")
  private int margin;

  @Option(
      names = "--smoothing",
      paramLabel = "S",
      defaultValue = "0.7",
      description =
          "The part of its weight that a block keeps a frame after its object has left it, from 0 to"
              + " below 1; default: ${DEFAULT-VALUE}.")
  private double smoothing;

  @Option(
      names = "--weight",
      paramLabel = "CLASS=W",
      description =
          "How much a class matters, 0 to 1; * stands for classes that are not named; default: 1."
              + " Repeat the option for more of them.")
  private Map<String, Double> weights = new LinkedHashMap<>();

  @Option(
      names = "--hud",
      paramLabel = "X,Y,W,H",
      description =
          "A rectangle in pixels that always matters as much as an object; repeat the option for"
              + " more of them.")
  private List<String> hud = new ArrayList<>();

  /** Returns the strength that is given. */
  OptionalInt strength() {
    return strength == null ? OptionalInt.empty() : OptionalInt.of(strength);
  }

  RoiOptions options() {
    List<RoiRectangle> rectangles = hud.stream().map(RoiMapOptions::rectangle).toList();
    int steps = strength().orElse(RoiOptions.DEFAULT.strength());
    return check(
        () -> new RoiOptions(0, 0, block, steps, margin, smoothing, weights, rectangles, 0, 0));
  }

  /** Refuses a weight of a class that the model does not have. */
  static void requireClasses(RoiOptions options, List<String> classes) {
    check(
        () -> {
          options.requireClasses(classes);
          return options;
        });
  }

  /** An error begins with the name of a field: that of its option, but for the weights. */
  private static RoiOptions check(Supplier<RoiOptions> made) {
    try {
      return made.get();
    } catch (IllegalArgumentException e) {
      String message = e.getMessage().replaceFirst("^weights\\.", "weight=");
      throw new UsageException("--" + message.replaceFirst("^weights:", "weight:"));
    }
  }

  private static RoiRectangle rectangle(String text) {
    String[] parts = text.split(",", -1);
    try {
      if (parts.length == 4) {
        return new RoiRectangle(
            number(parts[0]), number(parts[1]), number(parts[2]), number(parts[3]));
      }
    } catch (NumberFormatException e) {
      // said below
    } catch (IllegalArgumentException e) {
      throw new UsageException("--hud: " + e.getMessage());
    }
    throw new UsageException(
        Text.format("--hud: expected X,Y,W,H, as in 0,0,320,48, found '%s'", text));
  }

  private static int number(String text) {
    return Integer.parseInt(text.strip());
  }
}
