package dev.quantmask.training;

import dev.quantmask.engine.TorchMemory;
import dev.quantmask.engine.TorchTensor;
import dev.quantmask.engine.TrainableModule;
import dev.quantmask.model.config.TrainingConfig.Solver;
import dev.quantmask.model.network.NetworkParameter;
import dev.quantmask.training.LossNetwork.TrainedTensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Stochastic gradient descent with momentum, as torch.optim.SGD, with Detectron2's clipping. */
final class GradientDescent {
  private final Solver solver;
  private final List<TrainedTensor> tensors;
  private final Map<NetworkParameter, TorchTensor> velocities = new LinkedHashMap<>();

  /** All velocities are 0; they live as long as the memory. */
  GradientDescent(Solver solver, List<TrainedTensor> tensors, TorchMemory memory) {
    this.solver = solver;
    this.tensors = tensors.stream().filter(tensor -> tensor.parameter().trained()).toList();
    for (TrainedTensor tensor : this.tensors) {
      velocities.put(tensor.parameter(), memory.zerosLike(tensor.tensor()));
    }
  }

  /** Returns the velocities of the parameters that are trained, in their order. */
  Map<NetworkParameter, TorchTensor> velocities() {
    return velocities;
  }

  /**
   * Continues from where an interrupted training stood.
   *
   * @param values by the parameters' names
   */
  void restore(Map<String, float[]> values) {
    velocities.forEach((parameter, velocity) -> velocity.set(values.get(parameter.name())));
  }

  /** Moves the parameters against their gradients, and sets those to 0. */
  void step(double learningRate) {
    TrainableModule.stopRecording();
    List<TorchTensor> gradients =
        tensors.stream().map(tensor -> tensor.tensor().gradient()).toList();
    clip(gradients);
    for (int i = 0; i < tensors.size(); i++) {
      try (TorchTensor gradient = gradients.get(i)) {
        step(tensors.get(i), gradient, learningRate);
        gradient.clear();
      }
    }
  }

  private void step(TrainedTensor tensor, TorchTensor gradient, double learningRate) {
    NetworkParameter.Role role = tensor.parameter().role();
    gradient.addScaled(tensor.tensor(), decay(role));
    TorchTensor velocity = velocities.get(tensor.parameter());
    velocity.scale(solver.momentum());
    velocity.add(gradient);
    if (solver.nesterov()) {
      gradient.addScaled(velocity, solver.momentum());
    }
    double rate = learningRate * (role == NetworkParameter.Role.BIAS ? solver.biasRateFactor() : 1);
    tensor.tensor().addScaled(solver.nesterov() ? gradient : velocity, -rate);
  }

  private double decay(NetworkParameter.Role role) {
    return switch (role) {
      case WEIGHT -> solver.decay();
      case BIAS -> solver.biasDecay();
      case NORM -> solver.normDecay();
      case STATISTIC -> throw new IllegalStateException("statistics are not trained");
    };
  }

  private void clip(List<TorchTensor> gradients) {
    float limit = (float) solver.clipping().limit();
    switch (solver.clipping().kind()) {
      case NONE -> {}
      case VALUE -> gradients.forEach(gradient -> gradient.clamp(limit));
      case NORM -> gradients.forEach(gradient -> shrink(gradient, gradient.norm(), limit));
      case FULL_NORM -> {
        double squares = gradients.stream().mapToDouble(g -> Math.pow(g.norm(), 2)).sum();
        gradients.forEach(gradient -> shrink(gradient, Math.sqrt(squares), limit));
      }
    }
  }

  /** Shrinks as torch.nn.utils.clip_grad_norm_. */
  private static void shrink(TorchTensor gradient, double norm, double limit) {
    double factor = limit / (norm + 1e-6);
    if (factor < 1) {
      gradient.scale(factor);
    }
  }
}
