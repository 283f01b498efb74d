package dev.quantmask.training;

import dev.quantmask.model.config.TrainingConfig.Schedule;

/** WarmupMultiStepLR and WarmupCosineLR of Detectron2. */
final class LearningRate {
  private final Schedule schedule;
  private final int iterations;

  LearningRate(Schedule schedule, int iterations) {
    this.schedule = schedule;
    this.iterations = iterations;
  }

  /** Returns the learning rate of an iteration, counted from 0. */
  double at(int iteration) {
    int warmUp = Math.min(schedule.warmUpIterations(), iterations);
    if (iteration >= warmUp) {
      return schedule.base() * factor((double) iteration / iterations, iteration);
    }
    // Detectron2 goes to where the schedule stands when the warm-up ends.
    double end = factor((double) warmUp / iterations, warmUp);
    double start = schedule.warmUpFactor() * factor(0, 0);
    double share = schedule.linearWarmUp() ? (double) iteration / warmUp : 0;
    return schedule.base() * (start + (end - start) * share);
  }

  private double factor(double progress, int iteration) {
    if (schedule.cosine()) {
      return schedule.end() + (1 - schedule.end()) * (1 + Math.cos(Math.PI * progress)) / 2;
    }
    long passed = schedule.steps().stream().filter(step -> iteration >= step).count();
    return Math.pow(schedule.gamma(), passed);
  }
}
