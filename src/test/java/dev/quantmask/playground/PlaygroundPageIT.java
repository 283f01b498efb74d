package dev.quantmask.playground;

import static dev.quantmask.playground.Playground.CAT;
import static dev.quantmask.playground.Playground.DOG;
import static dev.quantmask.playground.Playground.SAMPLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.testing.FakeApi;
import dev.quantmask.testing.FakeLoader;
import dev.quantmask.testing.Profiles;
import dev.quantmask.testing.TestImages;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.WebElement;

/** The page with a detector that finds a cat (0.875) and a dog (0.5) in every image. */
@QuarkusTest
@TestProfile(Profiles.Serving.class)
class PlaygroundPageIT extends PlaygroundTestBase {
  private static final String HOSTS =
      """
      const entries = [...performance.getEntriesByType("resource"), ...performance.getEntriesByType("navigation")];
      return [...new Set(entries.map((entry) => new URL(entry.name).origin))];
      """;

  @TempDir static Path folder;

  @BeforeEach
  void open() {
    FakeApi.models("only");
    page.browser.prefersDark(false);
    page.open();
  }

  @AfterEach
  void nothingWasComplainedOf() {
    FakeApi.reset();
    assertThat(page.browser.console()).isEmpty();
  }

  /** Leaves out what a browser says about every answer that is not 200. */
  private static void onlyComplaintIs(int status) {
    assertThat(page.browser.console())
        .isNotEmpty()
        .allMatch(line -> line.contains("the server responded with a status of " + status));
  }

  @Test
  void aSampleIsDrawnAndListed() {
    page.takeSample(SAMPLE);
    assertThat(page.text("#status")).startsWith("frame_000002.jpg, 640 × 360: 2 of 2 objects in ");
    assertThat(page.rows()).containsExactly(CAT, DOG);
    assertThat(page.text(".view-title")).isEqualTo("only · dynamic · int8 · cpu");
    assertThat(page.browser.first("canvas").getDomAttribute("aria-label"))
        .isEqualTo("frame_000002.jpg: 1 × cat, 1 × dog. The table has each of them.");
    String all = page.pixels(0);
    for (String part : List.of("draw-masks", "draw-boxes", "draw-labels")) {
      page.browser.first("#" + part).click();
      assertThat(page.pixels(0)).isNotEqualTo(all);
      page.browser.first("#" + part).click();
      assertThat(page.pixels(0)).isEqualTo(all);
    }
  }

  @Test
  void everySampleIsThere() {
    for (WebElement sample : page.browser.all("[data-sample]")) {
      String path = sample.getDomAttribute("data-sample");
      page.takeSample(path.substring(path.lastIndexOf('/') + 1));
    }
    assertThat(page.browser.all("[data-sample]")).hasSize(5);
  }

  @Test
  void theSliderFiltersWithoutAskingAgain() {
    page.takeSample(SAMPLE);
    String both = page.pixels(0);
    page.moveSlider(0.6);
    assertThat(page.text("#score-value")).isEqualTo("0.60");
    assertThat(page.rows()).containsExactly(CAT);
    assertThat(page.pixels(0)).isNotEqualTo(both);
    page.moveSlider(0.9);
    assertThat(page.rows()).isEmpty();
    assertThat(page.text("caption")).isEqualTo("only: 0 of 2 objects");
    page.moveSlider(0);
    assertThat(page.rows()).containsExactly(CAT, DOG);
    assertThat(page.requests()).isEqualTo(1);
  }

  @Test
  void aHintSaysWhenEverythingIsHidden() {
    page.takeSample(SAMPLE);
    assertThat(page.browser.first("#all-hidden").isDisplayed()).isFalse();
    page.moveSlider(0.9);
    assertThat(page.text("#all-hidden"))
        .isEqualTo(
            "0 of 2 shown; the highest score is 0.88. Lower the slider, or choose more classes.");
    page.moveSlider(0.6);
    assertThat(page.browser.first("#all-hidden").isDisplayed()).isFalse();
    page.browser.first("#no-classes").click();
    assertThat(page.browser.first("#all-hidden").isDisplayed()).isTrue();
    page.browser.first("#all-classes").click();
  }

