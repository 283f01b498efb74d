package dev.quantmask.pytorch.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quantmask.pytorch.io.MalformedCheckpointException;
import dev.quantmask.tensor.DataType;
import dev.quantmask.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveWriterTest {
  private static final Map<String, String> SOURCES =
      Map.of("b.py", "class B(Module):\n", "a.py", "# ä\n", "deep/er.py", "");

  @TempDir Path directory;
  private Path target;

  @BeforeEach
  void chooseTarget() {
    target = directory.resolve("model.pt");
  }

  private static float[] upTo(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = i;
    }
    return values;
  }

  private static StoredTensor channelsLast(int... shape) {
    int count = 1;
    for (int side : shape) {
      count *= side;
    }
    StoredTensor rows = StoredTensor.of(upTo(count), shape);
    return new StoredTensor(rows.dataType(), shape, true, rows.values());
  }

  private static ScriptModule module() {
    return new ScriptModule("__torch__.b.B")
        .set("training", false)
        .set("number", 1L << 40)
        .set("fraction", 0.1)
        .set("weight", StoredTensor.of(upTo(6), 2, 3))
        .set(
            "child",
            new ScriptModule("__torch__.b.C")
                .state(channelsLast(2, 3, 2, 2), 7L, true, StoredTensor.of(new float[0], 0)))
        .set("other", new ScriptModule("__torch__.b.Empty"));
  }

  private void write(ScriptModule root) throws IOException {
    ArchiveWriter.write(target, root, SOURCES, Map.of("z.json", bytes("{}"), "a.txt", bytes("a")));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void theSameContentGivesTheSameBytesInEveryTimeZone() throws IOException {
    write(module());
    byte[] first = Files.readAllBytes(target);
    try {
      for (String zone : new String[] {"Asia/Tokyo", "America/Los_Angeles", "UTC"}) {
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        write(module());
        assertThat(Files.readAllBytes(target)).as(zone).isEqualTo(first);
      }
    } finally {
      TimeZone.setDefault(null); // the one of the system
    }
  }

  @Test
  void entriesAreStoredInOrder() throws IOException {
    write(module());
    List<String> names = new ArrayList<>();
    try (ZipFile zip = new ZipFile(target.toFile())) {
      Enumeration<? extends ZipEntry> entries = zip.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        assertThat(entry.getMethod()).as(entry.getName()).isEqualTo(ZipEntry.STORED);
        names.add(entry.getName());
      }
      assertThat(zip.getInputStream(zip.getEntry("model/version")).readAllBytes())
          .isEqualTo(bytes("3\n"));
      assertThat(zip.getInputStream(zip.getEntry("model/code/__torch__/a.py")).readAllBytes())
          .isEqualTo(bytes("# ä\n"));
    }
    assertThat(names)
        .containsExactly(
            "model/data.pkl",
            "model/code/__torch__/a.py",
            "model/code/__torch__/b.py",
            "model/code/__torch__/deep/er.py",
            "model/constants.pkl",
            "model/version",
            "model/extra/a.txt",
            "model/extra/z.json",
            "model/data/0",
            "model/data/1",
            "model/data/2");
  }

  /** By the local headers, not by our own reader. */
  @Test
  void dataStartAtMultiplesOf64() throws IOException {
    write(module());
    ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(target)).order(ByteOrder.LITTLE_ENDIAN);
    int at = 0;
    int entries = 0;
    while (file.getInt(at) == 0x04034b50) {
      int start = at + 30 + file.getShort(at + 26) + file.getShort(at + 28);
      assertThat(start % 64).isZero();
      at = start + file.getInt(at + 18);
      entries++;
    }
    assertThat(entries).isEqualTo(11);
  }

  @Test
  void tensorsComeBack() throws IOException {
    write(module());
    try (ScriptArchive archive = ScriptArchive.open(target)) {
      Map<String, Tensor> tensors = archive.tensors();
      assertThat(tensors).containsOnlyKeys("weight", "child.0", "child.3");
      assertThat(tensors.get("weight")).hasToString("FLOAT32, shape [2, 3], strides [3, 1]");
      assertThat(tensors.get("weight").toFloats()).isEqualTo(upTo(6));
      assertThat(tensors.get("child.0"))
          .hasToString("FLOAT32, shape [2, 3, 2, 2], strides [12, 1, 6, 3]");
      assertThat(tensors.get("child.0").toFloats()).isEqualTo(upTo(24));
      assertThat(tensors.get("child.3").elementCount()).isZero();
      assertThat(archive.extra("a.txt")).hasValue(bytes("a"));
      assertThat(archive.extra("b.txt")).isEmpty();
    }
    assertThat(ScriptArchive.isArchive(target)).isTrue();
  }

  @Test
  void everyTypeComesBack() throws IOException {
    ScriptModule root = new ScriptModule("__torch__.b.B");
    for (DataType type : DataType.values()) {
      byte[] content = new byte[3 * type.bytes()];
      content[0] = 1;
      Tensor tensor = Tensor.ofBytes(type, content, 3);
      root.set(type.name(), new StoredTensor(type, new int[] {3}, false, () -> tensor));
    }
    write(root);
    try (ScriptArchive archive = ScriptArchive.open(target)) {
      assertThat(archive.tensors()).hasSize(DataType.values().length);
      archive
          .tensors()
          .forEach(
              (name, tensor) -> {
                assertThat(tensor.dataType().name()).isEqualTo(name);
                assertThat(tensor.contiguousBytes().get(0)).isEqualTo((byte) 1);
              });
    }
  }

  @Test
  void aFailureLeavesTheOldFile() throws IOException {
    Files.writeString(target, "old");
    StoredTensor failing =
        new StoredTensor(
            DataType.FLOAT32,
            new int[] {1},
            false,
            () -> {
              throw new IllegalStateException("no values");
            });
    ScriptModule root = module().set("last", failing);

    assertThatThrownBy(() -> write(root)).hasMessage("no values");
    assertThat(target).hasContent("old");
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).containsExactly(target);
    }
  }

  @Test
  void valuesAreWhatWasDeclared() {
    StoredTensor wrong =
        new StoredTensor(DataType.FLOAT32, new int[] {2}, false, () -> Tensor.ofFloats(upTo(3), 3));
    ScriptModule root = new ScriptModule("__torch__.b.B").set("x", wrong);

    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> write(root))
        .withMessage("tensor: declared FLOAT32 [2], made FLOAT32, shape [3], strides [1]");
  }

  @Test
  void whatCannotBeWritten() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> write(new ScriptModule("__torch__.b.B").state('c')))
        .withMessage("value: cannot be pickled: class java.lang.Character");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ScriptModule("__torch__.b.B").set("x", 1).set("x", 2))
        .withMessage("__torch__.b.B.x: set twice");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> channelsLast(2, 3))
        .withMessage("shape: expected 4 dimensions for channels last, found 2");
  }

  @Test
  void noSuchDirectory() {
    target = directory.resolve("nowhere/model.pt");
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> write(module()))
        .withMessageContaining("nowhere");
  }

  @Test
  void aCheckpointIsNoArchive() throws IOException {
    Path checkpoint = Path.of("test-data/checkpoints/torch_zip.pth");
    assertThat(ScriptArchive.isArchive(checkpoint)).isFalse();
    assertThatExceptionOfType(MalformedCheckpointException.class)
        .isThrownBy(() -> ScriptArchive.open(checkpoint))
        .withMessageContaining("expected a TorchScript archive, found a checkpoint");
  }
}
