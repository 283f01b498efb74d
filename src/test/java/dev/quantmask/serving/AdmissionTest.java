package dev.quantmask.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quantmask.image.ImageLimits;
import java.time.Duration;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class AdmissionTest {
  private static final Duration BACKLOG = Duration.ofSeconds(7);

  private final Admission admission =
      new Admission(
          new ServingLimits(ImageLimits.DEFAULT, 1, 1, 1, 1000, BatchPolicy.ONE_BY_ONE),
          () -> BACKLOG);

  @Test
  void beyondWhatMayWaitIsRefusedWithTheTimeAfterWhichItIsWorthATry() throws Exception {
    Admission.Place first = admission.enter();
    admission.enter();
    assertThatThrownBy(admission::enter)
        .asInstanceOf(InstanceOfAssertFactories.type(OverloadedException.class))
        .returns(BACKLOG, OverloadedException::retryAfter)
        .returns("1 requests wait already: try again later", Throwable::getMessage);
    assertThatThrownBy(() -> admission.admitBody(1)).isInstanceOf(OverloadedException.class);
    first.close();
    admission.enter();
    assertThat(admission.inside()).isEqualTo(2);
  }

  @Test
  void bodiesShareTheirMemory() throws Exception {
    BodyPlace place = admission.admitBody(600);
    admission.admitBody(400);
    assertThatThrownBy(() -> admission.admitBody(1))
        .isInstanceOf(OverloadedException.class)
        .hasMessage("1000 bytes of requests are held already: try again later");
    place.close();
    place.close();
    assertThat(admission.bodyBytes()).isEqualTo(400);
    admission.admitBody(600);
  }

  @Test
  void nobodyEntersWhatIsDrained() throws Exception {
    admission.enter();
    admission.drain();
    assertThatThrownBy(admission::enter).isInstanceOf(DrainingException.class);
    assertThatThrownBy(() -> admission.admitBody(1)).isInstanceOf(DrainingException.class);
  }
}
