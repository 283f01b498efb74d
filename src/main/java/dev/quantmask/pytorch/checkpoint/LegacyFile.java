package dev.quantmask.pytorch.checkpoint;

import dev.quantmask.pytorch.io.ByteSource;
import dev.quantmask.pytorch.io.FilePosition;
import dev.quantmask.pytorch.pickle.AllowList;
import dev.quantmask.pytorch.pickle.PersistentLoader;
import dev.quantmask.pytorch.pickle.Unpickler;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/**
 * Reads what torch.save wrote before 1.6: pickles of a magic number, a version, facts about the
 * machine, the object, and the keys of its storages; then the storages, each an element count in
 * eight bytes and the elements.
 *
 * @see <a href="https://github.com/pytorch/pytorch/blob/v2.7.1/torch/serialization.py">
 *     _legacy_save</a>
 */
final class LegacyFile {
  /** 0x1950a86a20f9469cfc6c as LONG1 writes it. */
  private static final byte[] MAGIC_NUMBER = {
    (byte) 0x8a,
    10,
    0x6c,
    (byte) 0xfc,
    (byte) 0x9c,
    0x46,
    (byte) 0xf9,
    0x20,
    0x6a,
    (byte) 0xa8,
    0x50,
    0x19
  };

  private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
  private static final long VERSION = 1001;

  private final ByteSource file;
  private final ByteBuffer pickles; // byte 0 is the file's

  private LegacyFile(ByteSource file) throws IOException {
    this.file = file;
    this.pickles = file.slice(0, Math.min(file.size(), Integer.MAX_VALUE));
  }

  /**
   * Returns whether the first pickle is the magic number; a protocol and a frame may stand before
   * it.
   */
  static boolean startsWithMagicNumber(ByteBuffer head) {
    for (int start = 0; start <= 11 && start + MAGIC_NUMBER.length <= head.limit(); start++) {
      if (head.slice(start, MAGIC_NUMBER.length).equals(ByteBuffer.wrap(MAGIC_NUMBER))) {
        return true;
      }
    }
    return false;
  }

  static Object read(ByteSource file) throws IOException {
    return new LegacyFile(file).read();
  }

  private Object read() throws IOException {
    expect("the magic number", MAGIC);
    expect("version", VERSION);
    checkByteOrder();
    int start = pickles.position();
    // The storages lie behind the pickle that names them, and their places follow from their types:
    // so it is read once for the storages and once more for the tensors.
    LegacyStorages storages = new LegacyStorages(file);
    next(AllowList.EMPTY, storages::declare);
    storages.locate(keys(), pickles.position());
    pickles.position(start);
    return next(AllowList.TENSORS, storages);
  }

  private void expect(String what, Object expected) throws IOException {
    FilePosition position = position();
    Object found = next(AllowList.EMPTY, PersistentLoader.NONE);
    if (!expected.equals(found)) {
      throw position.wrong(Text.format("%s %s", what, expected), found);
    }
  }

  private void checkByteOrder() throws IOException {
    FilePosition position = position();
    Object facts = next(AllowList.EMPTY, PersistentLoader.NONE);
    if (!(facts instanceof Map<?, ?> map)) {
      throw position.wrong("a dict of system information", facts);
    }
    if (!Boolean.TRUE.equals(map.get("little_endian"))) {
      throw position.wrong("little_endian: True", map.get("little_endian"));
    }
  }

  private List<?> keys() throws IOException {
    FilePosition position = position();
    Object keys = next(AllowList.EMPTY, PersistentLoader.NONE);
    if (keys instanceof List<?> list) {
      return list;
    }
    throw position.wrong("a list of storage keys", keys);
  }

  private Object next(AllowList allowList, PersistentLoader loader) throws IOException {
    return Unpickler.readNext(file.name(), pickles, 0, allowList, loader);
  }

  private FilePosition position() {
    return new FilePosition(file.name(), pickles.position());
  }
}
