package dev.quantmask.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * Models compared on the same images. The first model is what the others are compared with.
 *
 * @param command that made it, as it was typed
 * @param started ISO 8601, UTC
 * @param disagreements images on which a model and the first disagree most, worst first
 * @param selection how one of the models was chosen; null if none was
 */
public record Comparison(
    int format,
    String command,
    String started,
    Machine machine,
    DataSet data,
    List<ModelFigures> models,
    List<Disagreement> disagreements,
    @JsonInclude(JsonInclude.Include.NON_NULL) Selection selection) {
  public static final int CURRENT_FORMAT = 1;

  public Comparison {
    models = List.copyOf(models);
    disagreements = List.copyOf(disagreements);
  }

  /** Models of which none was chosen. */
  public Comparison(
      int format,
      String command,
      String started,
      Machine machine,
      DataSet data,
      List<ModelFigures> models,
      List<Disagreement> disagreements) {
    this(format, command, started, machine, data, models, disagreements, null);
  }

  /** Returns the same with how one of the models was chosen. */
  public Comparison with(Selection newSelection) {
    return new Comparison(
        format, command, started, machine, data, models, disagreements, newSelection);
  }

  /**
   * Says where it ran.
   *
   * @param cpu its name, as the system says it
   * @param instructions the widest set of 8-bit instructions that libtorch will use: {@code AVX-512
   *     VNNI}
   * @param threads of one inference
   */
  public record Machine(
      String cpu,
      int cores,
      String instructions,
      int threads,
      String operatingSystem,
      String java,
      String quantmask,
      String djl,
      String libtorch) {}

  /** Says what it ran on; the paths as they were typed. */
  public record DataSet(String annotations, String images, int imageCount, int objects) {}
}
