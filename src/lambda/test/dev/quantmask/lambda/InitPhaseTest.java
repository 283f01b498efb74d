package dev.quantmask.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InitPhaseTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  /** The time counts from the start of the process, whatever the JVM has done with it. */
  @ParameterizedTest
  @CsvSource({"0, 7000", "3500, 3500", "7000, 0", "12000, 0", "-60000, 7000"})
  void waitsForTheModelUntilSevenSecondsOfTheProcessArePast(long passed, long left) {
    assertThat(InitPhase.left(NOW.minusMillis(passed), NOW)).isEqualTo(Duration.ofMillis(left));
  }
}
