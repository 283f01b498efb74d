package dev.quantmask.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;

class MessageSubscriberTest {
  private final Queue<Runnable> begun = new ArrayDeque<>();
  private final List<String> done = new ArrayList<>();
  private final Topic topic = new Topic();
  private boolean ends;
  private final MessageSubscriber<String> subscriber =
      new MessageSubscriber<>(
          2,
          message -> message.startsWith("-") ? null : message.substring(0, 1).getBytes(UTF_8),
          message -> {
            done.add(message);
            return !ends;
          },
          begun::add);

  /** Counts what is asked of it. */
  private static final class Topic implements Flow.Subscription {
    private long requested;

    @Override
    public void request(long messages) {
      requested += messages;
    }

    @Override
    public void cancel() {
      throw new IllegalStateException("nobody cancels");
    }
  }

  @Test
  void asksForAsManyMessagesAsMayBeInWork() {
    subscriber.onSubscribe(topic);
    assertThat(topic.requested).isEqualTo(2);
    subscriber.onNext("a1");
    subscriber.onNext("a2");
    assertThat(subscriber.inFlight()).isEqualTo(2);
    assertThat(begun).as("one of a key").hasSize(1);
    begun.remove().run();
    assertThat(topic.requested).isEqualTo(3);
    subscriber.onNext("b1");
    assertThat(begun).hasSize(2);
    begun.remove().run();
    begun.remove().run();
    assertThat(done).containsExactly("a1", "a2", "b1");
    assertThat(topic.requested).isEqualTo(5);
    assertThat(subscriber.inFlight()).isZero();
  }

  @Test
  void asksForNoneInThePlaceOfOneThatIsNotDone() {
    subscriber.onSubscribe(topic);
    ends = true;
    subscriber.onNext("a1");
    begun.remove().run();
    assertThat(topic.requested).isEqualTo(2);
    assertThat(subscriber.inFlight()).isEqualTo(1);
  }

  @Test
  void messagesWithoutAKeyWaitForNoOtherOne() {
    subscriber.onSubscribe(topic);
    subscriber.onNext("-1");
    subscriber.onNext("-2");
    assertThat(begun).hasSize(2);
  }
}
