package dev.quantmask.dataset.synthetic;

import java.awt.Color;

/** A sky, hills, fields, and a road with kerbs and lanes that bends. */
final class RaceGround implements Canvas.Painting {
  private static final double KERB = 0.6; // metres
  private static final int KERB_RED = 0xc8342c;
  private static final int KERB_WHITE = 0xe8e4dc;
  private static final int LINE = 0xd8d8d0;
  private static final int CLOUD = 0xffffff;

  private final FrameSize size;
  private final Road road;
  private final Noise noise;
  private final int sky;
  private final int glow; // of the sky near the ground
  private final int hills;
  private final int field;
  private final int tar;
  private final double offset; // along the road, in metres

  /** Holds the colours of the scene. */
  record Palette(Color sky, Color field, Color tar) {
    static Palette roll(RandomSource dice) {
      Color sky = dice.colour(0.52, 0.7, dice.between(0.15, 0.55), dice.between(0.5, 1));
      Color field = dice.colour(0.08, 0.4, 0.4, dice.between(0.4, 0.65));
      Color tar = dice.colour(0.55, 0.7, 0.08, dice.between(0.28, 0.5));
      return new Palette(sky, field, tar);
    }
  }

  RaceGround(Palette palette, Road road, RandomSource dice, FrameSize size) {
    this.size = size;
    this.road = road;
    this.noise = new Noise(dice.salt());
    this.sky = palette.sky().getRGB();
    this.glow = Colours.mix(palette.sky(), dice.colour(0.02, 0.15, 0.3, 1), 0.6).getRGB();
    this.hills = Colours.mix(palette.sky(), palette.field(), 0.5).getRGB();
    this.field = palette.field().getRGB();
    this.tar = palette.tar().getRGB();
    this.offset = dice.between(0, 20);
  }

  @Override
  public int at(int x, int y) {
    Perspective perspective = road.perspective();
    double below = y - perspective.horizon();
    if (below < 0) {
      return sky(x, y);
    }
    double depth = perspective.focal() * perspective.eyeHeight() / (below + 0.8);
    double across = (x - road.middle(depth)) * depth / perspective.focal();
    int rgb = ground(Math.abs(across), across, depth + offset);
    return Colours.mixRgb(rgb, glow, Math.min(0.7, depth / 120));
  }

  private int sky(int x, int y) {
    double horizon = road.perspective().horizon();
    double scale = size.scale();
    double rise = 0.16 * size.height() * noise.rough(x / (120 * scale), 3);
    if (y > horizon - rise) {
      return Colours.scaleRgb(hills, 0.75 + 0.3 * (horizon - y) / rise);
    }
    double cloud = noise.rough(x / (110 * scale), y / (24 * scale));
    int rgb = Colours.mixRgb(sky, glow, y / horizon);
    return Colours.mixRgb(rgb, CLOUD, 1.5 * (cloud - 0.58));
  }

  /** All in metres; far away there is less detail than a pixel shows. */
  private int ground(double off, double across, double along) {
    if (off > Road.HALF + KERB) {
      double tone = (along / 5) % 2 < 1 ? 0.95 : 1.08;
      double tuft = 0.85 + 0.3 * noise.smooth(across * 1.4, along * 1.4);
      return Colours.scaleRgb(field, tone * (along < 45 ? tuft : 1));
    }
    if (off > Road.HALF) {
      return (along / 1.5) % 2 < 1 ? KERB_RED : KERB_WHITE;
    }
    boolean side = off > Road.HALF - 0.3 && off < Road.HALF - 0.12;
    boolean lane = Math.abs(off - Road.HALF / 3) < 0.09 && along % 6 < 3;
    if (side || lane) {
      return LINE;
    }
    double grain = along < 40 ? noise.smooth(across * 2.2, along * 0.7) : 0.5;
    return Colours.scaleRgb(tar, 0.9 + 0.2 * grain);
  }
}
