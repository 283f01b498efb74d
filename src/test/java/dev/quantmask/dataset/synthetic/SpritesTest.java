package dev.quantmask.dataset.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SpritesTest {
  private static final FrameSize SIZE = new FrameSize(160, 120);
  private static final int SIDE = 80;

  private static Look look(int style, double aim) {
    return new Look(
        new Color(0x4060c0), new Color(0xe0a020), new Color(0x505860), style, 1 + style, aim);
  }

  private static Composition alone(SceneObject thing) {
    return new Composition(List.of(thing), noFront());
  }

  private static BufferedImage noFront() {
    return new BufferedImage(SIZE.width(), SIZE.height(), BufferedImage.TYPE_INT_ARGB_PRE);
  }

  /** Drawn on black and on white, a pixel differs by what is seen through it. */
  private static int[] alpha(SceneObject thing) {
    int[] onBlack = drawnOn(thing, 0);
    int[] onWhite = drawnOn(thing, 0xffffff);
    int[] alpha = new int[onBlack.length];
    for (int i = 0; i < alpha.length; i++) {
      alpha[i] = 255 - ((onWhite[i] >> 8 & 0xff) - (onBlack[i] >> 8 & 0xff));
    }
    return alpha;
  }

  private static int[] drawnOn(SceneObject thing, int rgb) {
    Canvas canvas = new Canvas(SIZE);
    canvas.paint((x, y) -> rgb);
    Graphics2D graphics = canvas.graphics();
    Tile.of(thing).drawOn(graphics); // without its shadow
    graphics.dispose();
    return canvas.pixels();
  }

  private static boolean[] masked(SceneObject thing) {
    boolean[] pixels = new boolean[SIZE.width() * SIZE.height()];
    for (ObjectMask mask : alone(thing).masks()) {
      for (int i = 0; i < mask.inside().length; i++) {
        int x = mask.x0() + i % mask.width();
        int y = mask.y0() + i / mask.width();
        pixels[y * SIZE.width() + x] = mask.inside()[i];
      }
    }
    return pixels;
  }

  @ParameterizedTest
  @EnumSource
  void theMaskIsWhatIsDrawn(ObjectClass objectClass) {
    for (View view : View.values()) {
      for (int style = 0; style < 6; style++) {
        Pose pose = Pose.turned(style % 2 == 0 ? 0 : 0.7).mirrored(style > 2);
        Place place = new Place(80.3, 60.7, SIDE);
        SceneObject thing =
            SceneObject.object(objectClass, view, look(style, style / 3.0 - 1), place, pose)
                .in(new Haze(0.3, Color.GRAY));
        int[] alpha = alpha(thing);
        boolean[] masked = masked(thing);
        int different = 0;
        for (int i = 0; i < alpha.length; i++) {
          boolean clear = Math.abs(alpha[i] - 127.5) > 3; // drawing rounds
          different += clear && masked[i] != alpha[i] >= 128 ? 1 : 0;
        }
        assertThat(different).as("pixels of %s %s %d", objectClass, view, style).isZero();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void objectsAreAboutAsLargeAsTheirPlace(ObjectClass objectClass) {
    for (View view : View.values()) {
      for (int style = 0; style < 6; style++) {
        SceneObject thing =
            SceneObject.object(
                objectClass, view, look(style, 0), new Place(80, 60, SIDE), Pose.UPRIGHT);
        ObjectMask mask = alone(thing).masks().get(0);
        assertThat(Math.max(mask.width(), mask.height())).isBetween(SIDE * 7 / 10, SIDE * 12 / 10);
        assertThat(mask.area()).isGreaterThan(SIDE * SIDE / 5);
      }
    }
  }

  /** Else they would be cut off. */
  @ParameterizedTest
  @EnumSource
  void objectsStayWithinTheirTile(ObjectClass objectClass) {
    for (View view : View.values()) {
      for (int style = 0; style < 6; style++) {
        for (double aim : new double[] {-1, 0, 1}) {
          assertStaysWithin(
              SceneObject.object(
                  objectClass, view, look(style, aim), new Place(80, 60, SIDE), Pose.UPRIGHT));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void sceneryStaysWithinItsTile(Scenery scenery) {
    for (View view : View.values()) {
      for (int style = 0; style < 6; style++) {
        assertStaysWithin(
            SceneObject.scenery(
                scenery, view, look(style, 0), new Place(80, 60, SIDE), Pose.UPRIGHT));
      }
    }
  }

  private static void assertStaysWithin(SceneObject thing) {
    Tile tile = Tile.of(thing);
    Rectangle window = tile.window();
    int right = window.x + window.width - 1;
    int bottom = window.y + window.height - 1;
    boolean touches = false;
    for (int x = window.x; x <= right; x++) {
      touches |= tile.covers(x, window.y) || tile.covers(x, bottom);
    }
    for (int y = window.y; y <= bottom; y++) {
      touches |= tile.covers(window.x, y) || tile.covers(right, y);
    }
    assertThat(touches).as("%s", thing).isFalse();
  }

  /** What stands is not to float, nor to sink in. */
  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"DRONE", "PICKUP", "PROJECTILE"})
  void feetAreWhereTheyAreSaidToBe(ObjectClass objectClass) {
    for (View view : List.of(View.SIDE, View.FRONT)) {
      for (int style = 0; style < 6; style++) {
        SceneObject thing =
            SceneObject.object(
                objectClass, view, look(style, 0), new Place(80, 60, SIDE), Pose.UPRIGHT);
        ObjectMask mask = alone(thing).masks().get(0);
        double feet = 60 + objectClass.feet(view) * SIDE / 2;
        assertThat(mask.y0() + mask.height() - feet)
            .as("%s %s %d", objectClass, view, style)
            .isBetween(-0.08 * SIDE, 0.08 * SIDE);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void coloursDoNotChangeTheShape(ObjectClass objectClass) {
    Place place = new Place(80, 60, SIDE);
    Look first = look(1, 0.2);
    Look second =
        new Look(Color.RED, Color.GREEN, Color.WHITE, first.style(), first.phase(), first.aim());
    for (View view : View.values()) {
      boolean[] one = masked(SceneObject.object(objectClass, view, first, place, Pose.UPRIGHT));
      boolean[] other = masked(SceneObject.object(objectClass, view, second, place, Pose.UPRIGHT));
      assertThat(Arrays.equals(one, other)).isTrue();
    }
  }
}
