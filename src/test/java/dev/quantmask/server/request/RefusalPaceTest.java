package dev.quantmask.server.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RefusalPaceTest {
  private final AtomicLong clock = new AtomicLong(123);
  private final RefusalPace pace = new RefusalPace(clock::get);

  private void pass(Duration time) {
    clock.addAndGet(time.toNanos());
  }

  private void takeAll(int count) {
    for (int i = 0; i < count; i++) {
      assertThat(pace.take()).isNotNegative();
    }
  }

  @Test
  void aFewRefusalsAreSentImmediately() {
    for (int i = 0; i < 50; i++) {
      assertThat(pace.take()).isZero();
    }
  }

  @Test
  void thoseThatFollowWaitForEachOtherInTheirOrder() {
    takeAll(51);
    assertThat(pace.take()).isEqualTo(20);
    assertThat(pace.take()).isEqualTo(40);
    assertThat(pace.take()).isEqualTo(60);
  }

  @Test
  void sixtyFourClientsThatComeBackImmediatelyGetFiftyRefusalsASecond() {
    long[] returns = new long[64]; // milliseconds at which each asks again
    int refusals = 0;
    for (long now = 0; now < 10_000; now++) {
      for (int client = 0; client < returns.length; client++) {
        if (returns[client] <= now) {
          returns[client] = now + Math.max(1, pace.take());
          pace.sent();
          refusals++;
        }
      }
      pass(Duration.ofMillis(1));
    }
    // Beside those that may be sent after a quiet time.
    assertThat(refusals).isBetween(10 * 50, 10 * 50 + 50 + 64);
  }

  @Test
  void nobodyWaitsLongerThanTwoSeconds() {
    takeAll(500);
    assertThat(pace.take()).isEqualTo(2_000);
    pass(Duration.ofMillis(500));
    assertThat(pace.take()).isEqualTo(1_500);
  }

  @Test
  void afterAQuietTimeRefusalsAreSentImmediatelyAgain() {
    takeAll(200);
    pass(Duration.ofSeconds(10));
    assertThat(pace.take()).isZero();
  }

  @Test
  void noMoreThanAThousandWait() {
    takeAll(RefusalPace.MOST_WAITING);
    assertThat(pace.take()).isNegative();
    pace.sent();
    assertThat(pace.take()).isNotNegative();
    assertThat(pace.waiting()).isEqualTo(RefusalPace.MOST_WAITING);
  }
}
