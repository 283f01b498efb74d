package dev.quantmask.dataset.synthetic;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;

/** Seen from the side: sky, hills or a town far away, ground and platforms to stand on. */
final class SideScroller {
  private static final double SMALLEST = 16;
  private static final double LARGEST = 250;

  private final RandomSource dice;
  private final FrameSize size;
  private final SideScrollerGround.Palette palette;
  private final List<Platform> platforms; // the first one is the ground

  private SideScroller(RandomSource dice, FrameSize size) {
    this.dice = dice;
    this.size = size;
    this.palette = SideScrollerGround.Palette.roll(dice);
    this.platforms = rollPlatforms();
  }

  static Scene roll(RandomSource dice, FrameSize size) {
    SideScroller scroller = new SideScroller(dice, size);
    List<SceneObject> things = scroller.rollThings();
    SideScrollerGround ground =
        new SideScrollerGround(scroller.palette, scroller.platforms, dice, size);
    return new Scene(ground, things, true, null);
  }

  private List<Platform> rollPlatforms() {
    int width = size.width();
    int height = size.height();
    List<Platform> rolled = new ArrayList<>();
    rolled.add(new Platform(0, width, height * dice.between(0.76, 0.9), height));
    int count = dice.integer(1, 4);
    for (int i = 0; i < count; i++) {
      double x0 = width * dice.between(-0.1, 0.8);
      double y0 = height * (0.3 + 0.42 * (i + dice.between(0.2, 0.8)) / count);
      double x1 = x0 + width * dice.between(0.16, 0.4);
      rolled.add(new Platform(x0, x1, y0, y0 + 26 * size.scale()));
    }
    return rolled;
  }

  private List<SceneObject> rollThings() {
    List<SceneObject> rolled = new ArrayList<>();
    addScenery(rolled, dice.integer(1, 5), false);
    Crowd crowd = new Crowd(dice);
    double pixelsPerMetre = dice.logBetween(17, 46) * size.scale();
    rolled.addAll(crowd.gather(it -> place(it, pixelsPerMetre), this::object));
    addScenery(rolled, dice.integer(0, 2), true);
    return rolled;
  }

  private Place place(ObjectClass objectClass, double pixelsPerMetre) {
    double metres = objectClass.metres() * dice.between(0.8, 1.25);
    double wanted = Math.max(SMALLEST * size.scale(), metres * pixelsPerMetre);
    double pixels = Math.min(wanted, LARGEST * size.scale());
    if (objectClass.flies()) {
      double lowest = platforms.get(0).y0() - pixels / 2;
      double x = dice.between(0, size.width());
      return new Place(x, dice.between(0.15 * size.height(), lowest), pixels);
    }
    Platform platform = dice.chance(0.5) ? platforms.get(0) : dice.pick(platforms);
    double margin = Math.min(0.4 * pixels, (platform.x1() - platform.x0()) / 2);
    double x = dice.between(platform.x0() + margin, platform.x1() - margin);
    // The ground has some depth: feet differ by a little.
    double feet = platform.y0() + dice.between(2, 8) * size.scale();
    return new Place(x, feet - objectClass.feet(View.SIDE) * pixels / 2, pixels);
  }

  private SceneObject object(ObjectClass objectClass, Place place) {
    Look look = objectClass.rollLook(dice);
    boolean mirrored = dice.chance(0.5);
    Pose pose = Pose.rollTurn(dice, objectClass, 0.7, 0.25).mirrored(mirrored);
    boolean still = objectClass == ObjectClass.CRATE || objectClass == ObjectClass.TURRET;
    if (!still && dice.chance(0.2)) {
      pose = pose.smearedSideways(place.size() * dice.between(0.05, 0.14));
    }
    return SceneObject.object(objectClass, View.SIDE, look, place, pose);
  }

  /** In the foreground it is larger, and dark against what is behind it. */
  private void addScenery(List<SceneObject> to, int count, boolean foreground) {
    Haze haze = foreground ? new Haze(0.55, Color.BLACK) : new Haze(0.15, palette.sky());
    for (int i = 0; i < count; i++) {
      Scenery kind = dice.pick(List.of(Scenery.values()));
      double pixels = dice.between(40, 120) * size.scale() * (foreground ? 1.5 : 1);
      double x = dice.between(0, size.width());
      double feet = platforms.get(0).y0() + (foreground ? 14 : 3) * size.scale();
      Place place = new Place(x, feet - 0.96 * pixels / 2, pixels);
      Look look = Look.roll(dice, 0.2, 0.5);
      Pose pose = Pose.UPRIGHT.mirrored(dice.chance(0.5));
      to.add(SceneObject.scenery(kind, View.SIDE, look, place, pose).in(haze));
    }
  }
}
