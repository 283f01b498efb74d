package dev.quantmask.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class KeyOrderTest {
  /** Work that an executor has been given; the test says when it runs. */
  private final Queue<Runnable> begun = new ArrayDeque<>();

  private final List<String> done = new ArrayList<>();
  private final KeyOrder order = new KeyOrder(begun::add);

  private CompletionStage<Void> run(String key, String name) {
    return order.run(key, () -> done.add(name));
  }

  @Test
  void workOfOneKeyBeginsWhenTheOneBeforeHasEnded() {
    run("a", "a1");
    CompletionStage<Void> second = run("a", "a2");
    CompletionStage<Void> third = run("a", "a3");
    assertThat(begun).hasSize(1);
    begun.remove().run();
    assertThat(done).containsExactly("a1");
    assertThat(begun).hasSize(1);
    begun.remove().run();
    assertThat(second).isCompleted();
    assertThat(third).isNotDone();
    begun.remove().run();
    assertThat(done).containsExactly("a1", "a2", "a3");
    assertThat(third).isCompleted();
    assertThat(order.keys()).isZero();
  }

  @Test
  void workOfOtherKeysAndOfNoneDoesNotWait() {
    run("a", "a1");
    run("b", "b1");
    run(null, "x");
    run(null, "y");
    assertThat(begun).hasSize(4);
  }

  @Test
  void whatFailsDoesNotKeepTheNextFromIt() {
    order.run(
        "a",
        () -> {
          throw new IllegalStateException("broken");
        });
    run("a", "a2");
    begun.remove().run();
    begun.remove().run();
    assertThat(done).containsExactly("a2");
    assertThat(order.keys()).isZero();
  }

  @Test
  void nothingIsRunOnceTheExecutorTakesNothing() {
    KeyOrder ended =
        new KeyOrder(
            work -> {
              throw new RejectedExecutionException();
            });
    assertThat(ended.run("a", () -> done.add("a1"))).isCompleted();
    assertThat(ended.run("a", () -> done.add("a2"))).isCompleted();
    assertThat(done).isEmpty();
    assertThat(ended.keys()).isZero();
  }
}
