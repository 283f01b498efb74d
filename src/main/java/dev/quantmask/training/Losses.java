package dev.quantmask.training;

/**
 * Losses of one batch, each with its weight, under Detectron2's names, and what they were computed
 * on, in the mean of the images.
 */
record Losses(
    float rpnClass,
    float rpnBox,
    float headClass,
    float headBox,
    float mask,
    double anchorsOnObjects,
    double anchorsOnBackground,
    double proposalsOnObjects,
    double proposalsOnBackground) {
  float total() {
    return rpnClass + rpnBox + headClass + headBox + mask;
  }
}
