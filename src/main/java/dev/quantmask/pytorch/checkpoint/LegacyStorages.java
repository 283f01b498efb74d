package dev.quantmask.pytorch.checkpoint;

import dev.quantmask.pytorch.io.ByteSource;
import dev.quantmask.pytorch.io.FilePosition;
import dev.quantmask.pytorch.io.MalformedCheckpointException;
import dev.quantmask.pytorch.io.ValueDescriber;
import dev.quantmask.pytorch.pickle.PersistentLoader;
import dev.quantmask.pytorch.pickle.StorageId;
import dev.quantmask.pytorch.pickle.TypedStorage;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Storages that lie one after the other behind the pickles: first declared, then located. */
final class LegacyStorages implements PersistentLoader {
  private record Declared(StorageId id, FilePosition position) {}

  private final ByteSource file;
  private final Map<String, Declared> declared = new HashMap<>(); // by key
  private final Map<String, ByteSource> located = new HashMap<>(); // by key

  LegacyStorages(ByteSource file) {
    this.file = file;
  }

  /** The first reading: remembers what each storage is said to be. */
  Object declare(Object id, FilePosition position) throws MalformedCheckpointException {
    StorageId storage = StorageId.parse(id, position);
    Declared known = declared.putIfAbsent(storage.key(), new Declared(storage, position));
    if (known != null && known.id().bytes(position) != storage.bytes(position)) {
      throw position.expected(
          Text.format(
              "storage %s of %d bytes, as at byte %d",
              ValueDescriber.describe(storage.key()),
              known.id().bytes(position),
              known.position().offset()),
          Text.format("%d bytes", storage.bytes(position)));
    }
    return storage.inert(position);
  }

  /**
   * Finds each storage.
   *
   * @param keys in the order of the storages
   * @param start offset of the first in the file
   */
  void locate(List<?> keys, long start) throws IOException {
    long offset = start;
    for (Object key : keys) {
      offset = locate(key, offset);
    }
    for (Declared storage : declared.values()) {
      if (!located.containsKey(storage.id().key())) {
        throw storage
            .position()
            .expected(
                Text.format(
                    "storage %s in the list of keys", ValueDescriber.describe(storage.id().key())),
                "none");
      }
    }
    if (offset != file.size()) {
      throw new FilePosition(file.name(), offset)
          .expected("the end after the storages", Text.format("%d bytes", file.size() - offset));
    }
  }

  @Override
  public Object load(Object id, FilePosition position) throws IOException {
    StorageId storage = StorageId.parse(id, position);
    if (storage.dataType() == null) {
      return storage.inert(position);
    }
    ByteSource bytes = located.get(storage.key());
    TypedStorage whole = new TypedStorage(storage.dataType(), bytes);
    StorageId.View view = storage.view();
    return view == null ? whole : whole.view(view.offset(), view.elements(), position);
  }

  /** Returns where the next storage starts. */
  private long locate(Object key, long offset) throws IOException {
    FilePosition position = new FilePosition(file.name(), offset);
    Declared storage = key instanceof String ? declared.get(key) : null;
    if (storage == null) {
      throw position.wrong("the key of a storage that is used", key);
    }
    long elements = file.slice(offset, Long.BYTES).getLong(0);
    if (elements != storage.id().elements()) {
      throw position.expected(
          Text.format(
              "storage %s of %d elements, as at byte %d",
              ValueDescriber.describe(key), storage.id().elements(), storage.position().offset()),
          Long.toString(elements));
    }
    long dataOffset = offset + Long.BYTES;
    String name = Text.format("%s, storage %s", file.name(), ValueDescriber.describe(key));
    ByteSource part = file.part(name, dataOffset, storage.id().bytes(position));
    if (located.put(storage.id().key(), part) != null) {
      throw position.problem(
          Text.format("storage %s is listed twice", ValueDescriber.describe(key)));
    }
    return dataOffset + part.size();
  }
}
