package dev.quantmask.browser;

import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * The system's Chromium without a window. Nothing is downloaded: where there is no Chromium, tests
 * that need one are left out, and listed at the end of the build.
 */
public final class Browser implements AutoCloseable {
  private static final List<String> BROWSERS =
      List.of("chromium", "chromium-browser", "google-chrome");
  private static final List<String> DRIVERS = List.of("chromedriver");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Held here, for loggers that nobody holds are forgotten with their level. */
  private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  /** Leaves the calling test out when the system has no browser. */
  public static void assumeInstalled() {
    boolean installed = program(BROWSERS).isPresent() && program(DRIVERS).isPresent();
    Assumptions.assumeTrue(
        installed,
        "chromium and chromedriver are not installed (apt-get install chromium chromium-driver)");
  }

  /**
   * Starts one, of 1280 x 900 pixels.
   *
   * @param arguments further ones for Chromium
   */
  public static Browser start(String... arguments) {
    SELENIUM.setLevel(Level.SEVERE); // it warns of every Chromium newer than itself
    ChromeOptions options = new ChromeOptions();
    options.setBinary(program(BROWSERS).orElseThrow().toFile());
    options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu");
    options.addArguments(arguments);
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(program(DRIVERS).orElseThrow().toFile())
            .build();
    ChromeDriver driver = new ChromeDriver(service, options);
    driver.manage().timeouts().pageLoadTimeout(PATIENCE).scriptTimeout(PATIENCE);
    Browser browser = new Browser(driver);
    browser.resize(1280, 900);
    return browser;
  }

  private static Optional<Path> program(List<String> names) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .flatMap(folder -> names.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  public void open(URI page) {
    driver.get(page.toString());
  }

  /** The inside of the window in CSS pixels; a phone is 390 x 844. */
  public void resize(int width, int height) {
    boolean phone = width < height;
    command(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", phone));
  }

  /** What the page is told of the user's taste. */
  public void prefersDark(boolean dark) {
    Map<String, String> scheme =
        Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light");
    command("Emulation.setEmulatedMedia", Map.of("features", List.of(scheme)));
  }

  /** For pages opened from here on. */
  public void runsScripts(boolean scripts) {
    command("Emulation.setScriptExecutionDisabled", Map.of("value", !scripts));
  }

  public Map<String, Object> command(String name, Map<String, Object> parameters) {
    return driver.executeCdpCommand(name, parameters);
  }

  /** Runs a function's body in the page. */
  public Object run(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  /**
   * Waits until an expression is true in the page; it may use {@code arguments}.
   *
   * @throws IllegalStateException when it does not become true
   */
  public void await(String expression, Object... arguments) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!Boolean.TRUE.equals(run("return Boolean(" + expression + ")", arguments))) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("expected, and still not so: " + expression);
      }
      Thread.onSpinWait();
    }
  }

  public List<WebElement> all(String selector) {
    return driver.findElements(By.cssSelector(selector));
  }

  public WebElement first(String selector) {
    return driver.findElement(By.cssSelector(selector));
  }

  /** To the element that has the focus. */
  public void press(CharSequence... keys) {
    new Actions(driver).sendKeys(keys).perform();
  }

  /** Points at an element with the mouse. */
  public void pointAt(WebElement element) {
    new Actions(driver).moveToElement(element).perform();
  }

  /** What the console got since the last call. */
  public List<String> console() {
    return StreamSupport.stream(driver.manage().logs().get(LogType.BROWSER).spliterator(), false)
        .map(LogEntry::toString)
        .toList();
  }

  /** The window as PNG. */
  public byte[] screenshot() {
    return driver.getScreenshotAs(OutputType.BYTES);
  }

  /** The page from its top to its end as PNG. */
  public byte[] wholePage() {
    Object data =
        command("Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true))
            .get("data");
    return Base64.getDecoder().decode((String) data);
  }

  @Override
  public void close() {
    driver.quit();
  }
}
