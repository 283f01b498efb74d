package dev.quantmask.pytorch.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.quantmask.pytorch.io.FilePosition;
import dev.quantmask.pytorch.io.MalformedCheckpointException;
import dev.quantmask.pytorch.pickle.PickledGlobal;
import dev.quantmask.pytorch.pickle.PickledObject;
import dev.quantmask.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StateDictTest {
  private static final FilePosition START = new FilePosition("test.pth", 0);
  private static final Tensor ONE = Tensor.ofFloats(new float[] {1}, 1);
  private static final Map<String, Object> WEIGHTS = Map.of("w", ONE);

  @Test
  void bareAndWrapped() throws MalformedCheckpointException {
    assertWeights(WEIGHTS);
    for (String key : List.of("model", "state_dict", "model_state_dict", "blobs")) {
      assertWeights(Map.of(key, WEIGHTS, "epoch", 1L, "optimizer", Map.of("state", WEIGHTS)));
    }
    assertWeights(Map.of("model", Map.of("state_dict", WEIGHTS)));
  }

  @Test
  void placeholdersBesideTheWeightsDoNotMatter() throws MalformedCheckpointException {
    Map<String, Object> settings = Map.of("args", placeholder("argparse", "Namespace"));

    assertWeights(Map.of("model", settings, "state_dict", WEIGHTS));
    assertWeights(Map.of("state_dict", WEIGHTS, "scheduler", placeholder("a", "B")));
  }

  @Test
  void prefixOfAllNamesIsLeftOut() throws MalformedCheckpointException {
    assertWeights(Map.of("module.w", ONE));
    assertThat(StateDict.tensors(Map.of("module.w", ONE, "v", ONE), START))
        .containsOnlyKeys("module.w", "v");
  }

  @Test
  void whatModulesKeepAmongWeightsIsLeftOut() throws MalformedCheckpointException {
    Map<String, Object> weights = new LinkedHashMap<>();
    weights.put("_metadata", Map.of());
    weights.put("a._extra_state", null);
    weights.put("a.num_batches_tracked", 3L);
    weights.put("w", ONE);

    assertWeights(weights);
  }

  @Test
  void everythingElseAmongWeightsIsAnError() {
    assertMalformed("test.pth, byte 0: expected weights", Map.of("w", ONE, "epoch", 1L));
    assertMalformed("found a dict with 'epoch': 1", Map.of("w", ONE, "epoch", 1L));
    assertMalformed("found a dict with 1: a tensor", Map.of(1L, ONE));
    assertMalformed(
        "test.pkl, byte 5: 'v' is made by a.B, which is not read",
        Map.of("w", ONE, "v", placeholder("a", "B")));
    assertMalformed(
        "test.pkl, byte 5: expected a tensor for 'v', found the global a.B",
        Map.of("w", ONE, "v", placeholder("a", "B").global()));
  }

  @Test
  void withoutWeights() {
    assertMalformed("found a dict of 0", Map.of());
    assertMalformed("expected a dict of weights, found a list of 0", List.of());
    assertMalformed("found a dict with 'epoch': 1", Map.of("epoch", 1L));
    assertMalformed(
        "test.pkl, byte 5: expected a dict of weights, found a.B (save its state_dict())",
        Map.of("model", placeholder("a", "B")));
  }

  @Test
  void whichWeightsMustBeClear() {
    assertMalformed(
        "found in each of [model, state_dict]", Map.of("model", WEIGHTS, "state_dict", WEIGHTS));
    Map<String, Object> endless = new LinkedHashMap<>();
    endless.put("model", endless);
    assertMalformed("expected weights in at most 4 wrappers, found more", endless);
  }

  private static PickledObject placeholder(String module, String name) {
    FilePosition position = new FilePosition("test.pkl", 5);
    return new PickledObject(new PickledGlobal(module, name, position), List.of(), position);
  }

  private static void assertWeights(Object root) throws MalformedCheckpointException {
    assertThat(StateDict.tensors(root, START)).containsOnlyKeys("w").containsValue(ONE);
  }

  private static void assertMalformed(String message, Object root) {
    assertThatExceptionOfType(MalformedCheckpointException.class)
        .isThrownBy(() -> StateDict.tensors(root, START))
        .withMessageContaining(message);
  }
}
