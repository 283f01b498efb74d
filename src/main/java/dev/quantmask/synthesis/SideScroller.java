package dev.quantmask.synthesis;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;

/** Seen from the side: sky, hills or a town far away, ground and platforms to stand on. */
final class SideScroller implements Scene {
  private static final double SMALLEST = 16;

  /** A strip to stand on, in pixels; the ground reaches over the whole width. */
  private record Platform(double x0, double x1, double y) {}

  private final Dice dice;
  private final int width;
  private final int height;
  private final double scale;
  private final List<Platform> platforms = new ArrayList<>();
  private final Color sky;
  private final Color soil;
  private final boolean town;

  SideScroller(Dice dice, int width, int height) {
    this.dice = dice;
    this.width = width;
    this.height = height;
    this.scale = height / 360.0;
    this.sky = dice.colour(0.5, 0.72, dice.between(0.2, 0.6), dice.between(0.45, 0.95));
    this.soil = dice.colour(0.05, 0.4, 0.45, 0.45);
    this.town = dice.chance(0.5);
    platforms.add(new Platform(0, width, height * dice.between(0.76, 0.9)));
    int count = dice.integer(1, 4);
    for (int i = 0; i < count; i++) {
      double x0 = width * dice.between(-0.1, 0.8);
      double y = height * (0.3 + 0.42 * (i + dice.between(0.2, 0.8)) / count);
      platforms.add(new Platform(x0, x0 + width * dice.between(0.16, 0.4), y));
    }
  }

  @Override
  public void paintGround(Canvas canvas) {
    Noise noise = new Noise(dice.salt());
    int top = sky.getRGB();
    int bottom = Colours.mix(sky, dice.colour(0.02, 0.14, 0.3, 0.9), 0.6).getRGB();
    int far = Colours.mix(sky, soil, 0.3).getRGB();
    int near = Colours.scaleRgb(Colours.mix(sky, soil, 0.6).getRGB(), 0.8);
    double[] farLine = skyline(noise, 0.38, 0.3, 90);
    double[] nearLine = skyline(noise, 0.58, 0.25, 50);
    canvas.paint(
        (x, y) -> {
          if (y > nearLine[x]) {
            return window(noise, near, x, y, 14);
          }
          if (y > farLine[x]) {
            return window(noise, far, x, y, 9);
          }
          double cloud = noise.rough(x / (90 * scale), y / (30 * scale));
          int rgb = Colours.mixRgb(top, bottom, y / (0.75 * height));
          return Colours.mixRgb(rgb, 0xffffff, 1.4 * (cloud - 0.6));
        });
    Color grass = dice.colour(0.2, 0.4, 0.55, 0.6);
    for (Platform platform : platforms) {
      paintPlatform(canvas, platform, noise, grass);
    }
  }

  /** The upper end of what is far away, for each column. */
  private double[] skyline(Noise noise, double middle, double swing, double detail) {
    double[] line = new double[width];
    for (int x = 0; x < width; x++) {
      double at = x / (detail * scale);
      double rise = town ? noise.lattice((int) at, (int) detail) : noise.rough(at, detail);
      line[x] = height * (middle + swing * (0.5 - rise));
    }
    return line;
  }

  /** Houses have windows; hills have spots. */
  private int window(Noise noise, int rgb, int x, int y, double cell) {
    if (!town) {
      return Colours.scaleRgb(rgb, 0.9 + 0.2 * noise.smooth(x / (12 * scale), y / (12 * scale)));
    }
    double u = x / (cell * scale);
    double v = y / (cell * scale);
    boolean pane = u % 1 > 0.4 && v % 1 > 0.4;
    return pane && noise.lattice((int) u, (int) v) > 0.6
        ? Colours.mixRgb(rgb, 0xffe0a0, 0.35)
        : rgb;
  }

