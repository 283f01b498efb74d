package dev.quantmask.image;

import javax.imageio.ImageIO;

/** Drawing without a display, and without files. */
public final class Headless {
  private Headless() {}

  /**
   * Must be called before AWT is used. A server has no display; with DISPLAY set, AWT would look
   * for one unless told otherwise.
   */
  public static void choose() {
    setUnlessSet("java.awt.headless", "true");
    // From JDK 22 on it lays text out by foreign functions, which a native executable would have to
    // know of when it is built; JNI does the same.
    setUnlessSet("sun.font.layout.ffm", "false");
    ImageIO.setUseCache(false); // its temporary files would stay when a signal ends the process
  }

  private static void setUnlessSet(String key, String value) {
    if (System.getProperty(key) == null) {
      System.setProperty(key, value);
    }
  }
}
