package dev.quantmask.cli;

import dev.quantmask.evaluation.EvaluationSettings;
import dev.quantmask.evaluation.Figures;
import dev.quantmask.evaluation.Shard;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Says on what, how and where `evaluate` measures. */
final class EvaluateOptions {
  /** Those that say how to measure, which merging does not. */
  static final List<String> OF_MEASURING = List.of("--device", "--limit", "--warm-up", "--shard");

  @Option(
      names = "--annotations",
      paramLabel = "FILE",
      description = "The COCO annotations to compare on.")
  Path annotations;

  @Option(
      names = "--images",
      paramLabel = "DIR",
      description = {
        "The folder of the images. With --merge, images and annotations are taken from where they"
            + " were unless given."
      })
  Path images;

  @Mixin private DeviceOption device;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Measure on the first N images of the annotations; default: all.")
  private Integer limit;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      defaultValue = "3",
      description = {
        "Images that every model sees before the measured ones, to warm up and to measure its"
            + " memory; default: ${DEFAULT-VALUE}."
      })
  private int warmUp;

  @Option(
      names = "--shard",
      paramLabel = "I/N",
      defaultValue = "0/1",
      converter = ShardConverter.class,
      description = {
        "Only measure the images I, I + N, …, as one of N machines: 0/4 is the first of four. They"
            + " may share one --out; --merge compares."
      })
  Shard shard;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "report",
      description = "The folder of the results; default: ${DEFAULT-VALUE}.")
  Path out;

  @Option(
      names = "--resume",
      description =
          "Continue with what is in --out, if there is anything, and write the reports again.")
  boolean resume;

  /** Says what is wrong in the words of {@link Shard}. */
  static final class ShardConverter implements ITypeConverter<Shard> {
    @Override
    public Shard convert(String value) {
      try {
        return Shard.of(value);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  /**
   * Returns what is to be measured.
   *
   * @throws IllegalArgumentException naming the option that is wrong
   */
  EvaluationSettings settings(List<Path> models, String command, String version) {
    return new EvaluationSettings(
        models,
        annotations,
        images,
        limit == null ? Integer.MAX_VALUE : limit,
        warmUp,
        device.device(),
        shard,
        out,
        resume,
        command,
        version);
  }

  Figures.Places places() {
    return new Figures.Places(Optional.ofNullable(annotations), Optional.ofNullable(images));
  }
}
