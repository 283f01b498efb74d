package dev.quantmask.playground;

import static dev.quantmask.playground.Playground.SAMPLE;

import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Images of the page of a service that runs, for the documentation and to look at:
 *
 * <pre>
 * java -cp target/test-classes:… dev.quantmask.playground.PlaygroundScreenshots PORT FOLDER
 * </pre>
 */
final class PlaygroundScreenshots {
  private PlaygroundScreenshots() {}

  public static void main(String[] arguments) throws IOException {
    RestAssured.port = Integer.parseInt(arguments[0]);
    Path folder = Path.of(arguments[1]);
    try (Playground page = new Playground()) {
      page.open();
      page.takeSample(SAMPLE); // loads the model, which would take most of the image's bar
      page.open();
      page.browser.resize(1120, 760);
      Files.write(folder.resolve("start.png"), page.browser.screenshot());
      page.takeSample(SAMPLE);
      Files.write(folder.resolve("playground.png"), page.browser.screenshot());
      page.browser.prefersDark(true);
      Files.write(folder.resolve("dark.png"), page.browser.wholePage());
      page.browser.prefersDark(false);
      page.browser.resize(390, 844);
      Files.write(folder.resolve("phone.png"), page.browser.wholePage());
    }
  }
}
