package dev.quantmask.quantization.sensitivity;

/** Names what the network computes on the way, in the order of {@code probe.py}. */
public enum ProbedOutput {
  FEATURES("features"),
  PROPOSAL_SCORES("proposalScores"),
  PROPOSAL_BOXES("proposalBoxes"),
  CLASS_SCORES("classScores"),
  BOXES("boxes"),
  MASKS("masks");

  private final String label;

  ProbedOutput(String label) {
    this.label = label;
  }

  /** A word for people and for JSON. */
  public String label() {
    return label;
  }
}
