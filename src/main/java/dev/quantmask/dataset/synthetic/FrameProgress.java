package dev.quantmask.dataset.synthetic;

import java.util.function.IntConsumer;

/** Counts frames that several threads render, and tells by one of them at a time. */
final class FrameProgress {
  private final IntConsumer done;
  private int count;

  FrameProgress(IntConsumer done) {
    this.done = done;
  }

  synchronized void step() {
    done.accept(++count);
  }
}
