package dev.quantmask.evaluation;

/** Is told how far an evaluation is. */
public interface EvaluationMonitor {
  /** Reports a notice to the user. */
  void message(String text);

  /** So many images have been seen by all models, those before a resumption too. */
  void images(int done, int total);
}
