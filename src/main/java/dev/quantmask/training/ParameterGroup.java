package dev.quantmask.training;

import dev.quantmask.model.config.TrainingConfig.Solver;
import dev.quantmask.model.network.NetworkParameter;
import dev.quantmask.model.network.NetworkParameter.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Parameters that are trained alike, as get_default_optimizer_params of Detectron2 groups them.
 *
 * @param rateFactor of the learning rate
 * @param decay of the weights
 */
record ParameterGroup(double rateFactor, double decay, List<NetworkParameter> parameters) {
  ParameterGroup {
    parameters = List.copyOf(parameters);
  }

  /**
   * What Detectron2 tells groups apart by: a decay that is set for norms or biases makes a group of
   * its own even when it is that of the other weights.
   */
  private record Options(double rateFactor, OptionalDouble decay) {}

  /** Returns the groups in the order of their first parameters, without what is not trained. */
  static List<ParameterGroup> of(Solver solver, List<NetworkParameter> parameters) {
    Map<Options, List<NetworkParameter>> byOptions = new LinkedHashMap<>();
    for (NetworkParameter parameter : parameters) {
      if (parameter.trained()) {
        byOptions
            .computeIfAbsent(options(solver, parameter), options -> new ArrayList<>())
            .add(parameter);
      }
    }
    List<ParameterGroup> groups = new ArrayList<>();
    byOptions.forEach(
        (options, members) ->
            groups.add(
                new ParameterGroup(
                    options.rateFactor(), options.decay().orElse(solver.decay()), members)));
    return List.copyOf(groups);
  }

  /** What is set for biases comes last, and so it reaches those of norms too. */
  private static Options options(Solver solver, NetworkParameter parameter) {
    boolean bias = parameter.name().endsWith(".bias");
    OptionalDouble decay = OptionalDouble.empty();
    if (parameter.role() == Role.NORM) {
      decay = OptionalDouble.of(solver.normDecay());
    }
    if (bias && solver.biasDecay().isPresent()) {
      decay = solver.biasDecay();
    }
    return new Options(bias ? solver.biasRateFactor() : 1, decay);
  }
}
