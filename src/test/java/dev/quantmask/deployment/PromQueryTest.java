package dev.quantmask.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quantmask.deployment.PromQuery.Condition;
import dev.quantmask.deployment.PromQuery.Selector;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The tests of dashboards and rules see what these ask for. */
class PromQueryTest {
  @Test
  void findsMetricsConditionsAndGroupings() {
    PromQuery query =
        PromQuery.of(
            "histogram_quantile(0.99, sum by (job, le) (rate(a_bucket{x=\"1\", y=~\"b|c\"}[5m])))"
                + " > on (job) group_left () 0.8 * min without (z) (t{i=~\"$instance\"} offset 6h)"
                + " or vector(0)");
    assertThat(query.selectors())
        .containsExactly(
            new Selector(
                "a_bucket",
                List.of(new Condition("x", List.of("1")), new Condition("y", List.of("b", "c")))),
            new Selector("t", List.of(new Condition("i", List.of()))));
    assertThat(query.groupings()).containsExactly("job", "le", "z");
  }

  @Test
  void findsBareMetrics() {
    assertThat(PromQuery.of("up == 0").selectors()).map(Selector::metric).containsExactly("up");
    assertThat(PromQuery.of("sum(a) / sum(b) or c").selectors())
        .map(Selector::metric)
        .containsExactly("a", "b", "c");
    assertThat(PromQuery.of("1 + 2").selectors()).isEmpty();
  }

  @Test
  void readsVariables() {
    PromQuery query = PromQuery.ofVariable("label_values(a_b, model)");
    assertThat(query.selectors()).containsExactly(new Selector("a_b", List.of()));
    assertThat(query.groupings()).containsExactly("model");
    assertThatThrownBy(() -> PromQuery.ofVariable("a_b"))
        .hasMessage("expected label_values(metric, label), found \"a_b\"");
  }
}