  @Test
  void aSampleIsMarkedOnlyAsLongAsItIsTheImage() throws Exception {
    assertThat(marked()).isEmpty();
    page.takeSample(SAMPLE);
    assertThat(marked()).containsExactly("playground/samples/" + SAMPLE);
    page.drop(TestImages.png(20, 30), "own.png", "image/png");
    page.awaitAnswer("own.png");
    assertThat(marked()).isEmpty();
    page.takeSample(SAMPLE);
    page.choose(Files.write(folder.resolve("none.txt"), TestImages.textCalledPng()));
    page.browser.await("document.getElementById('problem').textContent");
    assertThat(marked()).isEmpty();
    onlyComplaintIs(422);
  }

  private static List<String> marked() {
    return page.browser.all("[data-sample][aria-pressed=true]").stream()
        .map(button -> button.getDomAttribute("data-sample"))
        .toList();
  }

  @Test
  void aCardTellsOfTheModelBeforeThereIsAnImage() {
    page.browser.await("!document.getElementById('card').hidden");
    assertThat(page.text("#card"))
        .contains("Model\nonly\n", "Classes\ncat, dog\n", "Input\n", "Scheme\ndynamic\n")
        .endsWith("Size\n3.0 MB");
    page.takeSample(SAMPLE);
    assertThat(page.browser.first("#card").isDisplayed()).isFalse();
  }

  @Test
  void classesAreHiddenAndStayHidden() {
    page.takeSample(SAMPLE);
    String both = page.pixels(0);
    page.browser.all("#classes input").get(0).click();
    assertThat(page.rows()).containsExactly(DOG);
    assertThat(page.pixels(0)).isNotEqualTo(both);
    page.takeSample("frame_000018.jpg");
    assertThat(page.rows()).containsExactly(DOG);
    page.browser.first("#all-classes").click();
    assertThat(page.rows()).containsExactly(CAT, DOG);
    page.browser.first("#no-classes").click();
    assertThat(page.rows()).isEmpty();
    assertThat(page.requests()).isEqualTo(2);
  }

  @Test
  void timesAreShownByPhase() {
    page.takeSample(SAMPLE);
    List<String> phases = page.browser.all(".phases dt").stream().map(WebElement::getText).toList();
    assertThat(phases)
        .contains("Decode", "Queue", "Inference", "Masks", "Network and JSON", "Total");
    assertThat(page.text(".phases")).contains("Inference\n12 ms");
    assertThat(page.browser.all(".bar span")).hasSizeGreaterThanOrEqualTo(5);
  }

  @Test
  void aFileIsChosenAImageIsDroppedAndPasted() throws Exception {
    Path file = Files.write(folder.resolve("chosen one's.png"), TestImages.png(40, 30));
    page.choose(file);
    page.awaitAnswer("chosen one's.png");
    assertThat(page.text("#command"))
        .contains("--data-binary '@chosen one'\\''s.png'", "'Content-Type: image/png'")
        .endsWith("'" + Playground.origin() + "/v1/detections?masks=rle'");
    page.drop(TestImages.png(20, 30), "dropped.png", "image/png");
    page.awaitAnswer("dropped.png");
    assertThat(page.text("#status")).startsWith("dropped.png, 20 × 30: ");
    page.paste(TestImages.png(30, 20), "image.png", "image/png");
    page.awaitAnswer("image.png");
    assertThat(page.text("#status")).startsWith("image.png, 30 × 20: ");
    assertThat(page.rows()).containsExactly(CAT, DOG);
  }

  @Test
  void whatIsNoImageIsSaidToBeNone() {
    page.browser.run(
        """
        const paste = { clipboardData: new DataTransfer(), bubbles: true };
        document.body.dispatchEvent(new ClipboardEvent("paste", paste));
        """);
    assertThat(page.text("#problem")).isEqualTo("There is no image on the clipboard.");
    page.browser.run(
        """
        const drop = { dataTransfer: new DataTransfer(), bubbles: true, cancelable: true };
        document.body.dispatchEvent(new DragEvent("drop", drop));
        """);
    assertThat(page.text("#problem"))
        .isEqualTo("That was no file. Save the image, and drop the file.");
    page.takeSample(SAMPLE);
    assertThat(page.text("#problem")).isEmpty();
  }

