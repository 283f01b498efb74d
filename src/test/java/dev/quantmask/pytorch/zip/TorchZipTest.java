package dev.quantmask.pytorch.zip;

import static dev.quantmask.pytorch.zip.Zips.deflated;
import static dev.quantmask.pytorch.zip.Zips.stored;
import static dev.quantmask.pytorch.zip.Zips.zip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.quantmask.pytorch.io.ByteSource;
import dev.quantmask.pytorch.io.MalformedCheckpointException;
import dev.quantmask.pytorch.pickle.PickledObject;
import dev.quantmask.pytorch.pickle.Unpickler;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TorchZipTest {
  private static final byte[] PICKLE = {'N', '.'};
  private static final byte[] DATA = {1, 2, 3, 4, 5, 6, 7, 8};

  @Test
  void entriesOfAnArchiveOfTorch() throws IOException {
    try (TorchZip zip = TorchZip.open(Path.of("test-data/checkpoints/torchscript.pt"))) {
      assertThat(zip.names()).startsWith("data/0", "data/1", "data.pkl").hasSize(9);
      assertThat(zip.entry("version").readBytes(10)).isEqualTo(new byte[] {'3', '\n'});
      assertThat(
              new String(
                  zip.entry("code/__torch__/torch/nn/modules/linear.py").readBytes(1000),
                  StandardCharsets.US_ASCII))
          .startsWith("class Linear(Module):");

      TorchZipEntry pickle = zip.entry("data.pkl");
      PickledObject module =
          (PickledObject) Unpickler.read(pickle.part(), pickle.map(1000), zip.storages("data"));
      assertThat(module.global().qualifiedName())
          .isEqualTo("__torch__.torch.nn.modules.linear.Linear");
      assertThat(module.state().toString()).contains("FLOAT32, shape [1, 2]");
    }
  }

  @Test
  void anyTopFolderOrNone() throws IOException {
    assertThat(open(zip(stored("any name/data.pkl", PICKLE))).names()).containsExactly("data.pkl");
    assertThat(open(zip(stored("data.pkl", PICKLE))).names()).containsExactly("data.pkl");
    assertMalformed("expected one entry data.pkl in a top folder, found 0", zip(stored("a", DATA)));
    assertMalformed("found 2", zip(stored("a/data.pkl", PICKLE), stored("b/data.pkl", PICKLE)));
  }

  @Test
  void paddingDataDescriptorsAndZip64() throws IOException {
    Zips.Entry pickle = stored("m/data.pkl", PICKLE);
    Zips.Entry data = stored("m/data/0", DATA);
    data.padding = 37;
    data.flags = 1 << 3; // sizes after the data
    data.zip64 = true;

    for (boolean zip64 : List.of(false, true)) {
      TorchZip zip = open(zip(zip64, pickle, data));
      assertThat(zip.entry("data/0").map(8)).isEqualTo(ByteBuffer.wrap(DATA));
    }
  }

  @Test
  void deflatedEntriesAreInflated() throws IOException {
    byte[] zeros = new byte[100_000];
    TorchZip zip = open(zip(stored("m/data.pkl", PICKLE), deflated("m/data/0", zeros)));

    assertThat(zip.entry("data/0").size()).isEqualTo(100_000);
    assertThat(zip.entry("data/0").readBytes(100_000)).isEqualTo(zeros);
  }

  @Test
  void byteOrder() throws IOException {
    Zips.Entry pickle = stored("m/data.pkl", PICKLE);
    assertThat(
            open(zip(pickle, stored("m/byteorder", "little".getBytes(StandardCharsets.US_ASCII))))
                .names())
        .hasSize(2);
    assertMalformed(
        "test.pt!m/byteorder, byte 0: expected byte order 'little', found 'big'",
        zip(pickle, stored("m/byteorder", "big".getBytes(StandardCharsets.US_ASCII))));
  }

  @Test
  void limitsAndMissingEntries() throws IOException {
    TorchZip zip = open(zip(stored("m/data.pkl", PICKLE)));

    assertThatExceptionOfType(MalformedCheckpointException.class)
        .isThrownBy(() -> zip.entry("data.pkl").readBytes(1))
        .withMessage("test.pt!m/data.pkl, byte 0: expected at most 1 bytes, found 2");
    assertThatExceptionOfType(MalformedCheckpointException.class)
        .isThrownBy(() -> zip.entry("version"))
        .withMessage("test.pt: expected entry 'version', found none");
  }

  @Test
  void truncationAtEveryByte() {
    byte[] whole = zip(stored("m/data.pkl", PICKLE), stored("m/data/0", DATA));
    for (int length = 0; length < whole.length; length++) {
      assertMalformed("", Arrays.copyOf(whole, length));
    }
  }

  @Test
  void bytesBehindTheEnd() {
    byte[] whole = zip(stored("m/data.pkl", PICKLE));

    assertMalformed("expected the end record of a zip", Arrays.copyOf(whole, whole.length + 1));
  }

  @Test
  void entriesThatOverlapOrRepeat() {
    Zips.Entry same = stored("m/data.pkl", PICKLE);
    assertMalformed("two entries are named 'm/data.pkl'", zip(stored("m/data.pkl", PICKLE), same));
    Zips.Entry inside = stored("m/a", DATA);
    inside.offset = 0L;
    inside.localName = "m/a";
    assertMalformed(
        "local name 'm/a' as in the directory, found 'm/data.pkl'",
        zip(stored("m/data.pkl", PICKLE), inside));
    byte[] nested = Zips.localHeader(stored("m/b", DATA));
    Zips.Entry hidden = stored("m/b", DATA);
    hidden.offset = 33L; // the data of m/a, which look like a local header
    byte[] padded = Arrays.copyOf(nested, nested.length + 8);
    assertMalformed(
        "expected 'm/b' after byte 74, the end of 'm/a', found an overlap",
        zip(stored("m/a", padded), hidden, stored("m/data.pkl", PICKLE)));
  }

  @Test
  void offsetsAndSizesThatLie() {
    Zips.Entry far = stored("m/data.pkl", PICKLE);
    far.offset = 1_000_000L;
    assertMalformed("the local header of 'm/data.pkl' before the directory", zip(far));
    Zips.Entry big = stored("m/data.pkl", PICKLE);
    big.compressedSize = big.size = 1000;
    assertMalformed("expected 1000 bytes of 'm/data.pkl' before the directory, found 2", zip(big));
    Zips.Entry huge = stored("m/data.pkl", PICKLE);
    huge.zip64 = true;
    huge.size = Long.MAX_VALUE;
    huge.compressedSize = Long.MAX_VALUE;
    assertMalformed("expected 9223372036854775807 bytes of 'm/data.pkl'", zip(huge));
    huge.size = -1;
    assertMalformed("size of m/data.pkl: less than 2^63", zip(huge));
    Zips.Entry other = stored("m/data.pkl", PICKLE);
    other.size = 3;
    assertMalformed("stored entry 'm/data.pkl' of 3 bytes, found 2 bytes", zip(other));
  }

  @Test
  void endRecordsThatLie() {
    byte[] whole = zip(stored("m/data.pkl", PICKLE));
    int end = whole.length - ZipFormat.END_BYTES;
    assertMalformed("at most 1 entries in a directory", changed(whole, end + 10, 9));
    assertMalformed("expected the end of the directory", changed(whole, end + 10, 0));
    assertMalformed("expected a directory between bytes 0 and", changed(whole, end + 18, 9));
    assertMalformed("expected a zip64 locator", changed(whole, end + 10, 0xff, 0xff));
  }

  @Test
  void whatCannotBeInflated() {
    Zips.Entry bomb = deflated("m/data.pkl", new byte[1000]);
    bomb.size = 500_000_000;
    assertUnreadable("expected at most 1032 times the", bomb);
    Zips.Entry longer = deflated("m/data.pkl", new byte[1000]);
    longer.size = 1001;
    assertUnreadable("deflated data of 1001 bytes, found 1000 bytes", longer);
    Zips.Entry shorter = deflated("m/data.pkl", new byte[1000]);
    shorter.size = 999;
    assertUnreadable("deflated data of 999 bytes, found more", shorter);
    Zips.Entry broken = stored("m/data.pkl", new byte[] {-1, -1, -1});
    broken.method = ZipFormat.DEFLATED;
    assertUnreadable("expected deflated data, found", broken);
    Zips.Entry changed = deflated("m/data.pkl", DATA);
    changed.crc = 1;
    assertUnreadable("expected check sum 00000001", changed);
    Zips.Entry method = stored("m/data.pkl", DATA);
    method.method = 12;
    assertUnreadable("a stored or deflated entry, found compression method 12", method);
    Zips.Entry encrypted = stored("m/data.pkl", DATA);
    encrypted.flags = 1;
    assertUnreadable("an entry that is not encrypted", encrypted);
  }

  @Test
  void deflatedEntriesTogetherAreBounded() throws IOException {
    byte[] zeros = new byte[40 << 20];
    TorchZip zip =
        open(
            zip(
                stored("m/data.pkl", PICKLE),
                deflated("m/data/0", zeros),
                deflated("m/data/1", zeros)));

    assertThat(zip.entry("data/0").map(zeros.length).remaining()).isEqualTo(zeros.length);
    assertThatExceptionOfType(MalformedCheckpointException.class)
        .isThrownBy(() -> zip.entry("data/1").map(zeros.length))
        .withMessageContaining("expected deflated entries of at most");
  }

  private static byte[] changed(byte[] bytes, int position, int... values) {
    byte[] changed = bytes.clone();
    for (int i = 0; i < values.length; i++) {
      changed[position + i] = (byte) values[i];
    }
    return changed;
  }

  private static TorchZip open(byte[] bytes) throws IOException {
    return TorchZip.read(ByteSource.of("test.pt", ByteBuffer.wrap(bytes)));
  }

  private static void assertUnreadable(String message, Zips.Entry entry) {
    assertThatExceptionOfType(MalformedCheckpointException.class)
        .isThrownBy(() -> open(zip(entry)).entry("data.pkl").map(Integer.MAX_VALUE))
        .withMessageContaining(message);
  }

  private static void assertMalformed(String message, byte[] bytes) {
    assertThatExceptionOfType(MalformedCheckpointException.class)
        .isThrownBy(() -> open(bytes))
        .withMessageStartingWith("test.pt")
        .withMessageContaining(message);
  }
}
