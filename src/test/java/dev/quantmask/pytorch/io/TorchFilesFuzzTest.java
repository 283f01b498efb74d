package dev.quantmask.pytorch.io;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.quantmask.pytorch.archive.ScriptArchive;
import dev.quantmask.pytorch.checkpoint.Checkpoint;
import dev.quantmask.pytorch.pickle.Unpickler;
import dev.quantmask.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever the bytes are, they are read, or a {@link MalformedCheckpointException} says why not.
 */
class TorchFilesFuzzTest {
  private static final Path FIXTURES = Path.of("test-data/checkpoints");

  @TempDir private Path folder;

  static Stream<byte[]> checkpoints() throws IOException {
    try (Stream<Path> files = Files.walk(FIXTURES)) {
      List<Path> sorted =
          files
              .filter(file -> file.toString().matches(".*\\.(pth|pkl|pt|safetensors)"))
              .sorted()
              .toList();
      return sorted.stream().map(TorchFilesFuzzTest::bytes);
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @MethodSource("checkpoints")
  @FuzzTest
  void checkpoint(byte[] bytes) throws IOException {
    try {
      lookAt(Checkpoint.read(ByteSource.of("fuzzed", ByteBuffer.wrap(bytes))).tensors().values());
    } catch (MalformedCheckpointException refused) {
      return; // as documented
    }
  }

  static Stream<byte[]> archives() {
    return Stream.of(bytes(FIXTURES.resolve("torchscript.pt")));
  }

  @MethodSource("archives")
  @FuzzTest
  void archive(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("archive.pt"), bytes);
    try (ScriptArchive archive = ScriptArchive.open(file)) {
      lookAt(archive.tensors().values());
      archive.extra("quantmask.json");
    } catch (MalformedCheckpointException refused) {
      return; // as documented
    }
  }

  private static void lookAt(Iterable<Tensor> tensors) {
    for (Tensor tensor : tensors) {
      assertThat(tensor.toFloats()).hasSize((int) tensor.elementCount());
    }
  }

  static Stream<byte[]> pickles() throws IOException {
    return Stream.concat(
        checkpoints().filter(bytes -> bytes[0] != 'P'),
        Stream.of(".", "N.", "(dp0\nS'a'\np1\nI1\ns.", "]q\u0000(K\u0001K\u0002e.")
            .map(text -> text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1)));
  }

  @MethodSource("pickles")
  @FuzzTest
  void pickle(byte[] bytes) throws IOException {
    try {
      Unpickler.read(
          "fuzzed",
          ByteBuffer.wrap(bytes),
          (id, position) -> {
            throw position.problem("no storages");
          });
    } catch (MalformedCheckpointException refused) {
      return; // as documented
    }
  }
}
