package dev.quantmask.kafka;

import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Takes messages as they can be worked at: so many at the same time, those of one key one after the
 * other. While it asks for none, the topic is not read.
 */
final class MessageSubscriber<M> implements Flow.Subscriber<M> {
  private final int most;
  private final Function<M, byte[]> keyOf;
  private final Predicate<M> work;
  private final KeyOrder order;
  private final AtomicInteger inFlight = new AtomicInteger();
  private Flow.Subscription subscription;

  /**
   * @param most messages at the same time
   * @param keyOf null of a message without a key, which waits for no other one
   * @param work returns whether the message is done; if not, it keeps its place
   */
  MessageSubscriber(int most, Function<M, byte[]> keyOf, Predicate<M> work, Executor executor) {
    this.most = most;
    this.keyOf = keyOf;
    this.work = work;
    this.order = new KeyOrder(executor);
  }

  @Override
  public void onSubscribe(Flow.Subscription subscribed) {
    subscription = subscribed;
    subscribed.request(most);
  }

  @Override
  public void onNext(M message) {
    inFlight.incrementAndGet();
    byte[] key = keyOf.apply(message);
    order.run(key == null ? null : ByteBuffer.wrap(key), () -> work(message));
  }

  private void work(M message) {
    if (work.test(message)) {
      inFlight.decrementAndGet();
      subscription.request(1);
    }
  }

  /** The connector has told it in health already. */
  @Override
  public void onError(Throwable failure) {}

  @Override
  public void onComplete() {}

  /** Returns how many messages are in work, wait for one of their key, or are not done. */
  int inFlight() {
    return inFlight.get();
  }
}
