package dev.quantmask.evaluation;

import dev.quantmask.io.IoSupplier;
import java.io.IOException;

/**
 * Measures what a model adds to the resident memory of the process: what its loading left there,
 * and the most that one of its inferences added to what was there before it. Measured while warming
 * up, after freed memory was given back, so that neither the times nor the other models feel it.
 *
 * <p>It is not the memory of a process with this model only: libtorch itself and the Java machine
 * are not in it, and what Java's heap happens to grow by in the meantime is. It is NaN where the
 * system does not tell, or without warm-up.
 */
final class ModelMemory {
  private double loaded;
  private double working = Double.NaN;

  <T> T loading(IoSupplier<T> work) throws IOException {
    ResidentMemory.giveBack();
    double before = ResidentMemory.now();
    T result = work.get();
    ResidentMemory.giveBack();
    loaded = Math.max(0, ResidentMemory.now() - before);
    return result;
  }

  void inferring(IoSupplier<?> work) throws IOException {
    double before = ResidentMemory.beginPeak();
    work.get();
    double added = Math.max(0, ResidentMemory.peak() - before);
    working = Double.isNaN(working) ? added : Math.max(working, added);
  }

  double megabytes() {
    return loaded + working;
  }
}
