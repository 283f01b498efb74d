package dev.quantmask.dataset.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SceneTest {
  private static final FrameSize SIZE = new FrameSize(640, 360);

  @FunctionalInterface
  private interface Kind {
    Scene roll(RandomSource dice, FrameSize size);
  }

  private static List<Scene> scenes(Kind kind) {
    return IntStream.range(0, 60).mapToObj(i -> kind.roll(RandomSource.of(5, i), SIZE)).toList();
  }

  private static Stream<Arguments> kinds() {
    return Stream.of(
        Arguments.of("arena", (Kind) Arena::roll, View.TOP),
        Arguments.of("side-scroller", (Kind) SideScroller::roll, View.SIDE),
        Arguments.of("corridor", (Kind) Corridor::roll, View.FRONT),
        Arguments.of("race", (Kind) Race::roll, View.FRONT));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("kinds")
  void thingsAreSeenFromWhereTheSceneIs(String name, Kind kind, View view) {
    Set<ObjectClass> classes = new HashSet<>();
    for (Scene scene : scenes(kind)) {
      List<SceneObject> objects = scene.things().stream().filter(SceneObject::isAnnotated).toList();
      assertThat(objects).as(name).hasSizeBetween(1, 25);
      for (SceneObject thing : scene.things()) {
        assertThat(thing.view()).isEqualTo(view);
      }
      for (SceneObject object : objects) {
        classes.add(object.objectClass());
        assertThat(object.place().size()).isBetween(14.0, 340.0);
        assertThat(object.place().y()).isBetween(-60.0, 400.0);
      }
    }
    assertThat(classes).hasSize(ObjectClass.values().length);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("kinds")
  void grounds(String name, Kind kind, View view) {
    Set<Integer> colours = new HashSet<>();
    for (Scene scene : scenes(kind)) {
      for (int y = 0; y < 360; y += 40) {
        colours.add(scene.ground().at(y + 100, y) & 0xffffff);
      }
    }
    assertThat(colours).as("%s, %s", name, view).hasSizeGreaterThan(200);
  }

  @Test
  void whatStandsInACorridorIsOnItsFloor() {
    for (Scene scene : scenes(Corridor::roll)) {
      for (SceneObject thing : scene.things()) {
        if (thing.isAnnotated() && !thing.flies()) {
          double feet =
              thing.place().y() + thing.objectClass().feet(View.FRONT) * thing.place().size() / 2;
          assertThat(feet).as("%s", thing).isGreaterThan(360 * 0.38);
        }
      }
    }
  }

  @Test
  void nearerThingsComeLater() {
    for (Scene scene : scenes(Race::roll)) {
      double before = 0;
      for (SceneObject thing : scene.things()) {
        if (thing.isAnnotated() && thing.objectClass() == ObjectClass.CRATE) {
          assertThat(thing.place().size()).isGreaterThanOrEqualTo(before);
          before = thing.place().size();
        }
      }
    }
  }

  @Test
  void allKindsAreRolled() {
    Set<Class<?>> grounds = new HashSet<>();
    for (int i = 0; i < 40; i++) {
      grounds.add(Scene.roll(RandomSource.of(1, i), SIZE).ground().getClass());
    }
    assertThat(grounds)
        .containsExactlyInAnyOrder(
            ArenaGround.class, SideScrollerGround.class, CorridorGround.class, RaceGround.class);
  }
}
