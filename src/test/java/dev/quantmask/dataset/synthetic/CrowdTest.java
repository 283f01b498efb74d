package dev.quantmask.dataset.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CrowdTest {
  private static final Look LOOK = new Look(Color.RED, Color.RED, Color.RED, 0, 0, 0);

  private static SceneObject thing(ObjectClass objectClass, Place place) {
    return SceneObject.object(objectClass, View.TOP, LOOK, place, Pose.UPRIGHT);
  }

  @Test
  void aboutSevenObjectsAFrameAndCrowds() {
    int[] counts =
        IntStream.range(0, 2000)
            .map(
                i -> {
                  int[] next = {0};
                  Crowd crowd = new Crowd(RandomSource.of(9, i));
                  return crowd
                      .gather(it -> new Place(100 * next[0]++, 0, 10), CrowdTest::thing)
                      .size();
                })
            .toArray();
    assertThat(IntStream.of(counts).average().orElseThrow()).isBetween(6.5, 8.5);
    assertThat(IntStream.of(counts).max().orElseThrow()).isEqualTo(25);
    assertThat(IntStream.of(counts).min().orElseThrow()).isEqualTo(1);
  }

  @Test
  void whereThereIsNoRoomNobodyComes() {
    for (int i = 0; i < 50; i++) {
      List<SceneObject> things =
          new Crowd(RandomSource.of(9, i)).gather(it -> new Place(50, 50, 20), CrowdTest::thing);
      assertThat(things).hasSize(1);
    }
  }
}
