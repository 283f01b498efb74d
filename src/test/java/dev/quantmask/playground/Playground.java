package dev.quantmask.playground;

import dev.quantmask.browser.Browser;
import io.restassured.RestAssured;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.openqa.selenium.Keys;

/** The page in a browser, as somebody uses it. The camera is Chromium's own, which is an image. */
final class Playground implements AutoCloseable {
  static final String SAMPLE = "frame_000002.jpg";

  /** What the table has of the detector of the tests: class, score, box, pixels. */
  static final List<String> CAT = List.of("cat", "0.88", "1, 1 – 2, 3", "1");

  static final List<String> DOG = List.of("dog", "0.50", "1, 1 – 2, 3", "1");

  private static final int MOST_STOPS = 80; // of the tab key

  private static final String PIXELS =
      """
      return document.querySelectorAll(".view canvas")[arguments[0]].toDataURL();
      """;

  private static final String ROWS =
      """
      return [...document.querySelectorAll("tbody tr")].map((row) =>
        [...row.querySelectorAll("th, td")].map((cell) => cell.innerText.trim()));
      """;

  private static final String REQUESTS =
      "performance.getEntriesByType('resource')"
          + ".filter((entry) => entry.name.includes('/v1/detections')).length";

  private static final String FILE =
      """
      const bytes = Uint8Array.from(atob(arguments[0]), (letter) => letter.charCodeAt(0));
      const transfer = new DataTransfer();
      transfer.items.add(new File([bytes], arguments[1], { type: arguments[2] }));
      const event = { bubbles: true, cancelable: true };
      """;

  final Browser browser =
      Browser.start("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream");

  void open() {
    browser.resize(1280, 900);
    browser.open(URI.create(origin() + "/"));
    browser.run("performance.setResourceTimingBufferSize(100000)"); // a camera makes many requests
  }

  static String origin() {
    return "http://localhost:" + RestAssured.port;
  }

  /** Takes a sample frame and waits for its answer. */
  void takeSample(String file) {
    browser.first("[data-sample$='" + file + "']").click();
    awaitAnswer(file);
  }

  void awaitAnswer(String file) {
    browser.await(
        "document.getElementById('status').textContent.startsWith(arguments[0])", file + ", ");
  }

  void choose(Path file) {
    browser.first("#file").sendKeys(file.toAbsolutePath().toString());
  }

  void drop(byte[] bytes, String name, String type) {
    give("new DragEvent('drop', { dataTransfer: transfer, ...event })", bytes, name, type);
  }

  void paste(byte[] bytes, String name, String type) {
    give("new ClipboardEvent('paste', { clipboardData: transfer, ...event })", bytes, name, type);
  }

  private void give(String event, byte[] bytes, String name, String type) {
    String base64 = Base64.getEncoder().encodeToString(bytes);
    browser.run(FILE + "document.body.dispatchEvent(" + event + ")", base64, name, type);
  }

  void moveSlider(double score) {
    browser.run(
        """
        const slider = document.getElementById("score");
        slider.value = arguments[0];
        slider.dispatchEvent(new Event("input", { bubbles: true }));
        """,
        score);
  }

  /** Presses the tab key until an element has the focus; what had it on the way is returned too. */
  List<String> tabTo(String selector) {
    List<String> stops = new ArrayList<>();
    for (int i = 0; i < MOST_STOPS; i++) {
      browser.press(Keys.TAB);
      stops.add((String) browser.run("return document.activeElement.id"));
      if ((Boolean) browser.run("return document.activeElement.matches(arguments[0])", selector)) {
        return stops;
      }
    }
    throw new IllegalStateException("no way by tab to " + selector + ", only to " + stops);
  }

  String text(String selector) {
    return browser.first(selector).getText();
  }

  /** Cells of the table's rows: class, score, box, pixels; all as they are at one moment. */
  @SuppressWarnings("unchecked")
  List<List<String>> rows() {
    return (List<List<String>>) browser.run(ROWS);
  }

  /** All pixels of a canvas. */
  String pixels(int view) {
    return (String) browser.run(PIXELS, view);
  }

  /** How often the service was asked for detections since the page was opened. */
  long requests() {
    return (Long) browser.run("return " + REQUESTS);
  }

  /** Waits for images that a live source sends on its own, whenever they come. */
  void awaitRequests(long count) {
    browser.await(REQUESTS + " >= arguments[0]", count);
  }

  /** Runs a function's body that may await, modules of the page for example. */
  Object await(String script, Object... arguments) {
    return browser.run("return (async () => {" + script + "})()", arguments);
  }

  List<?> widths() {
    return (List<?>)
        browser.run(
            "return [document.documentElement.scrollWidth, document.documentElement.clientWidth]");
  }

  @Override
  public void close() {
    browser.close();
  }
}
