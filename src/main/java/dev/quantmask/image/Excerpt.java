package dev.quantmask.image;

import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import java.io.ByteArrayOutputStream;
import javax.imageio.stream.ImageInputStream;

/** The parts of a file that its pixels need. They are copied once, and read where they are. */
final class Excerpt extends ByteArrayOutputStream {
  /**
   * @param most bytes that it will have
   */
  Excerpt(int most) {
    super(most);
  }

  ImageInputStream open() {
    return new ByteArrayImageInputStream(buf, 0, count);
  }
}
