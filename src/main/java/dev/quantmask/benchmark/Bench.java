package dev.quantmask.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Models compared on the same pictures, in turn and picture by picture, so that a busy machine is
 * fair to all.
 *
 * @param runs over all pictures, for each model
 * @param profile whether to look into the network as well
 */
public record Bench(List<Picture> pictures, int runs, boolean profile) {
  /** So that all layers have been timed in a round that counts, however few runs there are. */
  private static final int WARM_UP_RUNS = 2;

  /** Who wants to know how far it is. */
  @FunctionalInterface
  public interface Progress {
    /** So many pictures of all have been through all models. */
    void pictures(long done, long total);
  }

  /** In the order of the models; the first is what the others are compared with. */
  public List<ModelTimes> run(List<BenchmarkedModel> contenders, Progress progress)
      throws IOException {
    long done = 0;
    long total = (long) (runs + WARM_UP_RUNS) * pictures.size();
    for (int run = -WARM_UP_RUNS; run < runs; run++) {
      contenders.forEach(BenchmarkedModel::beginRound);
      for (Picture picture : pictures) {
        if (run < 0) {
          warmUp(contenders, picture);
        } else {
          measure(contenders, picture);
        }
        progress.pictures(++done, total);
      }
    }
    List<ModelTimes> times = new ArrayList<>();
    for (BenchmarkedModel contender : contenders) {
      times.add(contender.times());
    }
    return times;
  }

  private static void warmUp(List<BenchmarkedModel> contenders, Picture picture)
      throws IOException {
    for (BenchmarkedModel contender : contenders) {
      contender.warmUp(picture);
    }
  }

  private void measure(List<BenchmarkedModel> contenders, Picture picture) throws IOException {
    for (BenchmarkedModel contender : contenders) {
      contender.request(picture);
    }
    for (BenchmarkedModel contender : contenders) {
      contender.timeLayers(picture);
    }
    if (!profile) {
      return;
    }
    for (BenchmarkedModel contender : contenders) {
      contender.profile(picture);
    }
  }
}
