package dev.quantmask.pytorch.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.pytorch.io.ByteSource;
import dev.quantmask.pytorch.io.MalformedCheckpointException;
import dev.quantmask.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Broken files are refused as such, or read: nothing else comes out, and no memory is eaten up. */
class CheckpointFuzzTest {
  /** Those of a byte that make the most trouble: stack, memo, calls, containers. */
  private static final String OPERATIONS =
      "(.012pqrghjNRbocitdusae]})QP\u0081\u0085\u0086\u0087\u0090\u0094";

  private static final int MUTANTS_PER_FILE = 300;

  @Test
  void mutatedFilesAreRefusedOrRead() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(Path.of("test-data/checkpoints"))) {
      files =
          all.filter(file -> file.toString().matches(".*\\.(pth|pkl|safetensors)"))
              .sorted()
              .toList();
    }
    assertThat(files).hasSize(26);
    Random random = new Random(20240607);
    int read = 0;
    for (Path file : files) {
      byte[] original = Files.readAllBytes(file);
      for (int i = 0; i < MUTANTS_PER_FILE; i++) {
        byte[] mutant = mutate(original, random);
        read += readOrRefuse(file + " mutant " + i, mutant) ? 1 : 0;
      }
    }
    // Bytes of weights may be anything, so some mutants are sound; most are not.
    assertThat(read).isBetween(100, files.size() * MUTANTS_PER_FILE - 100);
  }

  private static boolean readOrRefuse(String name, byte[] bytes) throws IOException {
    try {
      Checkpoint checkpoint = Checkpoint.read(ByteSource.of("mutant", ByteBuffer.wrap(bytes)));
      for (Tensor tensor : checkpoint.tensors().values()) {
        assertThat(tensor.toFloats()).hasSize((int) tensor.elementCount());
      }
      return true;
    } catch (MalformedCheckpointException e) {
      assertThat(e).as(name).hasMessageStartingWith("mutant");
      return false;
    } catch (RuntimeException | Error e) {
      throw new AssertionError(name, e);
    }
  }

  /** A few bytes set, flipped, left out, doubled or copied elsewhere, or the end cut off. */
  private static byte[] mutate(byte[] original, Random random) {
    byte[] bytes = original.clone();
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(bytes.length);
      int length = Math.min(1 + random.nextInt(8), bytes.length - at);
      switch (random.nextInt(8)) {
        case 0 -> bytes[at] = (byte) random.nextInt();
        case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> bytes[at] = (byte) OPERATIONS.charAt(random.nextInt(OPERATIONS.length()));
        case 3 -> Arrays.fill(bytes, at, at + length, (byte) (random.nextBoolean() ? 0xff : 0));
        case 4 ->
            System.arraycopy(
                original, random.nextInt(original.length - 8), bytes, at, Math.min(length, 8));
        case 5 -> bytes = without(bytes, at, length);
        case 6 -> bytes = doubled(bytes, at, length);
        default -> bytes = random.nextInt(10) == 0 ? Arrays.copyOf(bytes, Math.max(1, at)) : bytes;
      }
    }
    return bytes;
  }

  private static byte[] without(byte[] bytes, int at, int length) {
    byte[] shorter = Arrays.copyOf(bytes, Math.max(1, bytes.length - length));
    System.arraycopy(bytes, at + length, shorter, at, shorter.length - at);
    return shorter;
  }

  private static byte[] doubled(byte[] bytes, int at, int length) {
    byte[] longer = Arrays.copyOf(bytes, bytes.length + length);
    System.arraycopy(bytes, at, longer, at + length, bytes.length - at);
    return longer;
  }
}
