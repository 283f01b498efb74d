package dev.quantmask.pytorch.zip;

import dev.quantmask.pytorch.io.ByteSource;
import dev.quantmask.pytorch.io.FilePosition;
import dev.quantmask.pytorch.io.ValueDescriber;
import dev.quantmask.pytorch.pickle.PersistentLoader;
import dev.quantmask.pytorch.pickle.StorageId;
import dev.quantmask.pytorch.pickle.TypedStorage;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Storages as entries of a zip, named by their keys. */
final class ZipStorages implements PersistentLoader {
  private final TorchZip zip;
  private final String folder;
  private final Map<String, ByteSource> sources = new HashMap<>(); // by key

  ZipStorages(TorchZip zip, String folder) {
    this.zip = zip;
    this.folder = folder;
  }

  @Override
  public Object load(Object id, FilePosition position) throws IOException {
    StorageId storage = StorageId.parse(id, position);
    if (storage.dataType() == null) {
      return storage.inert(position);
    }
    ByteSource bytes = source(storage.key(), position);
    if (bytes.size() != storage.bytes(position)) {
      throw position.expected(
          Text.format(
              "%d elements of %s, as storage %s is said to have",
              storage.elements(), storage.dataType(), ValueDescriber.describe(storage.key())),
          Text.format("%d bytes in %s", bytes.size(), bytes.name()));
    }
    TypedStorage whole = new TypedStorage(storage.dataType(), bytes);
    StorageId.View view = storage.view();
    return view == null ? whole : whole.view(view.offset(), view.elements(), position);
  }

  private ByteSource source(String key, FilePosition position) throws IOException {
    ByteSource known = sources.get(key);
    if (known != null) {
      return known;
    }
    String name = folder + "/" + key;
    if (!zip.contains(name)) {
      throw position.expected(
          Text.format("storage in entry %s", ValueDescriber.describe(name)), "none");
    }
    ByteSource source = zip.entry(name).source();
    sources.put(key, source);
    return source;
  }
}
