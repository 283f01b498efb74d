package dev.quantmask.pytorch.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.quantmask.pytorch.checkpoint.Checkpoint;
import dev.quantmask.pytorch.pickle.Opcode;
import dev.quantmask.pytorch.pickle.Pickles;
import dev.quantmask.pytorch.zip.Zips;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MappedFileTest {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void slicesMayReachOverWindows(boolean mapped) throws IOException {
    byte[] bytes = new byte[100];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    Path path = Files.write(directory.resolve("file"), bytes);
    try (MappedFile file = MappedFile.open(path, 16, mapped)) {
      for (int offset = 0; offset <= bytes.length; offset++) {
        for (int length = 0; length <= bytes.length - offset; length++) {
          assertThat(file.slice(offset, length)).isEqualTo(ByteBuffer.wrap(bytes, offset, length));
        }
      }
    }
  }

  /** A mapping would stay until the JDK unmaps it, and Windows would not let the file go before. */
  @EnabledOnOs(OS.LINUX) // which tells what is mapped
  @Test
  void aFileThatIsReadIsNotMapped() throws IOException {
    Path path = Files.write(directory.resolve("not-mapped"), new byte[100]);
    try (MappedFile file = MappedFile.open(path, 16, false)) {
      assertThat(file.slice(0, 100).remaining()).isEqualTo(100);
      assertThat(Files.readString(Path.of("/proc/self/maps"), StandardCharsets.ISO_8859_1))
          .doesNotContain("not-mapped");
    }
    try (MappedFile file = MappedFile.open(path, 16, true)) {
      assertThat(file.slice(0, 10).remaining()).isEqualTo(10);
      assertThat(Files.readString(Path.of("/proc/self/maps"), StandardCharsets.ISO_8859_1))
          .contains("not-mapped");
    }
  }

  @Test
  void slicesBeyondTheEndAreRefused() throws IOException {
    Path path = Files.write(directory.resolve("file"), new byte[10]);
    try (MappedFile file = MappedFile.open(path)) {
      assertThatExceptionOfType(MalformedCheckpointException.class)
          .isThrownBy(() -> file.slice(8, 3))
          .withMessage("file, byte 8: expected 3 bytes, found the end at byte 10 (truncated?)");
      assertThatExceptionOfType(MalformedCheckpointException.class)
          .isThrownBy(() -> file.slice(-1, 3));
    }
  }

  /** A sparse file: a storage of five gigabytes of which only the last values are written. */
  @Test
  void checkpointsOfMoreThanFourGigabytes() throws IOException {
    long elements = 5L << 28;
    byte[] storage = Pickles.storage("FloatStorage", "0", elements);
    byte[] tensor = Pickles.tensor(storage, elements - 2, Pickles.integers(2), Pickles.integers(1));
    byte[] pickle =
        Pickles.pickle(Opcode.EMPTY_DICT, Pickles.text("w"), tensor, Opcode.SETITEM, Opcode.STOP);
    Path path = directory.resolve("large.pth");
    writeLargeZip(path, pickle, elements * 4, Pickles.float4(7, 8));

    try (Checkpoint checkpoint = Checkpoint.open(path)) {
      assertThat(checkpoint.tensors().get("w").toFloats()).containsExactly(7, 8);
    }
  }

  private static void writeLargeZip(Path path, byte[] pickle, long storageBytes, byte[] last)
      throws IOException {
    Zips.Entry large = Zips.stored("m/data/0", new byte[0]);
    large.size = storageBytes;
    large.compressedSize = storageBytes;
    large.zip64 = true;
    Zips.Entry small = Zips.stored("m/data.pkl", pickle);
    small.zip64 = true;
    long smallOffset = Zips.localHeader(large).length + storageBytes;
    byte[] smallHeader = Zips.localHeader(small);
    long start = smallOffset + smallHeader.length + pickle.length;
    byte[] first = Zips.directoryEntry(large, 0);
    byte[] second = Zips.directoryEntry(small, smallOffset);
    long size = (long) first.length + second.length;
    try (SeekableByteChannel file =
        Files.newByteChannel(
            path,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE,
            StandardOpenOption.SPARSE)) {
      file.write(ByteBuffer.wrap(Zips.localHeader(large)));
      file.position(smallOffset - last.length);
      for (byte[] part :
          Arrays.asList(
              last,
              smallHeader,
              pickle,
              first,
              second,
              Zips.zip64End(2, size, start),
              Zips.end(0xffff, -1, -1))) {
        file.write(ByteBuffer.wrap(part));
      }
    }
  }
}
