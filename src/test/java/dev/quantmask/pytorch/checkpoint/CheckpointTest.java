package dev.quantmask.pytorch.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quantmask.pytorch.io.ByteSource;
import dev.quantmask.pytorch.io.MalformedCheckpointException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CheckpointTest {
  private static final Path FIXTURES = Path.of("test-data/checkpoints");

  @Test
  void tensorsStayValidAfterClosing() throws IOException {
    Checkpoint checkpoint = Checkpoint.open(FIXTURES.resolve("torch_zip.pth"));
    checkpoint.close();

    assertThat(checkpoint.tensors().get("scalar").toFloats()).containsExactly(3.5f);
    assertThatThrownBy(() -> checkpoint.tensors().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void storagesAreMappedAndNotCopied() throws IOException {
    try (Checkpoint checkpoint = Checkpoint.open(FIXTURES.resolve("torch_zip.pth"))) {
      assertThat(checkpoint.tensors().get("view.base").contiguousBytes().isDirect()).isTrue();
    }
  }

  @Test
  void wholeModulesNameTheirClass() {
    assertRefused(
        "torch_module.pth",
        "torch_module.pth!torch_module/data.pkl, byte 37: expected a dict of weights, found"
            + " torch.nn.modules.linear.Linear (save its state_dict())");
  }

  @Test
  void weightsThatCannotBeReadNameTheirTypeAndPlace() {
    assertRefused(
        "torch_complex.pth", "'weight' is made by torch.ComplexFloatStorage, which is not read");
    assertRefused(
        "torch_legacy_complex.pth",
        "torch_legacy_complex.pth, byte 273: 'weight' is made by torch.ComplexFloatStorage");
  }

  @Test
  void torchScriptIsNoCheckpoint() {
    assertRefused(
        "torchscript.pt", "expected a checkpoint (a state dict), found a TorchScript archive");
  }

  @Test
  void otherFiles() {
    assertMalformed(
        "expected a zip of torch, safetensors or a pickle, found an empty file", new byte[0]);
    assertMalformed(
        "found 'version https://git-lfs.github.com/spec/'",
        bytes("version https://git-lfs.github.com/spec/v1\n"));
    byte[] tar = new byte[1024];
    System.arraycopy(bytes("ustar"), 0, tar, 257, 5);
    assertMalformed("the tar format of torch before 0.2 is not read", tar);
    assertMalformed("expected the end record of a zip", Arrays.copyOf(bytes("PK\3\4"), 100));
    assertThatThrownBy(() -> Checkpoint.open(FIXTURES.resolve("none")))
        .isInstanceOf(NoSuchFileException.class);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static void assertRefused(String fixture, String message) {
    assertThatExceptionOfType(MalformedCheckpointException.class)
        .isThrownBy(() -> Checkpoint.open(FIXTURES.resolve(fixture)).tensors())
        .withMessageContaining(message);
  }

  private static void assertMalformed(String message, byte[] bytes) {
    assertThatExceptionOfType(MalformedCheckpointException.class)
        .isThrownBy(() -> Checkpoint.read(ByteSource.of("file", ByteBuffer.wrap(bytes))))
        .withMessageStartingWith("file, byte ")
        .withMessageContaining(message);
  }
}
