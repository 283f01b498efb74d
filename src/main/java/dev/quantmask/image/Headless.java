package dev.quantmask.image;

/** Drawing without a display. */
public final class Headless {
  private static final String PROPERTY = "java.awt.headless";

  private Headless() {}

  /**
   * To be called before AWT is used. A server has no display; with DISPLAY set, AWT would look for
   * one unless told otherwise.
   */
  public static void choose() {
    if (System.getProperty(PROPERTY) == null) {
      System.setProperty(PROPERTY, "true");
    }
  }
}
