package dev.quantmask.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinearAssignmentTest {
  @Test
  void columnsAreThoseOfScipyWhereSeveralAreAsGoodToo() {
    ObjectMapper mapper = new ObjectMapper();
    List<JsonNode> cases = Fixtures.cases("assignments.json.gz");
    assertThat(cases).hasSize(120);
    for (JsonNode one : cases) {
      double[][] costs = mapper.convertValue(one.get("costs"), double[][].class);
      assertThat(LinearAssignment.columns(costs))
          .as("%s", one.get("costs"))
          .isEqualTo(mapper.convertValue(one.get("columns"), int[].class));
    }
  }

  @Test
  void nothingIsAssignedWhereThereAreNoRowsOrNoColumns() {
    assertThat(LinearAssignment.columns(new double[0][0])).isEmpty();
    assertThat(LinearAssignment.columns(new double[2][0])).containsExactly(-1, -1);
  }
}
