package dev.quantmask.kafka;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The end of what is done of each partition. The connector does not repeat a commit that has failed
 * while partitions moved before another message of the partition is done; where none comes, the lag
 * would stay.
 */
final class DoneOffsets {
  private final Map<TopicPartition, Long> ends = new ConcurrentHashMap<>();
  private volatile IntSupplier inFlight = () -> 1;

  /**
   * @param messages how many are in work, or will never be done
   */
  void watch(IntSupplier messages) {
    inFlight = messages;
  }

  void done(ConsumerRecord<?, ?> message) {
    TopicPartition partition = new TopicPartition(message.topic(), message.partition());
    ends.merge(partition, message.offset() + 1, Math::max);
  }

  /**
   * Returns the offsets behind the last messages, if all messages before them are done, too: those
   * of a partition come in their order, so that this is so when none is in work.
   */
  Map<TopicPartition, Long> settled() {
    Map<TopicPartition, Long> before = Map.copyOf(ends);
    return inFlight.getAsInt() == 0 ? before : Map.of();
  }
}
