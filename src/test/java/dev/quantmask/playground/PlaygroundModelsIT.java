package dev.quantmask.playground;

import static dev.quantmask.playground.Playground.SAMPLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.testing.FakeApi;
import dev.quantmask.testing.Profiles;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.WebElement;

/** The page with one model and with several, with a key, with a service that is busy, and live. */
@QuarkusTest
@TestProfile(Profiles.Serving.class)
class PlaygroundModelsIT extends PlaygroundTestBase {
  @AfterEach
  void reset() {
    FakeApi.reset();
    page.browser.run("sessionStorage.clear()");
    page.browser.console();
  }

  @Test
  void aServiceThatNamesNoModelsWorks() {
    FakeApi.models();
    page.open();
    page.takeSample(SAMPLE);
    assertThat(page.rows()).hasSize(2);
    assertThat(page.browser.first("#models").isDisplayed()).isFalse();
    assertThat(page.text("#command")).doesNotContain("model=");
  }

  @Test
  void oneModelIsNoChoice() {
    FakeApi.models("only");
    page.open();
    page.takeSample(SAMPLE);
    assertThat(page.browser.first("#models").isDisplayed()).isFalse();
    assertThat(page.browser.console()).isEmpty();
  }

  @Test
  void twoModelsStandSideBySide() {
    FakeApi.models("small", "large");
    page.open();
    page.takeSample(SAMPLE);
    assertThat(page.text("#command")).contains("model=small").doesNotContain("model=large");
    assertThat(page.browser.first("#model-1").isDisplayed()).isFalse();

    page.browser.first("#compare").click();
    page.browser.await("document.querySelectorAll('.view').length === 2");
    assertThat(page.text("#command")).contains("model=small", "model=large");
    assertThat(page.text("#model-0 option:checked")).isEqualTo("small (dynamic)");
    assertThat(page.text("#model-1 option:checked")).isEqualTo("large (dynamic)");
    assertThat(page.rows()).hasSize(4);
    assertThat(page.browser.all("caption").stream().map(WebElement::getText))
        .containsExactly("small: 2 of 2 objects", "large: 2 of 2 objects");
    assertThat(page.pixels(1)).isEqualTo(page.pixels(0));
    assertThat(leftOf(1)).isGreaterThan(leftOf(0) + 300);
    page.moveSlider(0.6);
    assertThat(page.rows()).hasSize(2);
    assertThat(page.requests()).isEqualTo(3);

    page.browser.resize(390, 844);
    assertThat(page.widths()).isEqualTo(List.of(390L, 390L));
    assertThat(leftOf(1)).isEqualTo(leftOf(0));
    page.browser.resize(1280, 900);

    page.browser.first("#compare").click();
    page.browser.await("document.querySelectorAll('.view').length === 1");
    assertThat(page.rows()).hasSize(1);
    assertThat(page.browser.console()).isEmpty();
  }

  private static int leftOf(int view) {
    WebElement canvas = page.browser.all(".view canvas").get(view);
    return canvas.getLocation().getX();
  }

  @Test
  void aKeyIsAskedForAndKeptInTheTab() {
    FakeApi.models("only");
    FakeApi.key("right");
    page.open();
    page.browser.await("document.activeElement.id === 'key-text'");
    assertThat(page.text("#problem")).contains("Unauthorized (401)", "an API key");
    page.browser.press("wrong\n");
    page.browser.await("document.getElementById('problem').textContent.includes('rejected')");
    page.browser.press("right\n");
    page.browser.await("document.getElementById('problem').textContent === ''");
    page.takeSample(SAMPLE);
    assertThat(page.text("#command"))
        .contains("-H \"X-API-Key: $API_KEY\"")
        .doesNotContain("right");

    page.open();
    page.takeSample(SAMPLE);
    assertThat(page.browser.first("#key").isDisplayed()).isFalse();
    page.browser.first("#forget").click();
    page.browser.first("[data-sample]").click();
    page.browser.await("!document.getElementById('key').hidden");
  }

  @Test
  void aBusyServiceIsSaidToBeAndAskedAgain() {
    FakeApi.models("only");
    FakeApi.busy(true);
    page.open();
    page.browser.first("[data-sample]").click();
    page.browser.await("document.getElementById('problem').textContent");
    assertThat(page.text("#problem"))
        .contains(
            "Too Many Requests (429)", "the request queue is full (at most 32 wait)", "wait 7 s");
    FakeApi.busy(false);
    page.browser.first("#problem button").click();
    page.awaitAnswer(SAMPLE);
    assertThat(page.rows()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"camera", "screen"})
  void aLiveSourceIsLookedAtFrameByFrame(String source) {
    FakeApi.models("only");
    page.open();
    page.browser.first("#" + source).click();
    page.browser.await("document.getElementById('status').textContent.includes('a second')");
    assertThat(page.text("#status")).startsWith("Live, ").contains("2 of 2 objects");
    assertThat(page.browser.run("return document.activeElement.id")).isEqualTo("stop");
    String one = page.pixels(0);
    long requests = page.requests();
    page.browser.await("document.querySelector('.view canvas').toDataURL() !== arguments[0]", one);
    page.awaitRequests(requests + 2);
    assertThat(page.text("#command")).contains("@" + source + ".jpg");
    page.moveSlider(0.6);
    page.browser.await("document.querySelectorAll('tbody tr').length === 1");

    page.browser.first("#stop").click();
    assertThat(page.browser.first("#stop").isDisplayed()).isFalse();
    assertThat(page.browser.run("return document.activeElement.id")).isEqualTo(source);
    page.browser.await("document.getElementById('stage').ariaBusy === 'false'");
    long stopped = page.requests();
    page.takeSample(SAMPLE);
    assertThat(page.requests()).isLessThanOrEqualTo(stopped + 2);
    assertThat(page.browser.console()).isEmpty();
  }

  @Test
  void aBusyServiceDoesNotEndTheCamera() {
    FakeApi.models("only");
    FakeApi.busy(true);
    page.open();
    page.browser.first("#camera").click();
    page.browser.await(
        "document.getElementById('status').textContent.includes('the next image in 7 s')");
    assertThat(page.requests()).isEqualTo(1);
    assertThat(page.browser.first("#stop").isDisplayed()).isTrue();
  }

  /** As when a proxy's time is over, or the instance that was asked has ended. */
  @Test
  void theCameraGoesOnAfterItsConnectionsWereCut() {
    FakeApi.models("only");
    page.open();
    page.browser.first("#camera").click();
    page.browser.await("document.getElementById('status').textContent.includes('a second')");
    FakeApi.cut(true);
    page.browser.await(
        "document.getElementById('status').textContent.includes('cannot be reached; the next image in 0.5 s')");
    assertThat(page.browser.first("#stop").isDisplayed()).isTrue();
    FakeApi.cut(false);
    page.browser.await("document.getElementById('status').textContent.includes('a second')");
  }
}
