package dev.quantmask.evaluation;

import dev.quantmask.statistics.Bootstrap;
import dev.quantmask.statistics.Interval;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Holds the figures of one model that {@link Evaluation} measured beside others. Intervals are of
 * 95%, by resampling the images; AP and its changes are in points.
 *
 * @param milliseconds median over the images
 * @param boxAp -1 where there is nothing to find, as {@code maskAp}
 * @param speedUp median time of the first model of the evaluation by this one's
 * @param boxChange AP less that of the first model, as {@code maskChange}
 */
public record MeasuredModel(
    String name,
    Interval milliseconds,
    double boxAp,
    double maskAp,
    Interval speedUp,
    Interval boxChange,
    Interval maskChange) {
  private static final double NOTHING_TO_FIND = -1;

  /**
   * Reads what an evaluation wrote into its folder.
   *
   * @return in the order of the models
   * @throws IOException if it is not complete, or its annotations are not what they were
   */
  public static List<MeasuredModel> of(Path folder) throws IOException {
    RunSet runs = RunSet.read(new RunFolder(folder).parts());
    EvaluationData data = Figures.data(runs, Figures.Places.AS_BEFORE);
    Bootstrap bootstrap = new Bootstrap(data.size());
    List<ModelAccuracy> accuracy = new ArrayList<>();
    for (int i = 0; i < runs.byModel().size(); i++) {
      accuracy.add(ModelAccuracy.of(data.dataset(), runs.detections(i), bootstrap));
    }
    List<MeasuredModel> models = new ArrayList<>();
    for (int i = 0; i < accuracy.size(); i++) {
      ModelAccuracy first = accuracy.get(0);
      ModelAccuracy own = accuracy.get(i);
      models.add(
          new MeasuredModel(
              runs.header().models().get(i).name(),
              bootstrap.median(runs.milliseconds(i)),
              points(own.boxes().averagePrecision()),
              points(own.masks().averagePrecision()),
              bootstrap.speedUp(runs.milliseconds(0), runs.milliseconds(i)),
              Figures.change(first.boxes(), first.boxSamples(), own.boxes(), own.boxSamples()),
              Figures.change(first.masks(), first.maskSamples(), own.masks(), own.maskSamples())));
    }
    return models;
  }

  private static double points(double fraction) {
    return fraction < 0 ? NOTHING_TO_FIND : ModelAccuracy.POINTS * fraction;
  }

  /** Returns whether the images had objects with boxes, and with masks, to find. */
  public boolean hasAccuracy() {
    return DoubleStream.of(boxAp, maskAp).allMatch(ap -> ap >= 0);
  }
}
