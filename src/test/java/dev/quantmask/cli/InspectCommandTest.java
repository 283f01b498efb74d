package dev.quantmask.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InspectCommandTest {
  private static final String SWITCH = "dev.quantmask.int8";
  private static final Path MODEL = Path.of("src/main/model/default.pt");

  @AfterEach
  void computeAsUsual() {
    System.clearProperty(SWITCH);
  }

  @ParameterizedTest
  @CsvSource({"off, fp32", "on, int8"})
  void tellsWhatTheArchiveRunsAs(String wanted, String precision) throws Exception {
    System.setProperty(SWITCH, wanted);
    Outcome outcome = Outcome.onJvm("inspect", "--model", MODEL);
    assertThat(outcome.exitCode()).as(outcome.error()).isZero();
    JsonNode answer = new ObjectMapper().readTree(outcome.output());
    assertThat(answer.get("scheme").textValue()).isEqualTo("static");
    assertThat(answer.get("precision").textValue()).isEqualTo(precision);
    assertThat(precision.equals("fp32") && answer.has("onThisCpu")).isFalse();
  }
}
