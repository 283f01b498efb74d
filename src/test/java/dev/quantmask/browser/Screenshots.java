package dev.quantmask.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Images of a page, for the documentation and to look at:
 *
 * <pre>
 * java -cp target/test-classes:… dev.quantmask.browser.Screenshots PAGE.html FOLDER
 * </pre>
 */
final class Screenshots {
  private Screenshots() {}

  public static void main(String[] arguments) throws IOException {
    Path page = Path.of(arguments[0]);
    Path folder = Path.of(arguments[1]);
    try (Browser browser = Browser.start()) {
      browser.open(page.toUri());
      Files.write(folder.resolve("top.png"), browser.screenshot());
      Files.write(folder.resolve("light.png"), browser.wholePage());
      browser.prefersDark(true);
      Files.write(folder.resolve("dark.png"), browser.wholePage());
      browser.prefersDark(false);
      browser.resize(390, 844);
      Files.write(folder.resolve("phone.png"), browser.wholePage());
    }
  }
}
