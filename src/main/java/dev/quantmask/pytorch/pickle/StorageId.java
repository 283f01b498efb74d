package dev.quantmask.pytorch.pickle;

import dev.quantmask.pytorch.io.FilePosition;
import dev.quantmask.pytorch.io.MalformedCheckpointException;
import dev.quantmask.tensor.DataType;
import java.util.List;

/**
 * A persistent id of torch: which storage, and what it holds.
 *
 * @param dataType null when the type is one that {@link DataType} has not
 * @param key of the storage in its file
 * @param elements how many the storage has
 * @param view the part of the storage that is meant; null for all of it, as always in zip files
 */
public record StorageId(
    PickledGlobal type, DataType dataType, String key, long elements, View view) {
  /**
   * @param offset in elements
   * @param elements how many
   */
  public record View(long offset, long elements) {}

  public static StorageId parse(Object id, FilePosition position)
      throws MalformedCheckpointException {
    if (!(id instanceof List<?> fields) || fields.size() < 5 || fields.size() > 6) {
      throw position.wrong("a storage id of 5 or 6 fields", id);
    }
    if (!"storage".equals(fields.get(0))) {
      throw position.wrong("'storage' as storage id[0]", fields.get(0));
    }
    if (!(fields.get(1) instanceof PickledGlobal type)) {
      throw position.wrong("a type as storage id[1]", fields.get(1));
    }
    if (!(fields.get(2) instanceof String key)) {
      throw position.wrong("a key as storage id[2]", fields.get(2));
    }
    if (!(fields.get(4) instanceof Long elements) || elements < 0) {
      throw position.wrong("an element count as storage id[4]", fields.get(4));
    }
    View view = fields.size() == 6 ? parseView(fields.get(5), position) : null;
    return new StorageId(type, TorchTypes.ofStorage(type), key, elements, view);
  }

  /** Stands for a storage of a type that {@link DataType} has not. */
  public PickledObject inert(FilePosition position) {
    return new PickledObject(type, List.of(key), position);
  }

  /** The size of the whole storage in bytes. */
  public long bytes(FilePosition position) throws MalformedCheckpointException {
    int elementBytes = TorchTypes.storageElementBytes(type);
    if (elementBytes == 0) {
      throw position.expected("a storage type of torch", type.toString());
    }
    if (elements > Long.MAX_VALUE / elementBytes) {
      throw position.expected("a storage of fewer than 2^63 bytes", elements + " elements");
    }
    return elements * elementBytes;
  }

  private static View parseView(Object view, FilePosition position)
      throws MalformedCheckpointException {
    if (view == null) {
      return null;
    }
    if (view instanceof List<?> fields
        && fields.size() == 3
        && fields.get(1) instanceof Long offset
        && fields.get(2) instanceof Long elements) {
      return new View(offset, elements);
    }
    throw position.wrong("a view of key, offset and size as storage id[5]", view);
  }
}
