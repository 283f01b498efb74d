package dev.quantmask.playground;

import static dev.quantmask.playground.Playground.SAMPLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.testing.FakeApi;
import dev.quantmask.testing.Profiles;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Videos on the page, with a detector that finds a cat and a dog in every frame. */
@QuarkusTest
@TestProfile(Profiles.Serving.class)
class PlaygroundVideoIT extends PlaygroundTestBase {
  private static final Path VIDEO = Path.of("test-data/video/vp9.webm");
  private static final String STATUS = "document.getElementById('status').textContent";

  @BeforeEach
  void open() {
    FakeApi.models("only");
    page.open();
  }

  @AfterEach
  void nothingWasComplainedOf() {
    FakeApi.reset();
    assertThat(page.browser.console()).isEmpty();
  }

  private static void drop() throws IOException {
    page.drop(Files.readAllBytes(VIDEO), "game.webm", "video/webm");
    awaitStatus("game.webm at 0:0");
  }

  /** The last frame stays. */
  private static void awaitItsEnd() {
    page.browser.await(
        "document.getElementById('play').textContent === 'Play' && !"
            + STATUS
            + ".includes('a second')");
  }

  private static void awaitStatus(String beginning) {
    page.browser.await(STATUS + ".startsWith(arguments[0])", beginning);
  }

  private static void seek(double seconds) {
    page.browser.run(
        """
        const seek = document.getElementById("seek");
        seek.value = arguments[0];
        seek.dispatchEvent(new Event("input", { bubbles: true }));
        """,
        seconds);
  }

  @Test
  void objectsAreFollowedOverItsFrames() throws IOException {
    drop();
    awaitItsEnd();
    assertThat(page.rows()).extracting(row -> row.get(0)).containsExactly("cat 1", "dog 2");
    assertThat(page.browser.first("#player").isDisplayed()).isTrue();
    assertThat(page.requests()).as("requests that are no stream").isZero();
  }

  @Test
  void whereItIsPausedOneGoesToAnyPlace() throws IOException {
    drop();
    awaitItsEnd();
    seek(0.2);
    awaitStatus("game.webm at 0:00.2, ");
    String there = page.pixels(0);
    seek(0);
    awaitStatus("game.webm at 0:00.0, ");
    assertThat(page.pixels(0)).isNotEqualTo(there);
    assertThat(page.text("#place")).startsWith("0:00.0 of 0:0");
    assertThat(page.rows()).extracting(row -> row.get(0)).containsExactly("cat 1", "dog 2");
  }

  /** An answer may be under way then. */
  @Test
  void oneGoesBackWhileItIsPlayed() throws IOException {
    drop();
    for (int i = 0; i < 20; i++) {
      seek(0.01 * i);
    }
    page.browser.first("#play").click();
    awaitItsEnd();
    assertThat(page.rows()).hasSize(2);
    assertThat(page.text("#problem")).isEmpty();
  }

  @Test
  void theMapOfAnEncoderIsALayer() throws IOException {
    page.takeSample(SAMPLE);
    String plain = page.pixels(0);
    page.browser.first("#draw-map").click();
    page.browser.await(
        "document.querySelector('.view canvas').toDataURL() !== arguments[0]", plain);
    page.browser.await("document.getElementById('command').textContent.includes('roi=')");
    drop();
    awaitItsEnd();
    assertThat(page.rows()).hasSize(2);
  }

  @Test
  void anImageTakesThePlaceOfAVideo() throws IOException {
    drop();
    page.takeSample(SAMPLE);
    assertThat(page.browser.first("#player").isDisplayed()).isFalse();
    assertThat(page.rows()).extracting(row -> row.get(0)).containsExactly("cat", "dog");
  }

  @Test
  void whatTheBrowserCannotPlayIsSaidToBeThat() {
    page.drop(new byte[] {1, 2, 3}, "broken.mp4", "video/mp4");
    page.browser.await("document.getElementById('problem').textContent");
    assertThat(page.text("#problem"))
        .startsWith("broken.mp4: this browser cannot play it.")
        .contains("quantmask detect");
    page.takeSample(SAMPLE);
  }
}
