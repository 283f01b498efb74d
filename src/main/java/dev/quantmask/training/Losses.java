package dev.quantmask.training;

/**
 * Losses of one batch, each with its weight, under Detectron2's names, and what they were computed
 * on.
 */
record Losses(
    float rpnClass,
    float rpnBox,
    float headClass,
    float headBox,
    float mask,
    long anchorsOnObjects,
    long anchorsOnBackground,
    long proposalsOnObjects,
    long proposalsOnBackground) {
  float total() {
    return rpnClass + rpnBox + headClass + headBox + mask;
  }
}
