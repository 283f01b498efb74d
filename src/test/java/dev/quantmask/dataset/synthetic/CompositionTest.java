package dev.quantmask.dataset.synthetic;

import static dev.quantmask.dataset.synthetic.Squares.BLUE;
import static dev.quantmask.dataset.synthetic.Squares.RED;
import static dev.quantmask.dataset.synthetic.Squares.SIZE;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompositionTest {
  private static Composition of(BufferedImage front, SceneObject... backToFront) {
    return new Composition(List.of(backToFront), front);
  }

  private static Composition of(SceneObject... backToFront) {
    return of(Squares.noFront(), backToFront);
  }

  private static int[] drawn(Composition composition) {
    Canvas canvas = new Canvas(SIZE);
    composition.drawOn(canvas);
    return Arrays.stream(canvas.pixels()).map(rgb -> rgb & 0xffffff).toArray();
  }

  private static void assertBox(ObjectMask mask, int x0, int y0, int width, int height) {
    assertThat(List.of(mask.x0(), mask.y0(), mask.width(), mask.height()))
        .containsExactly(x0, y0, width, height);
  }

  /** The mask has the pixels of that colour, and no others. */
  private static void assertDrawn(Composition composition, ObjectMask mask, int rgb) {
    int[] pixels = drawn(composition);
    for (int i = 0; i < pixels.length; i++) {
      int x = i % SIZE.width() - mask.x0();
      int y = i / SIZE.width() - mask.y0();
      boolean within = x >= 0 && y >= 0 && x < mask.width() && y < mask.height();
      boolean masked = within && mask.inside()[y * mask.width() + x];
      assertThat(masked).as("pixel %d", i).isEqualTo(pixels[i] == rgb);
    }
  }

  @Test
  void anObjectIsThePixelsThatAreDrawn() {
    Composition composition = of(Squares.object(RED, 30, 20, 12));
    assertThat(composition.masks()).hasSize(1);
    ObjectMask mask = composition.masks().get(0);
    assertThat(mask.objectClass()).isEqualTo(ObjectClass.DRONE);
    assertBox(mask, 30, 20, 12, 12);
    assertThat(mask.area()).isEqualTo(144);
    assertDrawn(composition, mask, RED);
  }

  @Test
  void whatIsBeforeItIsNotSeen() {
    Composition composition =
        of(
            Squares.object(RED, 30, 20, 20),
            Squares.scenery(0x00ff00, 44, 18, 10),
            Squares.object(BLUE, 22, 30, 14));
    List<ObjectMask> masks = composition.masks();
    assertThat(masks).hasSize(2);
    assertThat(masks.get(0).area()).isEqualTo(20 * 20 - 6 * 8 - 6 * 10);
    assertBox(masks.get(0), 30, 20, 20, 20);
    assertThat(masks.get(0).inside()[0]).isTrue();
    assertThat(masks.get(0).inside()[19]).isFalse();
    assertBox(masks.get(1), 22, 30, 14, 14);
    assertDrawn(composition, masks.get(1), BLUE);
  }

  @Test
  void theWindowIsThatOfTheVisiblePart() {
    SceneObject object = Squares.object(RED, 30, 20, 20);
    ObjectMask corner = of(object, Squares.scenery(0x00ff00, 20, 10, 20)).masks().get(0);
    assertBox(corner, 30, 20, 20, 20);
    assertThat(corner.area()).isEqualTo(300);
    ObjectMask half = of(object, Squares.scenery(0x00ff00, 0, 0, 40)).masks().get(0);
    assertBox(half, 40, 20, 10, 20);
    assertThat(half.area()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({"128, 300", "255, 300", "127, 400", "40, 400"})
  void onlyOpaquePartsOfTheFrontHide(int alpha, int area) {
    BufferedImage front = Squares.front(30, 20, 10, 10, alpha);
    assertThat(of(front, Squares.object(RED, 30, 20, 20)).masks().get(0).area()).isEqualTo(area);
  }

  @Test
  void theFrameCutsOff() {
    ObjectMask mask = of(Squares.object(RED, -8, 80, 20)).masks().get(0);
    assertBox(mask, 0, 80, 12, 10);
  }

  @ParameterizedTest
  @CsvSource({"14, true", "15, true", "16, false"})
  void whatIsHiddenByMoreThanThreeQuartersIsTakenOut(int rows, boolean stays) {
    Composition composition =
        of(Squares.front(0, 20, 160, rows, 255), Squares.object(RED, 30, 20, 20));
    assertThat(composition.masks()).hasSize(stays ? 1 : 0);
    assertThat(drawn(composition)).contains(stays ? RED : 0);
    if (!stays) {
      assertThat(drawn(composition)).doesNotContain(RED);
    }
  }

  @ParameterizedTest
  @CsvSource({"7, false", "8, true"})
  void whatIsSmallerThanSixtyPixelsIsTakenOut(int side, boolean stays) {
    assertThat(of(Squares.object(RED, 30, 20, side)).masks()).hasSize(stays ? 1 : 0);
  }

  @Test
  void whatWasBehindSomethingTakenOutIsSeenAgain() {
    BufferedImage front = Squares.front(40, 0, 120, 90, 255);
    Composition composition =
        of(front, Squares.object(BLUE, 20, 20, 20), Squares.object(RED, 36, 20, 20));
    assertThat(composition.masks()).hasSize(1);
    assertThat(composition.masks().get(0).area()).isEqualTo(400);
    assertDrawn(composition, composition.masks().get(0), BLUE);
  }

  @Test
  void sceneryIsNotAnnotated() {
    assertThat(of(Squares.scenery(RED, 30, 20, 20)).masks()).isEmpty();
  }

  @Test
  void movingBlursTheImageAndNotTheMask() {
    SceneObject still = Squares.object(RED, 30, 20, 20);
    Pose pose = Pose.UPRIGHT.smearedSideways(6);
    SceneObject moving =
        new SceneObject(
            still.objectClass(),
            still.sprite(),
            still.view(),
            still.look(),
            still.place(),
            pose,
            Haze.NONE);
    Composition composition = of(moving);
    assertBox(composition.masks().get(0), 30, 20, 20, 20);
    int[] row = Arrays.copyOfRange(drawn(composition), 25 * SIZE.width(), 26 * SIZE.width());
    assertThat(row[26]).isZero();
    assertThat(row[28] >> 16).isBetween(1, 254);
    assertThat(row[40]).isEqualTo(RED);
    assertThat(row[51] >> 16).isBetween(1, 254);
    assertThat(row[54]).isZero();
  }
}
