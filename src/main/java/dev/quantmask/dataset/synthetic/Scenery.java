package dev.quantmask.dataset.synthetic;

import static dev.quantmask.dataset.synthetic.Shapes.box;
import static dev.quantmask.dataset.synthetic.Shapes.circle;
import static dev.quantmask.dataset.synthetic.Shapes.ellipse;
import static dev.quantmask.dataset.synthetic.Shapes.polygon;
import static dev.quantmask.dataset.synthetic.Shapes.round;

import java.awt.Color;

/** Lists what stands about and hides objects, and is not annotated. */
enum Scenery implements Sprite {
  ROCK {
    @Override
    public void draw(Pen pen, View view, Look look) {
      double[] corners = new double[18];
      for (int i = 0; i < 9; i++) {
        double angle = 2 * Math.PI * i / 9;
        double radius = 0.78 + 0.2 * Math.sin(5 * look.phase() + 2.7 * i);
        corners[2 * i] = radius * Math.cos(angle);
        double y = radius * Math.sin(angle);
        corners[2 * i + 1] = view == View.TOP ? y : Math.min(0.95, 0.25 + 0.8 * y);
      }
      Color stone = Colours.mix(look.metal(), look.main(), 0.15);
      pen.solid(polygon(corners), stone);
      pen.shaded(ellipse(-0.2, view == View.TOP ? -0.25 : 0.0, 0.34, 0.22), stone);
      pen.line(0.1, 0.1, 0.35, 0.45, 0.06, Colours.scale(stone, 0.6));
    }
  },
  BUSH {
    @Override
    public void draw(Pen pen, View view, Look look) {
      Color leaf = leaf(look);
      for (int i = 0; i < 9; i++) {
        double angle = look.phase() + 2.4 * i;
        double radius = 0.18 + 0.45 * (8 - i) / 8;
        double x = radius * Math.cos(angle);
        double y = radius * Math.sin(angle);
        double lifted = view == View.TOP ? y : 0.45 + 0.5 * y;
        pen.shaded(circle(x, lifted, 0.42), Colours.scale(leaf, 0.7 + 0.05 * i));
      }
    }
  },
  TREE {
    @Override
    public void draw(Pen pen, View view, Look look) {
      Color leaf = leaf(look);
      if (view == View.TOP) {
        pen.shaded(Shapes.star(0, 0, 1.0, 0.8, 11, look.phase()), Colours.scale(leaf, 0.7));
        pen.shaded(Shapes.star(-0.05, -0.05, 0.7, 0.54, 9, look.phase() + 1), leaf);
        pen.shaded(Shapes.star(-0.1, -0.1, 0.38, 0.26, 7, look.phase() + 2), leaf);
        return;
      }
      pen.solid(polygon(-0.12, 0.98, -0.07, 0, 0.07, 0, 0.12, 0.98), new Color(0x5a4030));
      if (look.style() % 2 == 0) {
        for (int i = 0; i < 3; i++) {
          double y = 0.45 - 0.42 * i;
          double reach = 0.62 - 0.13 * i;
          pen.shaded(polygon(-reach, y, 0, y - 0.75, reach, y), leaf);
        }
        return;
      }
      pen.shaded(circle(-0.3, -0.2, 0.36), Colours.scale(leaf, 0.75));
      pen.shaded(circle(0.32, -0.15, 0.36), Colours.scale(leaf, 0.8));
      pen.shaded(circle(0, -0.55, 0.42), leaf);
    }
  },
  PILLAR {
    @Override
    public void draw(Pen pen, View view, Look look) {
      Color stone = Colours.mix(look.metal(), Color.WHITE, 0.25);
      if (view == View.TOP) {
        pen.solid(box(-0.8, -0.8, 0.8, 0.8), Colours.scale(stone, 0.6));
        pen.solid(box(-0.62, -0.62, 0.62, 0.62), stone);
        return;
      }
      pen.solid(box(-0.24, -1.25, 0.24, 0.9), stone);
      for (int i = -1; i <= 1; i++) {
        pen.line(0.13 * i, -1.0, 0.13 * i, 0.75, 0.04, Colours.scale(stone, 0.6));
      }
      pen.solid(box(-0.34, 0.8, 0.34, 0.98), stone);
      pen.solid(box(-0.34, -1.28, 0.34, -1.1), stone);
    }
  },
  LAMP {
    @Override
    public void draw(Pen pen, View view, Look look) {
      if (view == View.TOP) {
        pen.solid(circle(0, 0, 0.3), look.metal());
        pen.flat(circle(0, 0, 0.18), new Color(0xfff2c0));
        return;
      }
      pen.solid(box(-0.05, -0.9, 0.05, 0.98), look.metal());
      pen.solid(box(-0.05, -0.95, 0.5, -0.86), look.metal());
      pen.shaded(polygon(0.28, -0.86, 0.56, -0.86, 0.62, -0.7, 0.22, -0.7), new Color(0xfff2c0));
      pen.solid(box(-0.16, 0.86, 0.16, 0.98), look.metal());
    }
  },
  SIGN {
    @Override
    public void draw(Pen pen, View view, Look look) {
      if (view == View.TOP) {
        pen.solid(box(-0.7, -0.08, 0.7, 0.08), look.metal());
        return;
      }
      pen.solid(box(-0.06, -0.2, 0.06, 0.98), look.metal());
      pen.solid(round(-0.62, -0.8, 0.62, -0.05, 0.06), Colours.mix(look.main(), Color.WHITE, 0.2));
      for (int i = 0; i < 3; i++) {
        double turn = look.style() % 2 == 0 ? 1 : -1;
        double x = 0.36 * (i - 1);
        pen.flat(
            polygon(x - 0.1 * turn, -0.65, x + 0.1 * turn, -0.42, x - 0.1 * turn, -0.2),
            Colours.scale(look.accent(), 0.6));
      }
    }
  };

  private static Color leaf(Look look) {
    Color green = new Color(0x4d8a3a);
    return Colours.mix(green, look.main(), 0.3);
  }
}
