package dev.quantmask.pytorch.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.pytorch.io.MalformedCheckpointException;
import dev.quantmask.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One network, as torch, Lightning and safetensors wrote it in every wrapper, is found in each. */
class CheckpointWrappersTest {
  private static final Path FIXTURES = Path.of("test-data/checkpoints/wrappers");

  private static final ExpectedNames NAMES =
      new ExpectedNames(
          List.of(
              List.of("stem.weight"),
              List.of("norm.weight"),
              List.of("norm.bias"),
              List.of("norm.running_mean"),
              List.of("norm.running_var"),
              List.of("an.older.name.weight", "head.weight"),
              List.of("head.bias")));

  @ParameterizedTest
  @CsvSource({
    "compiled.pth, _orig_mod.",
    "compiled_parallel.pth.tar, model/module._orig_mod.",
    "averaged.pth, module.",
    "ema.pth, ema",
    "model_ema.pth, model_ema",
    "weights.pth, weights",
    "net.pth, net",
    "net.pth.gz, net",
    "ema_averaged.pth, ema/state_dict/module.",
    "lightning.ckpt, state_dict/model.",
    "lightning_compiled.ckpt, state_dict/model._orig_mod.",
    "saved.safetensors, ''",
    "bfloat16.safetensors, ''",
    "compiled.safetensors, _orig_mod.",
  })
  void weightsAreFoundInEveryWrapper(String file, String place) throws IOException {
    try (Checkpoint checkpoint = Checkpoint.open(FIXTURES.resolve(file))) {
      NetworkWeights weights = checkpoint.weights(NAMES, Optional.empty());

      assertThat(weights.place()).isEqualTo(place);
      assertSameWeights(weights.tensors(), file.startsWith("bfloat16") ? 1f / 256 : 0);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "two_keys.pth, model, model_ema",
    "two_prefixes.ckpt, state_dict/model., state_dict/teacher.",
  })
  void twoPlacesThatFitAreAnErrorUnlessOneIsNamed(String file, String first, String second)
      throws IOException {
    try (Checkpoint checkpoint = Checkpoint.open(FIXTURES.resolve(file))) {
      assertThatExceptionOfType(MalformedCheckpointException.class)
          .isThrownBy(() -> checkpoint.weights(NAMES, Optional.empty()))
          .withMessage(
              "%s, byte 0: expected the network's weights in one place, found them at '%s', '%s';"
                  + " --state-dict of convert and train says which to take",
              file, first, second);
      assertSameWeights(checkpoint.weights(NAMES, Optional.of(first)).tensors(), 0);
      assertThat(
              checkpoint.weights(NAMES, Optional.of(second)).tensors().get("head.bias").toFloats())
          .isNotEqualTo(
              checkpoint.weights(NAMES, Optional.of(first)).tensors().get("head.bias").toFloats());
    }
  }

  @Test
  void placesWithoutTheWeightsNameThoseThatHaveThem() throws IOException {
    try (Checkpoint checkpoint = Checkpoint.open(FIXTURES.resolve("two_keys.pth"))) {
      assertThatExceptionOfType(MalformedCheckpointException.class)
          .isThrownBy(() -> checkpoint.weights(NAMES, Optional.of("ema")))
          .withMessage(
              "two_keys.pth, byte 0: expected the network's weights at 'ema', found them at"
                  + " 'model', 'model_ema'");
    }
  }

  @Test
  void whatIsTakenAndWhatIsNotIsSaid() throws IOException {
    try (Checkpoint checkpoint = Checkpoint.open(FIXTURES.resolve("lightning_compiled.ckpt"))) {
      assertThat(checkpoint.weights(NAMES, Optional.empty()).note())
          .hasValue(
              "the weights at 'state_dict/model._orig_mod.' are taken; 2 tensors beside them are"
                  + " not: loss.pos_weight, metric.weight");
    }
  }

  @Test
  void parametersThatAreMissingAreLeftToTheNetwork() throws IOException {
    ExpectedNames more =
        new ExpectedNames(
            List.of(List.of("head.weight"), List.of("head.more"), List.of("stem.weight")));
    try (Checkpoint checkpoint = Checkpoint.open(FIXTURES.resolve("lightning.ckpt"))) {
      assertThat(checkpoint.weights(more, Optional.empty()).tensors())
          .containsKeys("head.weight", "stem.weight");
    }
  }

  @Test
  void withoutNamesTheOnlyDictIsTaken() throws IOException {
    for (String file :
        List.of(
            "ema.pth",
            "net.pth",
            "averaged.pth",
            "compiled_parallel.pth.tar",
            "ema_averaged.pth")) {
      try (Checkpoint checkpoint = Checkpoint.open(FIXTURES.resolve(file))) {
        assertSameWeights(checkpoint.tensors(), 0);
      }
    }
  }

  private static void assertSameWeights(Map<String, Tensor> tensors, float tolerance)
      throws IOException {
    JsonNode expected = new ObjectMapper().readTree(FIXTURES.resolve("expected.json").toFile());
    assertThat(expected.size()).isEqualTo(8);
    assertThat(tensors).hasSize(expected.size());
    for (Map.Entry<String, JsonNode> field : expected.properties()) {
      Tensor tensor = tensors.get(field.getKey());
      assertThat(tensor).as(field.getKey()).isNotNull();
      assertThat(tensor.shape())
          .isEqualTo(new ObjectMapper().convertValue(field.getValue().get("shape"), int[].class));
      float[] values =
          new ObjectMapper().convertValue(field.getValue().get("values"), float[].class);
      assertThat(tensor.toFloats()).containsExactly(values, within(tolerance));
    }
  }
}
