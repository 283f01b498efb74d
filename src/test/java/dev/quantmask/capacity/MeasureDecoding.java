package dev.quantmask.capacity;

import dev.quantmask.image.ImageDecoder;
import dev.quantmask.image.ImageLimits;
import dev.quantmask.statistics.Medians;
import dev.quantmask.text.MarkdownTable;
import dev.quantmask.text.Text;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * Prints what decoding takes of images that are enlarged to common sizes, and how many bytes they
 * have: {@code MeasureDecoding FRAME}, the median of some on one thread.
 */
public final class MeasureDecoding {
  private static final int WARM_UP = 20;
  private static final int TIMES = 40;

  private MeasureDecoding() {}

  public static void main(String... arguments) throws Exception {
    BufferedImage frame = ImageIO.read(Path.of(arguments[0]).toFile());
    MarkdownTable table = new MarkdownTable("size", "kB", "decoding ms");
    for (int height : new int[] {360, 720, 1080, 2160}) {
      int width = height * 16 / 9;
      byte[] bytes = jpeg(frame, width, height);
      List<Double> times = new ArrayList<>();
      for (int i = -WARM_UP; i < TIMES; i++) {
        long start = System.nanoTime();
        ImageDecoder.decode(bytes, ImageLimits.DEFAULT);
        if (i >= 0) {
          times.add((System.nanoTime() - start) / 1e6);
        }
      }
      table.row(
          width + "x" + height,
          Text.format("%d", bytes.length / 1000),
          Text.format("%.1f", Medians.of(times)));
    }
    System.out.println(table);
  }

  private static byte[] jpeg(BufferedImage frame, int width, int height) throws IOException {
    BufferedImage scaled = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = scaled.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    graphics.drawImage(frame, 0, 0, width, height, null);
    graphics.dispose();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(scaled, "jpg", bytes);
    return bytes.toByteArray();
  }
}
