package dev.quantmask.dataset.synthetic;

import dev.quantmask.image.JpegEncoder;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/**
 * Four frames side by side, for the documentation:
 *
 * <pre>
 * java -cp target/classes:target/test-classes dev.quantmask.dataset.synthetic.SceneSheet \
 *     src/site/resources/images/scenes.jpg SEED FRAME FRAME FRAME FRAME
 * </pre>
 */
final class SceneSheet {
  private static final FrameSize SIZE = new FrameSize(640, 360);
  private static final int COLUMNS = 2;
  private static final double QUALITY = 0.85;

  private SceneSheet() {}

  public static void main(String[] arguments) throws IOException {
    Path sheet = Path.of(arguments[0]);
    FrameSynthesizer frames = new FrameSynthesizer(Long.parseLong(arguments[1]), SIZE);
    int count = arguments.length - 2;
    int rows = (count + COLUMNS - 1) / COLUMNS;
    BufferedImage image =
        new BufferedImage(COLUMNS * SIZE.width(), rows * SIZE.height(), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    for (int i = 0; i < count; i++) {
      byte[] jpeg = frames.render(Integer.parseInt(arguments[i + 2])).jpeg();
      BufferedImage frame = ImageIO.read(new ByteArrayInputStream(jpeg));
      graphics.drawImage(frame, i % COLUMNS * SIZE.width(), i / COLUMNS * SIZE.height(), null);
    }
    graphics.dispose();
    Files.write(sheet, JpegEncoder.encode(image, QUALITY, false));
  }
}
