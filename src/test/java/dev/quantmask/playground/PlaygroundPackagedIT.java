package dev.quantmask.playground;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quantmask.browser.Browser;
import dev.quantmask.testing.Http;
import dev.quantmask.testing.Profiles;
import dev.quantmask.text.Text;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.TestProfile;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The page of the packaged program, with the model that it brings: what {@code mvn package
 * quarkus:run} shows.
 */
@QuarkusIntegrationTest
@TestProfile(Profiles.TwoModels.class)
class PlaygroundPackagedIT {
  @Test
  void aSampleHasTheMasksOfTheAnswer() throws Exception {
    Browser.assumeInstalled();
    JsonNode answer =
        Http.json(
            Http.send(
                "POST",
                "/v1/detections?minScore=0.5",
                BodyPublishers.ofFile(Path.of("test-data/frames/frame_000002.jpg")),
                "Content-Type",
                "image/jpeg"));
    List<String> expected = new ArrayList<>();
    answer
        .get("detections")
        .forEach(
            one ->
                expected.add(
                    one.get("label").textValue()
                        + Text.format(" %.2f", one.get("score").doubleValue())));
    assertThat(expected).hasSizeGreaterThan(8);

    try (Playground page = new Playground()) {
      page.open();
      page.takeSample("frame_000002.jpg");
      assertThat(page.rows().stream().map(row -> row.get(0) + " " + row.get(1)))
          .containsExactlyElementsOf(expected);
      assertThat(page.rows()).allMatch(row -> Integer.parseInt(row.get(3).replace(",", "")) > 100);
      String drawn = page.pixels(0);
      page.browser.first("#draw-masks").click();
      assertThat(page.pixels(0)).isNotEqualTo(drawn);

      page.browser.first("#compare").click();
      page.browser.await("document.querySelectorAll('.view').length === 2");
      assertThat(page.text("#command")).contains("model=default", "model=other");
      assertThat(page.rows()).hasSize(2 * expected.size());
      assertThat(page.pixels(1)).isEqualTo(page.pixels(0));
      assertThat(page.browser.console()).isEmpty();
    }
  }
}
