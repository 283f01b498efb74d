package dev.quantmask.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class DoneOffsetsTest {
  private final DoneOffsets offsets = new DoneOffsets();

  private void done(int partition, long offset) {
    offsets.done(new ConsumerRecord<>("images", partition, offset, null, null));
  }

  @Test
  void nothingIsSettledWhileAMessageIsInWork() {
    AtomicInteger inFlight = new AtomicInteger(1);
    offsets.watch(inFlight::get);
    done(0, 7);
    assertThat(offsets.settled()).isEmpty();
    inFlight.set(0);
    done(0, 6); // of two keys, the later one may be done before
    done(1, 2);
    assertThat(offsets.settled())
        .isEqualTo(
            Map.of(new TopicPartition("images", 0), 8L, new TopicPartition("images", 1), 3L));
  }

  @Test
  void nothingIsSettledBeforeMessagesAreCounted() {
    done(0, 7);
    assertThat(offsets.settled()).isEmpty();
  }
}
