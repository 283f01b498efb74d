package dev.quantmask.training;

import dev.quantmask.engine.TorchMemory;
import dev.quantmask.engine.TorchTensor;
import dev.quantmask.engine.TrainableModule;
import dev.quantmask.model.config.TrainingConfig.Solver;
import dev.quantmask.model.network.NetworkParameter;
import dev.quantmask.training.LossNetwork.TrainedTensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Stochastic gradient descent with momentum, as torch.optim.SGD, with Detectron2's clipping. */
final class GradientDescent {
  private final Solver solver;
  private final List<ParameterGroup> groups;
  private final List<Trained> tensors = new ArrayList<>();

  /** All velocities are 0; they live as long as the memory. */
  GradientDescent(Solver solver, List<TrainedTensor> tensors, TorchMemory memory) {
    this.solver = solver;
    this.groups =
        ParameterGroup.of(solver, tensors.stream().map(TrainedTensor::parameter).toList());
    Map<NetworkParameter, TorchTensor> byParameter = new HashMap<>();
    tensors.forEach(tensor -> byParameter.put(tensor.parameter(), tensor.tensor()));
    for (ParameterGroup group : groups) {
      for (NetworkParameter parameter : group.parameters()) {
        TorchTensor tensor = byParameter.get(parameter);
        this.tensors.add(new Trained(group, parameter, tensor, memory.zerosLike(tensor)));
      }
    }
  }

  private record Trained(
      ParameterGroup group, NetworkParameter parameter, TorchTensor tensor, TorchTensor velocity) {}

  /** Returns the groups of what is trained. */
  List<ParameterGroup> groups() {
    return groups;
  }

  /** Returns the velocities of what is trained, group by group. */
  Map<NetworkParameter, TorchTensor> velocities() {
    Map<NetworkParameter, TorchTensor> velocities = new LinkedHashMap<>();
    tensors.forEach(tensor -> velocities.put(tensor.parameter(), tensor.velocity()));
    return velocities;
  }

  /**
   * Continues from where an interrupted training stood.
   *
   * @param values by the parameters' names
   */
  void restore(Map<String, float[]> values) {
    tensors.forEach(tensor -> tensor.velocity().set(values.get(tensor.parameter().name())));
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

  private void step(Trained trained, TorchTensor gradient, double learningRate) {
    gradient.addScaled(trained.tensor(), trained.group().decay());
    TorchTensor velocity = trained.velocity();
    velocity.scale(solver.momentum());
    velocity.add(gradient);
    if (solver.nesterov()) {
      gradient.addScaled(velocity, solver.momentum());
    }
    double rate = learningRate * trained.group().rateFactor();
    trained.tensor().addScaled(solver.nesterov() ? gradient : velocity, -rate);
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
