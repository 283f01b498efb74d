package dev.quantmask.dataset.synthetic;

import java.awt.Color;
import java.util.List;

/** A sky, two rows of hills or houses, and platforms of brick with grass on them. */
final class SideScrollerGround implements Canvas.Painting {
  private static final int LIT_WINDOW = 0xffe0a0;
  private static final int CLOUD = 0xffffff;

  private final FrameSize size;
  private final double scale;
  private final boolean town;
  private final List<Platform> platforms;
  private final Noise noise;
  private final int skyTop;
  private final int skyBottom;
  private final int far;
  private final int near;
  private final int soil;
  private final int grass;
  private final double[] farLine; // the upper end of what is there, for each column
  private final double[] nearLine;

  /** Holds the colours of the scene. */
  record Palette(Color sky, Color soil, boolean town) {
    static Palette roll(RandomSource dice) {
      Color sky = dice.colour(0.5, 0.72, dice.between(0.2, 0.6), dice.between(0.45, 0.95));
      Color soil = dice.colour(0.05, 0.4, 0.45, 0.45);
      return new Palette(sky, soil, dice.chance(0.5));
    }
  }

  SideScrollerGround(Palette palette, List<Platform> platforms, RandomSource dice, FrameSize size) {
    Color sky = palette.sky();
    this.size = size;
    this.scale = size.scale();
    this.town = palette.town();
    this.platforms = platforms;
    this.noise = new Noise(dice.salt());
    this.skyTop = sky.getRGB();
    this.skyBottom = Colours.mix(sky, dice.colour(0.02, 0.14, 0.3, 0.9), 0.6).getRGB();
    this.far = Colours.mix(sky, palette.soil(), 0.3).getRGB();
    this.near = Colours.scaleRgb(Colours.mix(sky, palette.soil(), 0.6).getRGB(), 0.8);
    this.soil = palette.soil().getRGB();
    this.grass = dice.colour(0.2, 0.4, 0.55, 0.6).getRGB();
    this.farLine = skyline(0.38, 0.3, 90);
    this.nearLine = skyline(0.58, 0.25, 50);
  }

  private double[] skyline(double middle, double swing, double detail) {
    double[] line = new double[size.width()];
    for (int x = 0; x < line.length; x++) {
      double at = x / (detail * scale);
      double rise = town ? noise.lattice((int) at, (int) detail) : noise.rough(at, detail);
      line[x] = size.height() * (middle + swing * (0.5 - rise));
    }
    return line;
  }

  @Override
  public int at(int x, int y) {
    for (int i = platforms.size() - 1; i >= 0; i--) {
      if (platforms.get(i).contains(x, y)) {
        return brick(x, y, (int) platforms.get(i).y0());
      }
    }
    if (y > nearLine[x]) {
      return distant(near, x, y, 14);
    }
    if (y > farLine[x]) {
      return distant(far, x, y, 9);
    }
    double cloud = noise.rough(x / (90 * scale), y / (30 * scale));
    int rgb = Colours.mixRgb(skyTop, skyBottom, y / (0.75 * size.height()));
    return Colours.mixRgb(rgb, CLOUD, 1.4 * (cloud - 0.6));
  }

  private int brick(int x, int y, int top) {
    double length = 22 * scale;
    double height = length / 2;
    int row = (int) ((y - top) / height);
    double u = x / length + 0.5 * (row % 2);
    double blades = (5 + 4 * noise.smooth(x / (5 * scale), top)) * scale;
    if (y - top < blades) {
      return Colours.scaleRgb(grass, 0.9 + 0.2 * (u % 1));
    }
    boolean joint = u % 1 < 0.09 || (y - top) % height < 1.6 * scale;
    double shade = 0.85 + 0.3 * noise.lattice((int) u, row);
    return Colours.scaleRgb(soil, joint ? 0.6 : shade);
  }

  /** Houses have windows; hills have spots. */
  private int distant(int rgb, int x, int y, double window) {
    if (!town) {
      return Colours.scaleRgb(rgb, 0.9 + 0.2 * noise.smooth(x / (12 * scale), y / (12 * scale)));
    }
    double u = x / (window * scale);
    double v = y / (window * scale);
    boolean pane = u % 1 > 0.4 && v % 1 > 0.4;
    boolean lit = noise.lattice((int) u, (int) v) > 0.6;
    return pane && lit ? Colours.mixRgb(rgb, LIT_WINDOW, 0.35) : rgb;
  }
}
