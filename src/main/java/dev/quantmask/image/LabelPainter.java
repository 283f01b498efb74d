package dev.quantmask.image;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes labels on filled backgrounds, within the frame, and beside each other where there is room.
 */
final class LabelPainter {
  private static final System.Logger LOG = System.getLogger(LabelPainter.class.getName());

  private final Graphics2D graphics;
  private final int width;
  private final int height;
  private final int padding;
  private final FontMetrics metrics; // null where the system has no fonts
  private final List<Rectangle> taken = new ArrayList<>();

  LabelPainter(Graphics2D graphics, int width, int height, float scale) {
    this.graphics = graphics;
    this.width = width;
    this.height = height;
    this.padding = Math.round(3 * scale);
    this.metrics = metrics(graphics, 13 * scale);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
  }

  /**
   * Slim containers have no fontconfig: the JDK then fails in various ways, even with a plain
   * Error.
   */
  private static FontMetrics metrics(Graphics2D graphics, float size) {
    try {
      graphics.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 1).deriveFont(size));
      return graphics.getFontMetrics();
    } catch (OutOfMemoryError e) {
      throw e;
    } catch (RuntimeException | Error noFonts) {
      if (OutOfMemory.in(noFonts).isPresent()) {
        throw noFonts;
      }
      LOG.log(System.Logger.Level.WARNING, "no fonts: labels are left out of overlays", noFonts);
      return null;
    }
  }

  void paint(Overlay.Item item) {
    if (metrics == null || item.text().isEmpty()) {
      return;
    }
    Rectangle place = place(item);
    taken.add(place);
    Color background = Palette.colour(item.colour());
    graphics.setColor(new Color(0, 0, 0, 110));
    graphics.fillRoundRect(
        place.x - 1, place.y - 1, place.width + 2, place.height + 2, padding * 2, padding * 2);
    graphics.setColor(background);
    graphics.fillRoundRect(place.x, place.y, place.width, place.height, padding * 2, padding * 2);
    graphics.setColor(Palette.textOn(background));
    int baseline = place.y + (place.height - metrics.getHeight()) / 2 + metrics.getAscent();
    graphics.drawString(item.text(), place.x + padding * 2, baseline);
  }

  /** Above the box, else inside at its top, else below it; the first place that is free. */
  private Rectangle place(Overlay.Item item) {
    int labelWidth = metrics.stringWidth(item.text()) + 4 * padding;
    int labelHeight = metrics.getHeight() + padding;
    int left = Math.round(item.x0()) - padding / 2;
    int top = Math.round(item.y0());
    int bottom = Math.round(item.y1());
    int[] candidates = {top - labelHeight, top + padding, bottom, bottom - labelHeight - padding};
    Rectangle best = null;
    for (int y : candidates) {
      Rectangle place = within(new Rectangle(left, y, labelWidth, labelHeight));
      boolean fits = place.y == y && taken.stream().noneMatch(place::intersects);
      if (fits) {
        return place;
      }
      if (best == null) {
        best = place;
      }
    }
    return best;
  }

  private Rectangle within(Rectangle place) {
    int x = Math.max(0, Math.min(place.x, width - place.width));
    int y = Math.max(0, Math.min(place.y, height - place.height));
    return new Rectangle(x, y, place.width, place.height);
  }
}
