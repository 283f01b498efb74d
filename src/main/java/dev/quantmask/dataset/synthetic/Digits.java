package dev.quantmask.dataset.synthetic;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;

/** Numbers out of little squares: a container may have no fonts. */
final class Digits {
  private static final int COLUMNS = 3;
  private static final int ROWS = 5;

  /** Three bits a row, five rows, from the upper left. */
  private static final int[] GLYPHS = {
    0b111_101_101_101_111,
    0b010_110_010_010_111,
    0b111_001_111_100_111,
    0b111_001_111_001_111,
    0b101_101_111_001_001,
    0b111_100_111_001_111,
    0b111_100_111_101_111,
    0b111_001_010_010_010,
    0b111_101_111_101_111,
    0b111_101_111_001_111
  };

  private Digits() {}

  /**
   * Draws a number in the graphics' colour, from its upper left corner; {@code dot} is one square's
   * side.
   */
  static void draw(Graphics2D graphics, int number, double x, double y, double dot) {
    String digits = Integer.toString(number);
    for (int i = 0; i < digits.length(); i++) {
      int glyph = GLYPHS[digits.charAt(i) - '0'];
      for (int cell = 0; cell < COLUMNS * ROWS; cell++) {
        if ((glyph >> (COLUMNS * ROWS - 1 - cell) & 1) == 1) {
          int column = i * (COLUMNS + 1) + cell % COLUMNS;
          int row = cell / COLUMNS;
          graphics.fill(new Rectangle2D.Double(x + column * dot, y + row * dot, dot, dot));
        }
      }
    }
  }
}
