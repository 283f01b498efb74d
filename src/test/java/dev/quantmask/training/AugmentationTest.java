package dev.quantmask.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.model.config.TrainingConfig;
import dev.quantmask.training.Augmentation.Plan;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AugmentationTest {
  private static Augmentation of(List<Integer> sizes, boolean range, boolean mirrored) {
    return new Augmentation(new TrainingConfig.Input(sizes, range, 1333, mirrored, false, true));
  }

  private static Plan plan(Augmentation augmentation, int height, int width) {
    return augmentation.plan(height, width, new SplittableRandom(1));
  }

  @Test
  void theShorterSideIsResizedAndTheLongerOneLimited() {
    Augmentation augmentation = of(List.of(800), false, false);
    assertThat(plan(augmentation, 480, 640)).isEqualTo(new Plan(800, 1067, false));
    assertThat(plan(augmentation, 640, 480)).isEqualTo(new Plan(1067, 800, false));
    assertThat(plan(augmentation, 400, 1000)).isEqualTo(new Plan(533, 1333, false));
    assertThat(plan(of(List.of(0), false, false), 77, 99)).isEqualTo(new Plan(77, 99, false));
  }

  @Test
  void sizesAreChosenOrDrawnFromTheRange() {
    assertThat(heights(of(List.of(100, 200), false, false))).containsExactlyInAnyOrder(100, 200);
    assertThat(heights(of(List.of(100, 103), true, false)))
        .containsExactlyInAnyOrder(100, 101, 102, 103);
  }

  @Test
  void halfOfTheImagesAreMirrored() {
    Augmentation augmentation = of(List.of(100), false, true);
    SplittableRandom random = new SplittableRandom(3);
    long mirrored = 0;
    for (int i = 0; i < 1000; i++) {
      mirrored += augmentation.plan(100, 100, random).mirrored() ? 1 : 0;
    }
    assertThat(mirrored).isBetween(430L, 570L);
  }

  private static Set<Integer> heights(Augmentation augmentation) {
    SplittableRandom random = new SplittableRandom(2);
    Set<Integer> heights = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      heights.add(augmentation.plan(50, 100, random).height());
    }
    return heights;
  }
}
