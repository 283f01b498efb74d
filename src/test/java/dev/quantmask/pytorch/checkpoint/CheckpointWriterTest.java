package dev.quantmask.pytorch.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.pytorch.archive.StoredTensor;
import dev.quantmask.tensor.DataType;
import dev.quantmask.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointWriterTest {
  @TempDir private Path directory;

  private static StoredTensor tensor(float[] values, int... shape) {
    return new StoredTensor(DataType.FLOAT32, shape, false, () -> Tensor.ofFloats(values, shape));
  }

  private static Map<String, Object> content() {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("model", Map.of("a.weight", tensor(new float[] {1, 2, 3, 4, 5, 6}, 2, 3)));
    Map<String, Object> group = new LinkedHashMap<>();
    group.put("lr", 0.5);
    group.put("nesterov", false);
    group.put("nothing", null);
    group.put("params", List.of(0L, 1L));
    root.put("optimizer", group);
    root.put("iteration", 41L);
    return root;
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    Path file = directory.resolve("model.pth");
    CheckpointWriter.write(file, content());
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      assertThat(checkpoint.format()).isEqualTo("torch zip");
      assertThat(checkpoint.tensors()).containsOnlyKeys("a.weight");
      Tensor weight = checkpoint.tensors().get("a.weight");
      assertThat(weight.shape()).containsExactly(2, 3);
      assertThat(weight.toFloats()).containsExactly(1, 2, 3, 4, 5, 6);
      assertThat(((Number) checkpoint.beside("iteration")).intValue()).isEqualTo(41);
      Map<?, ?> optimizer = (Map<?, ?>) checkpoint.beside("optimizer");
      assertThat(optimizer.get("lr")).isEqualTo(0.5);
      assertThat(optimizer.get("nesterov")).isEqualTo(false);
      assertThat(optimizer.containsKey("nothing")).isTrue();
      assertThat((List<?>) optimizer.get("params")).hasSize(2);
      assertThat(checkpoint.beside("scheduler")).isNull();
    }
  }

  @Test
  void theSameContentGivesTheSameBytes() throws IOException {
    Path first = directory.resolve("first.pth");
    Path second = directory.resolve("second.pth");
    CheckpointWriter.write(first, content());
    CheckpointWriter.write(second, content());
    assertThat(Files.mismatch(first, second)).isEqualTo(-1);
  }
}