  @Test
  void theServicesErrorIsShown() throws Exception {
    page.takeSample(SAMPLE);
    page.choose(Files.write(folder.resolve("notes.txt"), TestImages.textCalledPng()));
    page.browser.await("document.getElementById('problem').textContent");
    assertThat(page.text("#problem"))
        .isEqualTo(
            "notes.txt: Unprocessable Entity (422)\n"
                + "not an image: expected a JPEG, PNG, WebP or BMP image");
    assertThat(page.browser.first("#problem").getDomAttribute("role")).isEqualTo("alert");
    assertThat(page.browser.first("#results").isDisplayed()).isFalse();
    onlyComplaintIs(422);
    page.takeSample(SAMPLE);
    assertThat(page.text("#problem")).isEmpty();
    assertThat(page.rows()).hasSize(2);
  }

  @Test
  void aImageThatIsTooLargeIsSaidToBe() {
    page.drop(new byte[Profiles.Serving.MAX_BODY + 1], "large.png", "image/png");
    page.browser.await("document.getElementById('problem').textContent");
    // The service ends the connection; whether its answer is read before that is chance.
    assertThat(page.text("#problem"))
        .startsWith("large.png: ")
        .containsPattern("too large|larger than");
    page.browser.console();
  }

  @Test
  void somethingUnexpectedTellsItsIdAndOffersAnotherTry() throws Exception {
    page.drop(TestImages.png(FakeLoader.WIDTH_THAT_CRASHES, 5), "crash.png", "image/png");
    page.browser.await("document.getElementById('problem').textContent");
    assertThat(page.text("#problem")).contains("(500)", "urn:uuid:", "Try again");
    page.browser.first("#problem button").click();
    page.browser.await(
        "performance.getEntriesByName(arguments[0]).length > 1",
        Playground.origin() + "/v1/detections?masks=rle");
    page.browser.await("document.getElementById('problem').textContent");
    onlyComplaintIs(500);
  }

  @Test
  void polygonsAreDrawnLikeRunLengths() {
    page.takeSample(SAMPLE);
    List<List<String>> before = page.rows();
    page.browser.run(
        """
        const masks = document.getElementById("masks");
        masks.value = "polygon";
        masks.dispatchEvent(new Event("change", { bubbles: true }));
        """);
    page.browser.await("document.getElementById('command').textContent.includes('polygon')");
    assertThat(page.rows()).isEqualTo(before);
    assertThat(page.requests()).isEqualTo(2);
  }

  @Test
  void aRowHighlightsItsObject() {
    page.takeSample(SAMPLE);
    String plain = page.pixels(0);
    page.browser.pointAt(page.browser.all("tbody tr").get(1));
    String pointed = page.pixels(0);
    assertThat(pointed).isNotEqualTo(plain);
    assertThat(page.browser.all("tbody tr.marked")).hasSize(1);
    page.browser.pointAt(page.browser.first("h1"));
    assertThat(page.pixels(0)).isEqualTo(plain);
    page.browser.all("tbody button").get(1).click();
    page.browser.pointAt(page.browser.first("h1"));
    assertThat(page.pixels(0)).isEqualTo(pointed);
    assertThat(page.browser.all("tbody button[aria-pressed=true]")).hasSize(1);
  }

  @Test
  void nothingComesFromElsewhere() {
    page.takeSample(SAMPLE);
    assertThat(page.browser.run(HOSTS)).isEqualTo(List.of(Playground.origin()));
    // And nothing could: the browser would not ask.
    Object answer = page.await("return fetch('http://127.0.0.2:9/').catch(() => 'refused')");
    assertThat(answer).isEqualTo("refused");
    assertThat(page.browser.console())
        .isNotEmpty()
        .allMatch(line -> line.contains("Content Security Policy"));
  }

  @Test
  void namesAreTextWhateverIsInThem() {
    String name = "<img src=x onerror=alert(1)>.png";
    page.drop(TestImages.png(), name, "image/png");
    page.awaitAnswer(name);
    page.drop("no image".getBytes(StandardCharsets.UTF_8), name, "image/png");
    page.browser.await("document.getElementById('problem').textContent");
    assertThat(page.text("#problem")).startsWith(name + ": Unprocessable Entity");
    assertThat(page.browser.all("img")).hasSize(5);
    onlyComplaintIs(422);
  }
}
