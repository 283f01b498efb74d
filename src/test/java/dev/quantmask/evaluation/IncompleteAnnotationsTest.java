package dev.quantmask.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quantmask.report.Comparison;
import dev.quantmask.report.ModelFigures;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Annotations that lack what many tools do not write: areas, masks. */
class IncompleteAnnotationsTest extends EvaluationFixture {
  private static final ObjectMapper JSON = new ObjectMapper();

  private void change(Consumer<ObjectNode> change) throws IOException {
    JsonNode file = JSON.readTree(fakes.annotations.toFile());
    file.get("annotations").forEach(one -> change.accept((ObjectNode) one));
    JSON.writeValue(fakes.annotations.toFile(), file);
  }

  private List<ModelFigures> measure() throws IOException {
    run(settings(Shard.ALL, false));
    Comparison comparison = figures(out);
    out = directory.resolve("again");
    return comparison.models();
  }

  @Test
  void withoutAreasTheMasksAreTakenAndItIsSaid() throws IOException {
    // A mask of another size than its box: 20 x 7 pixels are small, and its box of 100 x 50 is not.
    change(one -> one.putArray("bbox").add(0).add(0).add(100).add(50));
    List<ModelFigures> before = measure();
    assertThat(messages).isEmpty();
    change(one -> one.remove("area"));
    List<ModelFigures> without = measure();
    for (int i = 0; i < before.size(); i++) {
      assertThat(without.get(i).masks().metrics()).isEqualTo(before.get(i).masks().metrics());
      assertThat(without.get(i).boxes().metrics()).isEqualTo(before.get(i).boxes().metrics());
    }
    assertThat(messages)
        .containsExactly(
            Text.format(
                "%s: area: 14 of 14 annotations have none; it is taken from the mask of 14 and from"
                    + " the box of 0",
                fakes.annotations));
  }

  @Test
  void boxesOnlyHaveNoMaskAveragePrecision() throws IOException {
    List<ModelFigures> before = measure();
    change(one -> one.putArray("segmentation"));
    List<ModelFigures> boxes = measure();
    assertThat(messages)
        .containsExactly(
            fakes.annotations + ": no annotation has a segmentation: there is no mask AP");
    for (int i = 0; i < before.size(); i++) {
      assertThat(boxes.get(i).boxes().metrics()).isEqualTo(before.get(i).boxes().metrics());
      assertThat(boxes.get(i).masks().metrics().values()).containsOnly(-1.0);
    }
    assertThat(boxes.get(1).maskChange().value()).isNaN();
  }

  @Test
  void oneWithoutAMaskIsNamedBeforeAnythingRuns() throws IOException {
    change(
        one -> {
          if (one.get("id").asInt() == 9) {
            one.remove("segmentation");
          }
        });
    assertThatThrownBy(() -> run(settings(Shard.ALL, false)))
        .hasMessage(
            fakes.annotations
                + ": annotation 9 of image 496: expected a segmentation, as other annotations have,"
                + " found none");
    assertThat(fakes.calls).isEmpty();
  }
}
