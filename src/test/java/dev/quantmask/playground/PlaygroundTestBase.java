package dev.quantmask.playground;

import dev.quantmask.browser.Browser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The page in a browser, for all tests of a class; they are left out where there is none. */
abstract class PlaygroundTestBase {
  static Playground page;

  @BeforeAll
  static void startBrowser() {
    Browser.assumeInstalled();
    page = new Playground();
  }

  @AfterAll
  static void stopBrowser() {
    if (page != null) {
      page.close();
    }
  }
}
