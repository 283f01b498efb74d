package dev.quantmask.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TimeLeftTest {
  @Test
  void isWhatTheStepsSoFarTookOnAverage() {
    AtomicLong now = new AtomicLong(1);
    TimeLeft time = new TimeLeft(now::get);
    assertThat(time.after(10, 40)).isEmpty(); // 10 were done before, by another run
    now.addAndGet(10_000_000_000L);
    assertThat(time.after(20, 40)).isEqualTo(", 0:00:20 left");
    now.addAndGet(7_200_000_000_000L);
    assertThat(time.after(30, 40)).isEqualTo(", 1:00:05 left");
  }
}
