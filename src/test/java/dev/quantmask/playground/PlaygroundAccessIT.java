package dev.quantmask.playground;

import static dev.quantmask.playground.Playground.CAT;
import static dev.quantmask.playground.Playground.DOG;
import static dev.quantmask.playground.Playground.SAMPLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.testing.FakeApi;
import dev.quantmask.testing.Profiles;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The page for who has no mouse, sees little or nothing, or holds a phone. */
@QuarkusTest
@TestProfile(Profiles.Serving.class)
class PlaygroundAccessIT extends PlaygroundTestBase {
  /** Contrast of two colours that are properties of the root, as WCAG has it. */
  private static final String CONTRAST =
      """
      const style = getComputedStyle(document.documentElement);
      const luminance = (name) => {
        const hex = style.getPropertyValue(name).trim();
        const [red, green, blue] = [1, 3, 5].map((at) => {
          const part = parseInt(hex.slice(at, at + 2), 16) / 255;
          return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
      };
      const [dark, light] = [...arguments].map(luminance).sort((one, other) => one - other);
      return (light + 0.05) / (dark + 0.05);
      """;

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

  @Test
  void allOfItWorksByKeyboard() {
    page.tabTo("[data-sample$='" + SAMPLE + "']");
    page.browser.press(Keys.ENTER);
    page.awaitAnswer(SAMPLE);
    page.tabTo("#score");
    page.browser.press(Keys.ARROW_RIGHT);
    assertThat(page.rows()).containsExactly(CAT);
    page.browser.press(Keys.ARROW_LEFT);
    page.tabTo("#classes input");
    page.browser.press(Keys.SPACE);
    assertThat(page.rows()).containsExactly(DOG);
    page.browser.press(Keys.SPACE);
    String plain = page.pixels(0);
    page.tabTo("tbody button");
    String first = page.pixels(0);
    assertThat(first).isNotEqualTo(plain);
    page.browser.press(Keys.ARROW_DOWN);
    assertThat(page.pixels(0)).isNotEqualTo(first).isNotEqualTo(plain);
    page.browser.press(Keys.ENTER);
    page.tabTo("#copy");
    page.browser.press(Keys.ENTER);
    page.browser.await("document.getElementById('copied').textContent");
  }

  @Test
  void theFocusGoesFromTopToBottomAndIsSeen() {
    page.takeSample(SAMPLE);
    page.browser.run("document.querySelector('.skip').focus()");
    List<String> stops = page.tabTo("#copy");
    assertThat(stops)
        .containsSubsequence(
            "file", "camera", "screen", "score", "all-classes", "draw-masks", "masks", "copy");
    page.browser.run("document.getElementById('stop').focus()");
    for (String one : List.of("#camera", "[data-sample]", "#score", "tbody button", "#copy")) {
      page.browser.run("document.querySelector(arguments[0]).focus({ focusVisible: true })", one);
      assertThat(
              page.browser.run(
                  "return getComputedStyle(document.activeElement).outlineStyle !== 'none'"))
          .as(one)
          .isEqualTo(true);
    }
  }

  @Test
  void aPhoneDoesNotScrollSideways() {
    page.browser.resize(390, 844);
    assertThat(page.widths()).isEqualTo(List.of(390L, 390L));
    page.takeSample(SAMPLE);
    assertThat(page.widths()).isEqualTo(List.of(390L, 390L));
    assertThat(page.browser.first("canvas").getSize().getWidth()).isEqualTo(358);
    assertThat(page.rows()).hasSize(2);
  }

  @Test
  void darkAndLightCanBeRead() {
    for (boolean dark : new boolean[] {false, true}) {
      page.browser.prefersDark(dark);
      for (String text : List.of("--ink", "--muted", "--link", "--alarm")) {
        for (String ground : List.of("--paper", "--raised")) {
          assertThat(contrast(text, ground)).as(text + " on " + ground).isGreaterThan(4.5);
        }
      }
      assertThat(contrast("--on-link", "--link")).isGreaterThan(4.5);
      assertThat(contrast("--edge", "--paper")).isGreaterThan(3);
    }
  }

  private static double contrast(String one, String other) {
    return ((Number) page.browser.run(CONTRAST, one, other)).doubleValue();
  }

  @Test
  void nothingMovesForWhoDoesNotWantThat() {
    String animation =
        """
        document.getElementById("stage").setAttribute("aria-busy", "true");
        return getComputedStyle(document.getElementById("stage"), "::before").animationName;
        """;
    assertThat(page.browser.run(animation)).isEqualTo("waiting");
    page.browser.command(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
    assertThat(page.browser.run(animation)).isEqualTo("none");
  }

  @Test
  void whatIsSeenIsAlsoSaid() {
    page.takeSample(SAMPLE);
    page.browser.await("document.getElementById('announced').textContent.includes('2 of 2')");
    assertThat(
            page.browser.run(
                "return [...document.querySelectorAll('input, select')]"
                    + ".filter((one) => one.labels.length === 0).map((one) => one.id)"))
        .isEqualTo(List.of());
    assertThat(page.browser.all("img:not([alt])")).isEmpty();
    assertThat(page.browser.all("table:not(:has(> caption))")).isEmpty();
    assertThat(page.browser.all("th:not([scope])")).isEmpty();
    assertThat(
            page.browser.run(
                "return new Set([...document.querySelectorAll('[id]')].map(e => e.id)).size"))
        .isEqualTo((long) page.browser.all("[id]").size());
  }
}
