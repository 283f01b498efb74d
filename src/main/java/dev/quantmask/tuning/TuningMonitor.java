package dev.quantmask.tuning;

import java.util.List;
import java.util.OptionalDouble;

/** Is told how far a search is. */
public interface TuningMonitor {
  /** Reports a notice to the user. */
  void message(String text);

  /**
   * A measurement begins.
   *
   * @param number from 1 on
   * @param names of the candidates
   * @param secondsLeft of the budget; empty without one
   */
  void trial(int number, List<String> names, OptionalDouble secondsLeft);

  /** So many images of the measurement are done; {@code task} says of which. */
  void images(String task, long done, long total);

  /** The best that was measured so far is another one: its name, time and AP. */
  void best(String text);
}
