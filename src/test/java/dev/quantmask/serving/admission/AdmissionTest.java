package dev.quantmask.serving.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quantmask.image.ImageLimits;
import dev.quantmask.serving.api.BatchPolicy;
import dev.quantmask.serving.api.DrainingException;
import dev.quantmask.serving.api.OverloadedException;
import dev.quantmask.serving.api.ServingLimits;
import java.time.Duration;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class AdmissionTest {
  private static final Duration BACKLOG = Duration.ofSeconds(7);

  private final Admission admission = admission(1);

  private static Admission admission(int waiting) {
    return new Admission(
        new ServingLimits(ImageLimits.DEFAULT, 1, 1, waiting, 1000, BatchPolicy.ONE_BY_ONE),
        () -> BACKLOG);
  }

  @Test
  void beyondWhatMayWaitIsRefusedWithTheTimeAfterWhichItIsWorthATry() throws Exception {
    Admission.Permit first = admission.enter(null);
    admission.enter(null);
    assertThatThrownBy(() -> admission.enter(null))
        .asInstanceOf(InstanceOfAssertFactories.type(OverloadedException.class))
        .returns(Optional.of(BACKLOG), OverloadedException::retryAfter)
        .returns("the request queue is full (at most 1 wait); retry later", Throwable::getMessage);
    assertThatThrownBy(() -> admission.admitBody(1)).isInstanceOf(OverloadedException.class);
    first.close();
    admission.enter(null);
    assertThat(admission.inside()).isEqualTo(2);
  }

  @Test
  void bodiesShareTheirMemory() throws Exception {
    Admission admission = admission(10);
    BodyMemoryPermit permit = admission.admitBody(600);
    admission.admitBody(400);
    assertThatThrownBy(() -> admission.admitBody(1))
        .isInstanceOf(OverloadedException.class)
        .hasMessage("1000 bytes of requests are held already; retry later");
    permit.close();
    permit.close();
    assertThat(admission.bodyBytes()).isEqualTo(400);
    admission.admitBody(600);
  }

  @Test
  void aBodyMayGrowWhileThereIsMemory() throws Exception {
    Admission admission = admission(10);
    BodyMemoryPermit permit = admission.admitBody(100);
    admission.admitBody(400);
    permit.grow(500);
    assertThatThrownBy(() -> permit.grow(1)).isInstanceOf(OverloadedException.class);
    assertThat(admission.bodyBytes()).isEqualTo(1000);
    permit.close();
    permit.grow(500); // nobody would give it back
    assertThat(admission.bodyBytes()).isEqualTo(400);
  }

  @Test
  void whoseBodyWasLetInIsNotTurnedAwayLater() throws Exception {
    BodyMemoryPermit first = admission.admitBody(1);
    BodyMemoryPermit second = admission.admitBody(1);
    assertThatThrownBy(() -> admission.enter(null)).isInstanceOf(OverloadedException.class);
    try (Admission.Permit permit = admission.enter(first)) {
      assertThat(admission.inside()).isEqualTo(2);
    }
    admission.enter(first).close(); // another image of the same request
    admission.drain();
    admission.enter(second);
    assertThat(admission.inside()).isEqualTo(2);
    first.close();
    second.close();
    assertThat(admission.inside()).isZero();
    assertThat(admission.bodyBytes()).isZero();
  }

  @Test
  void whoseBodyIsSlowLosesItsTurn() throws Exception {
    BodyMemoryPermit slow = admission.admitBody(1);
    admission.admitBody(1);
    slow.giveUpTurn();
    slow.giveUpTurn();
    Admission.Permit other = admission.enter(null);
    assertThat(admission.inside()).isEqualTo(2);
    assertThatThrownBy(() -> admission.enter(slow)).isInstanceOf(OverloadedException.class);
    other.close();
    admission.enter(slow).close();
    slow.close();
    assertThat(admission.inside()).isOne();
    assertThat(admission.bodyBytes()).isOne();
  }

  @Test
  void nobodyEntersWhatIsDrained() throws Exception {
    admission.enter(null);
    admission.drain();
    assertThatThrownBy(() -> admission.enter(null)).isInstanceOf(DrainingException.class);
    assertThatThrownBy(() -> admission.admitBody(1)).isInstanceOf(DrainingException.class);
  }
}