  private void paintPlatform(Canvas canvas, Platform platform, Noise noise, Color grass) {
    double depth = platform.x1() - platform.x0() >= width ? height : 26 * scale;
    int x0 = (int) Math.max(0, platform.x0());
    int x1 = (int) Math.min(width, platform.x1());
    int y0 = (int) platform.y();
    int y1 = (int) Math.min(height, platform.y() + depth);
    double brick = 22 * scale;
    for (int y = y0; y < y1; y++) {
      int row = (int) ((y - y0) / (brick / 2));
      for (int x = x0; x < x1; x++) {
        double u = x / brick + 0.5 * (row % 2);
        boolean joint = u % 1 < 0.09 || (y - y0) % (brick / 2) < 1.6 * scale;
        double shade = 0.85 + 0.3 * noise.lattice((int) u, row);
        int rgb = Colours.scaleRgb(soil.getRGB(), joint ? 0.6 : shade);
        double blades = (5 + 4 * noise.smooth(x / (5 * scale), y0)) * scale;
        canvas.pixels()[y * width + x] =
            y - y0 < blades ? Colours.scaleRgb(grass.getRGB(), 0.9 + 0.2 * (u % 1)) : rgb;
      }
    }
  }

  @Override
  public List<Thing> things() {
    List<Thing> things = new ArrayList<>();
    addScenery(things, dice.integer(1, 5), 1);
    Crowd crowd = new Crowd(dice);
    double pixelsPerMetre = dice.logBetween(17, 46) * scale;
    for (ObjectClass objectClass : crowd.roll()) {
      double[] place =
          crowd.place(
              () -> {
                double metres = objectClass.metres() * dice.between(0.8, 1.25);
                double size = Math.max(SMALLEST * scale, metres * pixelsPerMetre);
                return place(objectClass, Math.min(size, 250 * scale));
              });
      if (place != null) {
        things.add(object(objectClass, place));
      }
    }
    addScenery(things, dice.integer(0, 2), 1.5);
    return things;
  }

  private double[] place(ObjectClass objectClass, double size) {
    if (objectClass.flies()) {
      double lowest = platforms.get(0).y() - size / 2;
      return new double[] {dice.between(0, width), dice.between(0.15 * height, lowest), size};
    }
    Platform platform = dice.chance(0.5) ? platforms.get(0) : dice.pick(platforms);
    double margin = Math.min(0.4 * size, (platform.x1() - platform.x0()) / 2);
    double x = dice.between(platform.x0() + margin, platform.x1() - margin);
    // The ground has some depth: feet differ by a little.
    double feet = platform.y() + dice.between(2, 8) * scale;
    return new double[] {x, feet - objectClass.feet(View.SIDE) * size / 2, size};
  }

  private Thing object(ObjectClass objectClass, double[] place) {
    Look look = objectClass.rollLook(dice);
    boolean mirrored = dice.chance(0.5);
    double turn =
        switch (objectClass) {
          case PROJECTILE -> dice.between(-0.7, 0.7);
          case DRONE, PICKUP -> dice.between(-0.25, 0.25);
          case PLAYER, ENEMY, VEHICLE, CRATE, TURRET -> 0;
        };
    Thing thing =
        Thing.object(objectClass, View.SIDE, look, place[0], place[1], place[2])
            .turned(turn)
            .mirrored(mirrored);
    boolean still = objectClass == ObjectClass.CRATE || objectClass == ObjectClass.TURRET;
    if (!still && dice.chance(0.2)) {
      return thing.smeared(place[2] * dice.between(0.05, 0.14), 0);
    }
    return thing;
  }

  private void addScenery(List<Thing> things, int count, double larger) {
    for (int i = 0; i < count; i++) {
      Scenery kind = dice.pick(List.of(Scenery.values()));
      double size = dice.between(40, 120) * scale * larger;
      double x = dice.between(0, width);
      double y = platforms.get(0).y() + (larger > 1 ? 14 : 3) * scale - 0.96 * size / 2;
      Look look = Look.roll(dice, 0.2, 0.5);
      things.add(
          Thing.scenery(kind, View.SIDE, look, x, y, size)
              .mirrored(dice.chance(0.5))
              .hazed(larger > 1 ? 0.55 : 0.15, larger > 1 ? Color.BLACK : sky));
    }
  }

  @Override
  public boolean isOutdoors() {
    return true;
  }
}
