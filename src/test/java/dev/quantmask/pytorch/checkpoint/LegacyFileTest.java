package dev.quantmask.pytorch.checkpoint;

import static dev.quantmask.pytorch.pickle.Opcode.*;
import static dev.quantmask.pytorch.pickle.Pickles.float4;
import static dev.quantmask.pytorch.pickle.Pickles.global;
import static dev.quantmask.pytorch.pickle.Pickles.int8;
import static dev.quantmask.pytorch.pickle.Pickles.integer;
import static dev.quantmask.pytorch.pickle.Pickles.integers;
import static dev.quantmask.pytorch.pickle.Pickles.pickle;
import static dev.quantmask.pytorch.pickle.Pickles.storage;
import static dev.quantmask.pytorch.pickle.Pickles.tensor;
import static dev.quantmask.pytorch.pickle.Pickles.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.quantmask.pytorch.io.ByteSource;
import dev.quantmask.pytorch.io.MalformedCheckpointException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LegacyFileTest {
  private static final byte[] HEAD =
      pickle(
          PROTO, 2, LONG1, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, STOP,
          PROTO, 2, BININT2, 0xe9, 0x03, STOP);
  private static final byte[] FACTS =
      pickle(EMPTY_DICT, text("little_endian"), NEWTRUE, SETITEM, STOP);
  private static final byte[] WEIGHTS = weights(storage("FloatStorage", "7", 3));
  private static final byte[] KEYS = pickle(EMPTY_LIST, text("7"), APPEND, STOP);
  private static final byte[] STORAGE = pickle(int8(3), float4(1, 2, 3));

  @Test
  void storagesLieBehindThePickles() throws IOException {
    Checkpoint checkpoint = read(HEAD, FACTS, WEIGHTS, KEYS, STORAGE);

    assertThat(checkpoint.format()).isEqualTo("torch legacy");
    assertThat(checkpoint.tensors().get("w").toFloats()).containsExactly(2, 3);
  }

  @Test
  void viewsOfAStorageAreItsParts() throws IOException {
    byte[] view =
        pickle(
            MARK,
            text("storage"),
            global("torch", "FloatStorage"),
            text("7"),
            text("cpu"),
            integer(3),
            MARK,
            text("view"),
            integer(0),
            integer(3),
            TUPLE,
            TUPLE,
            BINPERSID);

    assertThat(read(HEAD, FACTS, weights(view), KEYS, STORAGE).tensors().get("w").toFloats())
        .containsExactly(2, 3);
  }

  @Test
  void truncationAtEveryByte() {
    byte[] whole = pickle(HEAD, FACTS, WEIGHTS, KEYS, STORAGE);
    for (int length = 0; length < whole.length; length++) {
      assertMalformed("", Arrays.copyOf(whole, length));
    }
  }

  @Test
  void headsThatAreOthers() {
    byte[] version = HEAD.clone();
    version[version.length - 2] = 4;
    assertMalformed("byte 15: expected version 1001, found 1257", version, FACTS);
    byte[] big = pickle(EMPTY_DICT, text("little_endian"), NEWFALSE, SETITEM, STOP);
    assertMalformed("byte 21: expected little_endian: True, found false", HEAD, big);
    assertMalformed("expected a dict of system information, found None", HEAD, pickle(NONE, STOP));
  }

  @Test
  void storagesThatAreOthers() {
    assertMalformed(
        "expected a list of storage keys, found None", HEAD, FACTS, WEIGHTS, pickle(NONE, STOP));
    assertMalformed(
        "storage '7' in the list of keys, found none",
        HEAD,
        FACTS,
        WEIGHTS,
        pickle(EMPTY_LIST, STOP));
    assertMalformed(
        "the key of a storage that is used, found '8'",
        HEAD,
        FACTS,
        WEIGHTS,
        pickle(EMPTY_LIST, text("8"), APPEND, STOP));
    assertMalformed(
        "storage '7' is listed twice",
        HEAD,
        FACTS,
        WEIGHTS,
        pickle(EMPTY_LIST, MARK, text("7"), text("7"), APPENDS, STOP),
        STORAGE,
        STORAGE);
    assertMalformed(
        "storage '7' of 3 elements, as at byte 127, found 4",
        HEAD,
        FACTS,
        WEIGHTS,
        KEYS,
        pickle(int8(4), float4(1, 2, 3, 4)));
    assertMalformed(
        "the end after the storages, found 1 bytes",
        HEAD,
        FACTS,
        WEIGHTS,
        KEYS,
        STORAGE,
        new byte[1]);
    assertMalformed(
        "a storage type of torch, found torch.OtherStorage",
        HEAD,
        FACTS,
        weights(storage("OtherStorage", "7", 3)),
        KEYS,
        STORAGE);
    assertMalformed(
        "a storage of fewer than 2^63 bytes",
        HEAD,
        FACTS,
        weights(storage("FloatStorage", "7", Long.MAX_VALUE)),
        KEYS,
        pickle(int8(Long.MAX_VALUE)));
  }

  /** {"w": elements 1 and 2 of the storage}. */
  private static byte[] weights(byte[] storage) {
    return pickle(
        EMPTY_DICT, text("w"), tensor(storage, 1, integers(2), integers(1)), SETITEM, STOP);
  }

  private static Checkpoint read(Object... parts) throws IOException {
    return Checkpoint.read(ByteSource.of("old.pth", ByteBuffer.wrap(pickle(parts))));
  }

  private static void assertMalformed(String message, Object... parts) {
    assertThatExceptionOfType(MalformedCheckpointException.class)
        .isThrownBy(() -> read(parts))
        .withMessageStartingWith("old.pth, ")
        .withMessageContaining(message);
  }
}
