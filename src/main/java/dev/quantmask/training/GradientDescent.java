package dev.quantmask.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.pytorch.jni.JniUtils;
import dev.quantmask.model.config.TrainingConfig.Solver;
import dev.quantmask.model.network.NetworkParameter;
import dev.quantmask.training.LossNetwork.TrainedTensor;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Stochastic gradient descent with momentum, as torch.optim.SGD, with Detectron2's clipping. */
final class GradientDescent {
  private static final NDIndex EVERYTHING = new NDIndex(":");

  private final Solver solver;
  private final List<TrainedTensor> tensors;
  private final Map<NetworkParameter, NDArray> velocities = new LinkedHashMap<>();

  /** All velocities are 0; they live as long as the manager. */
  GradientDescent(Solver solver, List<TrainedTensor> tensors, NDManager manager) {
    this.solver = solver;
    this.tensors = tensors.stream().filter(tensor -> tensor.parameter().trained()).toList();
    for (TrainedTensor tensor : this.tensors) {
      velocities.put(tensor.parameter(), manager.zeros(tensor.array().getShape()));
    }
  }

  /** Of the parameters that are trained, in their order. */
  Map<NetworkParameter, NDArray> velocities() {
    return velocities;
  }

  /**
   * Continues from where an interrupted training stood.
   *
   * @param values by the parameters' names
   */
  void restore(Map<String, float[]> values) {
    velocities.forEach(
        (parameter, velocity) -> velocity.set(FloatBuffer.wrap(values.get(parameter.name()))));
  }

  /** Moves the parameters against their gradients, and sets those to 0. */
  void step(double learningRate) {
    JniUtils.setGradMode(false); // it is a thread's own, and on where another has loaded libtorch
    List<NDArray> gradients = tensors.stream().map(tensor -> tensor.array().getGradient()).toList();
    clip(gradients);
    for (int i = 0; i < tensors.size(); i++) {
      try (NDArray gradient = gradients.get(i)) {
        step(tensors.get(i), gradient, learningRate);
        clear(gradient);
      }
    }
  }

  private void step(TrainedTensor tensor, NDArray gradient, double learningRate) {
    NetworkParameter.Role role = tensor.parameter().role();
    addProduct(gradient, tensor.array(), decay(role));
    NDArray velocity = velocities.get(tensor.parameter());
    velocity.muli(solver.momentum()).addi(gradient);
    if (solver.nesterov()) {
      addProduct(gradient, velocity, solver.momentum());
    }
    double rate = learningRate * (role == NetworkParameter.Role.BIAS ? solver.biasRateFactor() : 1);
    addProduct(tensor.array(), solver.nesterov() ? gradient : velocity, -rate);
  }

  private double decay(NetworkParameter.Role role) {
    return switch (role) {
      case WEIGHT -> solver.decay();
      case BIAS -> solver.biasDecay();
      case NORM -> solver.normDecay();
      case STATISTIC -> throw new IllegalStateException("statistics are not trained");
    };
  }

  /** sum += array * factor */
  private static void addProduct(NDArray sum, NDArray array, double factor) {
    if (factor == 0) {
      return;
    }
    try (NDArray product = array.mul(factor)) {
      sum.addi(product);
    }
  }

  private void clip(List<NDArray> gradients) {
    float limit = (float) solver.clipping().limit();
    switch (solver.clipping().kind()) {
      case NONE -> {}
      case VALUE -> gradients.forEach(gradient -> clamp(gradient, limit));
      case NORM -> gradients.forEach(gradient -> shrink(gradient, norm(gradient), limit));
      case FULL_NORM -> {
        double squares = gradients.stream().mapToDouble(g -> Math.pow(norm(g), 2)).sum();
        gradients.forEach(gradient -> shrink(gradient, Math.sqrt(squares), limit));
      }
    }
  }

  /** What is infinite minus itself would be no number. */
  private static void clear(NDArray gradient) {
    try (NDArray zeros = gradient.zerosLike()) {
      gradient.set(EVERYTHING, zeros);
    }
  }

  private static void clamp(NDArray gradient, float limit) {
    try (NDArray clamped = gradient.clip(-limit, limit)) {
      gradient.set(EVERYTHING, clamped);
    }
  }

  private static double norm(NDArray gradient) {
    try (NDArray squares = gradient.square();
        NDArray sum = squares.sum()) {
      return Math.sqrt(sum.getFloat());
    }
  }

  /** As torch.nn.utils.clip_grad_norm_. */
  private static void shrink(NDArray gradient, double norm, double limit) {
    double factor = limit / (norm + 1e-6);
    if (factor < 1) {
      gradient.muli(factor);
    }
  }
}
