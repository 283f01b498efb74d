package dev.quantmask.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Models compared on the same images, in turn and image by image, so that a busy machine is fair to
 * all.
 *
 * @param runs over all images, for each model
 * @param profile whether to look into the network as well
 */
public record Bench(List<BenchmarkImage> images, int runs, boolean profile) {
  /** So that all layers have been timed in a round that counts, however few runs there are. */
  private static final int WARM_UP_RUNS = 2;

  /** Watches how far it is. */
  @FunctionalInterface
  public interface Progress {
    /** So many images of all have been through all models. */
    void images(long done, long total);
  }

  /** Measures in the order of the models; the first is what the others are compared with. */
  public List<ModelTimes> run(List<BenchmarkedModel> contenders, Progress progress)
      throws IOException {
    long done = 0;
    long total = (long) (runs + WARM_UP_RUNS) * images.size();
    for (int run = -WARM_UP_RUNS; run < runs; run++) {
      contenders.forEach(BenchmarkedModel::beginRound);
      for (BenchmarkImage image : images) {
        if (run < 0) {
          warmUp(contenders, image);
        } else {
          measure(contenders, image);
        }
        progress.images(++done, total);
      }
    }
    List<ModelTimes> times = new ArrayList<>();
    for (BenchmarkedModel contender : contenders) {
      times.add(contender.times());
    }
    return times;
  }

  private static void warmUp(List<BenchmarkedModel> contenders, BenchmarkImage image)
      throws IOException {
    for (BenchmarkedModel contender : contenders) {
      contender.warmUp(image);
    }
  }

  private void measure(List<BenchmarkedModel> contenders, BenchmarkImage image) throws IOException {
    for (BenchmarkedModel contender : contenders) {
      contender.request(image);
    }
    for (BenchmarkedModel contender : contenders) {
      contender.timeLayers(image);
    }
    if (!profile) {
      return;
    }
    for (BenchmarkedModel contender : contenders) {
      contender.profile(image);
    }
  }
}
