package dev.quantmask.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.browser.Browser;
import dev.quantmask.statistics.Interval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The page in a browser: drawn, without a complaint, in dark and light, on a phone. */
class ReportPageIT {
  /** Of each canvas: its name, how many colours it has, and all its pixels. */
  private static final String CANVASES =
      """
      return [...document.querySelectorAll("canvas")].map((canvas) => {
        const { width, height } = canvas;
        if (!width || !height) return [canvas.dataset.plot, 0, ""];
        const copy = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
        copy.drawImage(canvas, 0, 0);
        const pixels = copy.getImageData(0, 0, width, height).data;
        const colours = new Set(new Uint32Array(pixels.buffer)).size;
        return [canvas.dataset.plot, colours, canvas.toDataURL()];
      });
      """;

  private static final String WIDTHS =
      "return [document.documentElement.scrollWidth, document.documentElement.clientWidth]";
  private static final String FOCUSED = "return document.activeElement";
  private static final String SHOWN = "return document.getElementById('enlarged').open";
  private static final int LEAST_COLOURS = 10; // lines, letters and their smooth edges

  private static Browser browser;
  @TempDir static Path folder;

  @BeforeAll
  static void start() {
    Browser.assumeInstalled();
    browser = Browser.start();
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void open() throws IOException {
    browser.resize(1280, 900);
    browser.prefersDark(false);
    open(ComparisonFixture.three());
  }

  @AfterEach
  void nothingWasComplainedOf() {
    assertThat(browser.console()).isEmpty();
  }

  private static void open(Comparison comparison) throws IOException {
    Path page = folder.resolve("index.html");
    Files.writeString(page, HtmlReport.page(comparison));
    browser.open(page.toUri());
  }

  @Test
  void everyChartIsDrawn() {
    assertThat(canvases().stream().map(Canvas::plot))
        .containsExactly(
            "trade-off",
            "latency",
            "phases",
            "precision-boxes-50",
            "precision-boxes-mean",
            "precision-masks-50",
            "precision-masks-mean",
            "classes-box",
            "classes-mask");
    assertThat(canvases()).allMatch(canvas -> canvas.colours() > LEAST_COLOURS);
  }

  @Test
  void darkAndLightChangePageAndCharts() {
    List<Canvas> light = canvases();
    assertThat(background()).isEqualTo("rgb(255, 255, 255)");
    browser.prefersDark(true);
    assertThat(background()).isEqualTo("rgb(20, 23, 27)");
    // Charts hear of it a moment after the page; all of them are drawn at once.
    browser.await("document.querySelector('canvas').toDataURL() !== arguments[0]", first(light));
    List<Canvas> dark = canvases();
    for (int i = 0; i < light.size(); i++) {
      assertThat(dark.get(i).pixels()).isNotEqualTo(light.get(i).pixels());
    }
    browser.prefersDark(false);
    browser.await("document.querySelector('canvas').toDataURL() === arguments[0]", first(light));
    assertThat(canvases()).isEqualTo(light);
  }

  private static String first(List<Canvas> canvases) {
    return canvases.get(0).pixels();
  }

  @Test
  void paperIsLightForReadersInTheDark() {
    List<Canvas> light = canvases();
    browser.prefersDark(true);
    browser.run("dispatchEvent(new Event('beforeprint'))");
    assertThat(canvases()).isEqualTo(light);
    browser.run("dispatchEvent(new Event('afterprint'))");
    assertThat(canvases()).isNotEqualTo(light);
  }

  @Test
  void aPhoneScrollsTablesNotThePage() {
    browser.resize(390, 844);
    fitsTheWindow();
    browser.run("document.querySelectorAll('details').forEach((one) => (one.open = true))");
    fitsTheWindow();
    assertThat(canvases()).allMatch(canvas -> canvas.colours() > LEAST_COLOURS);
  }

  @Test
  void manyModelsAndClassesAndLongNamesFitAPhone() throws IOException {
    List<String> classes = IntStream.range(0, 100).mapToObj(i -> "class-" + i).toList();
    String longName = "a-model-with-a-name-that-is-longer-than-a-phone-is-wide".repeat(2);
    ModelFigures first = ComparisonFixture.fp32(longName, classes);
    List<ModelFigures> models =
        IntStream.range(0, 9)
            .mapToObj(
                i ->
                    i == 0
                        ? first
                        : ComparisonFixture.compared(
                            ComparisonFixture.fp32(longName + i, classes),
                            new Interval(1, 0.9, 1.1),
                            new Interval(0, -0.1, 0.1)))
            .toList();
    open(
        ComparisonFixture.of(
            models, List.of(ComparisonFixture.disagreement(longName, longName, 0.5, 1, 2))));
    browser.resize(390, 844);
    fitsTheWindow();
    assertThat(canvases()).allMatch(canvas -> canvas.colours() > LEAST_COLOURS);
  }

  @Test
  void anEmptyComparisonIsAPageToo() throws IOException {
    open(ComparisonFixture.of(List.of(ComparisonFixture.unmeasured("alone", null)), List.of()));
    assertThat(canvases().stream().map(Canvas::plot)).containsExactly("latency", "phases");
    assertThat(canvases()).allMatch(canvas -> canvas.colours() > LEAST_COLOURS);
  }

  @Test
  void aFrameIsEnlargedByKeyboardAndChangesPlacesWithItsOther() {
    WebElement button = browser.first("button.enlarge");
    browser.run("arguments[0].focus()", button);
    browser.press(Keys.ENTER);
    assertThat(browser.run(SHOWN)).isEqualTo(true);
    assertThat(browser.first("#enlarged-caption").getText())
        .isEqualTo("frame-000117.jpg, fp32: 7 objects");
    String first = browser.first("#enlarged img").getDomAttribute("src");
    browser.press(Keys.ARROW_RIGHT);
    assertThat(browser.first("#enlarged-caption").getText())
        .isEqualTo("frame-000117.jpg, dynamic: 6 objects");
    assertThat(browser.first("#enlarged img").getDomAttribute("src")).isNotEqualTo(first);
    assertThat(browser.first("#enlarged .other").getText()).isEqualTo("Show fp32");
    browser.press(Keys.ESCAPE);
    assertThat(browser.run(SHOWN)).isEqualTo(false);
    assertThat(browser.run(FOCUSED)).isEqualTo(button);
  }

  @Test
  void aFrameIsEnlargedByMouse() {
    browser.all("button.enlarge").get(1).click();
    assertThat(browser.run(SHOWN)).isEqualTo(true);
    browser.first("#enlarged .close").click();
    assertThat(browser.run(SHOWN)).isEqualTo(false);
  }

  @Test
  void withoutScriptsTheFiguresAreOpen() throws IOException {
    browser.runsScripts(false);
    try {
      open(ComparisonFixture.three());
      assertThat(browser.all("noscript p")).hasSize(1);
      assertThat(browser.all(".drawing")).noneMatch(WebElement::isDisplayed);
      assertThat(browser.all("details table")).hasSize(9).allMatch(WebElement::isDisplayed);
    } finally {
      browser.runsScripts(true);
    }
  }

  @Test
  void whatIsSeenIsAlsoSaid() {
    assertThat(browser.all("canvas"))
        .allMatch(canvas -> canvas.getDomAttribute("aria-label").length() > 20);
    assertThat(browser.all("img:not(#enlarged img)"))
        .hasSize(4)
        .allMatch(image -> image.getDomAttribute("alt").endsWith(" objects"));
    assertThat(browser.all("table:not(:has(> caption))")).isEmpty();
    assertThat(browser.all("th:not([scope])")).isEmpty();
    assertThat(
            browser.run(
                "return new Set([...document.querySelectorAll('[id]')].map(e => e.id)).size"))
        .isEqualTo((long) browser.all("[id]").size());
  }

  /** Charts take the new width a moment after the window has it. */
  private static void fitsTheWindow() {
    List<Long> fitting = List.of(390L, 390L);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!fitting.equals(browser.run(WIDTHS)) && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    assertThat((List<?>) browser.run(WIDTHS)).isEqualTo(fitting);
  }

  private static String background() {
    return (String) browser.run("return getComputedStyle(document.body).backgroundColor");
  }

  private record Canvas(String plot, long colours, String pixels) {}

  private static List<Canvas> canvases() {
    return ((List<?>) browser.run(CANVASES))
        .stream()
            .map(List.class::cast)
            .map(
                values ->
                    new Canvas(
                        (String) values.get(0), (Long) values.get(1), (String) values.get(2)))
            .toList();
  }
}
