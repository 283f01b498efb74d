package dev.quantmask.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quantmask.image.ImageException;
import dev.quantmask.serving.api.Deadline;
import dev.quantmask.serving.api.DeadlineExceededException;
import dev.quantmask.serving.api.DrainingException;
import dev.quantmask.serving.api.ModelUnavailableException;
import dev.quantmask.serving.api.OverloadedException;
import dev.quantmask.serving.api.ServingException;
import dev.quantmask.serving.api.UnknownModelException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PatienceTest {
  private final Patience patience = new Patience(Duration.ofNanos(1));
  private final AtomicInteger attempts = new AtomicInteger();

  private String failing(int times, ServingException failure) throws Exception {
    return patience.repeat(
        () -> {
          if (attempts.incrementAndGet() <= times) {
            throw failure;
          }
          return "done";
        });
  }

  @Test
  void waitsForRoomAndForTheModelAsLongAsItTakes() throws Exception {
    assertThat(failing(12, new OverloadedException("full", Duration.ZERO))).isEqualTo("done");
    assertThat(attempts).hasValue(13);
    attempts.set(0);
    assertThat(failing(12, new ModelUnavailableException("missing"))).isEqualTo("done");
    assertThat(patience.waiting()).isZero();
  }

  @Test
  void triesThreeTimesWhatTakesTooLong() throws Exception {
    ServingException late = new DeadlineExceededException(Deadline.in(Duration.ZERO));
    assertThat(failing(2, late)).isEqualTo("done");
    attempts.set(0);
    assertThatThrownBy(() -> failing(3, late)).isSameAs(late);
    assertThat(attempts).hasValue(3);
  }

  @Test
  void triesOnceWhatNeverPasses() {
    ServingException unknown = new UnknownModelException("game", List.of("default"));
    assertThatThrownBy(() -> failing(1, unknown)).isSameAs(unknown);
    assertThatThrownBy(
            () ->
                patience.repeat(
                    () -> {
                      throw new ImageException("not an image");
                    }))
        .isInstanceOf(ImageException.class);
    assertThat(attempts).hasValue(1);
  }

  @Test
  void endsWithTheService() {
    assertThatThrownBy(() -> failing(1, new DrainingException()))
        .isInstanceOf(StoppedException.class);
    patience.stop();
    assertThatThrownBy(() -> failing(9, new OverloadedException("full", Duration.ZERO)))
        .isInstanceOf(StoppedException.class);
    assertThat(attempts).hasValue(2);
  }
}
