package dev.quantmask.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import dev.quantmask.engine.TestTensors;
import dev.quantmask.engine.TorchRuntime;
import dev.quantmask.model.config.TrainingConfig.Clipping;
import dev.quantmask.model.config.TrainingConfig.Schedule;
import dev.quantmask.model.config.TrainingConfig.Solver;
import dev.quantmask.model.network.NetworkParameter;
import dev.quantmask.training.LossNetwork.TrainedTensor;
import java.io.IOException;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Steps as torch.optim.SGD makes them after Detectron2's clipping, worked out by hand. */
class GradientDescentIT {
  private static final float INFINITY = Float.POSITIVE_INFINITY;

  private NDManager memory;
  private NDArray weights;

  @BeforeEach
  void allocate() throws IOException {
    TorchRuntime.start(1);
    memory = TestTensors.newManager();
    weights = memory.create(new float[] {1, 2, 3, 4});
    weights.setRequiresGradient(true);
    JniUtils.setGradMode(true); // as in a thread that did not load libtorch itself
  }

  @AfterEach
  void free() {
    memory.close();
  }

  private GradientDescent descent(Clipping.Kind clipping, double limit, double momentum) {
    NetworkParameter parameter =
        new NetworkParameter("w", "w", List.of(4), NetworkParameter.Role.WEIGHT, true);
    Schedule schedule = new Schedule(1, 1, 0, false, false, List.of(), 1, 1);
    Solver solver =
        new Solver(
            1,
            1,
            schedule,
            momentum,
            false,
            0,
            OptionalDouble.empty(),
            0,
            1,
            new Clipping(clipping, limit),
            0,
            0,
            false);
    return new GradientDescent(
        solver,
        List.of(new TrainedTensor(parameter, TestTensors.tensor(weights))),
        TestTensors.memory(memory));
  }

  /** The gradient of sum(factors * weights) is the factors. */
  private void backward(float... factors) {
    try (GradientCollector collector = TestTensors.newGradientCollector();
        NDManager scope = memory.newSubManager()) {
      NDArray loss = weights.mul(scope.create(factors)).sum();
      loss.attach(scope);
      collector.backward(loss);
    }
  }

  @Test
  void gradientsAreClearedAfterAStep() {
    GradientDescent descent = descent(Clipping.Kind.NONE, 0, 0);
    backward(1, 2, 3, 4);
    descent.step(0.5);
    assertThat(weights.toFloatArray()).containsExactly(0.5f, 1, 1.5f, 2);
    backward(1, 0, 0, 0);
    descent.step(0.5);
    assertThat(weights.toFloatArray()).containsExactly(0, 1, 1.5f, 2);
  }

  @Test
  void momentumAccumulates() {
    GradientDescent descent = descent(Clipping.Kind.NONE, 0, 0.5);
    backward(1, 0, 0, 0);
    descent.step(1);
    backward(1, 0, 0, 0);
    descent.step(1);
    assertThat(weights.toFloatArray()).containsExactly(-1.5f, 2, 3, 4);
  }

  @Test
  void infiniteGradientsAreClippedToTheLimit() {
    GradientDescent descent = descent(Clipping.Kind.VALUE, 0.5, 0);
    backward(INFINITY, -INFINITY, 7, 0.25f);
    descent.step(1);
    assertThat(weights.toFloatArray()).containsExactly(0.5f, 2.5f, 2.5f, 3.75f);
  }

  @Test
  void infiniteGradientsAreClearedToo() {
    GradientDescent descent = descent(Clipping.Kind.VALUE, 0.5, 0);
    backward(INFINITY, Float.NaN, 0, 0);
    descent.step(0);
    backward(0.25f, 0.25f, 0, 0);
    try (NDArray gradient = weights.getGradient()) {
      assertThat(gradient.toFloatArray()).containsExactly(0.25f, 0.25f, 0, 0);
    }
  }

  @Test
  void gradientsAreScaledToTheNorm() {
    for (Clipping.Kind kind : List.of(Clipping.Kind.NORM, Clipping.Kind.FULL_NORM)) {
      weights.set(new float[] {1, 2, 3, 4});
      GradientDescent descent = descent(kind, 2.5, 0);
      backward(3, 4, 0, 0);
      descent.step(1);
      assertThat(weights.toFloatArray())
          .containsExactly(new float[] {-0.5f, 0, 3, 4}, within(1e-5f));
    }
  }
}
