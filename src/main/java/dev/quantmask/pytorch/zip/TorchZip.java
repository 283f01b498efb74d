package dev.quantmask.pytorch.zip;

import dev.quantmask.pytorch.io.ByteSource;
import dev.quantmask.pytorch.io.FilePosition;
import dev.quantmask.pytorch.io.MalformedCheckpointException;
import dev.quantmask.pytorch.io.MappedFile;
import dev.quantmask.pytorch.io.ValueDescriber;
import dev.quantmask.pytorch.pickle.PersistentLoader;
import dev.quantmask.text.Text;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A zip that torch wrote: a checkpoint or a TorchScript archive. All entries lie in one top folder
 * of any name, which is left out of the names here.
 */
public final class TorchZip implements Closeable {
  private static final String PICKLE = "data.pkl";
  private static final int MAX_BYTE_ORDER_BYTES = 16;

  private final ByteSource file;
  private final Closeable closeable;
  private final Map<String, TorchZipEntry> entries; // by name without the top folder

  private TorchZip(ByteSource file, Closeable closeable) throws IOException {
    this.file = file;
    this.closeable = closeable;
    this.entries = withoutTopFolder(file, ZipContainer.read(file));
    checkByteOrder();
  }

  /**
   * Reads the directory; the entries stay where they are.
   *
   * @throws MalformedCheckpointException when the file is not a zip, or none of torch
   */
  public static TorchZip open(Path path) throws IOException {
    MappedFile mapped = MappedFile.open(path);
    try {
      return new TorchZip(mapped, mapped);
    } catch (IOException | RuntimeException e) {
      mapped.close();
      throw e;
    }
  }

  /** Over a source that somebody else closes. */
  public static TorchZip read(ByteSource file) throws IOException {
    return new TorchZip(file, () -> {});
  }

  /** Names in the order of the zip, without the top folder. */
  public List<String> names() {
    return List.copyOf(entries.keySet());
  }

  public boolean contains(String name) {
    return entries.containsKey(name);
  }

  /**
   * The entry of that name.
   *
   * @param name without the top folder
   * @throws MalformedCheckpointException when there is none of that name
   */
  public TorchZipEntry entry(String name) throws MalformedCheckpointException {
    TorchZipEntry entry = entries.get(name);
    if (entry == null) {
      throw new MalformedCheckpointException(
          Text.format(
              "%s: expected entry %s, found none", file.name(), ValueDescriber.describe(name)));
    }
    return entry;
  }

  /**
   * Finds storages in a folder such as {@code data}. One storage that a pickle names often is read
   * once, so use one loader for a pickle.
   */
  public PersistentLoader storages(String folder) {
    return new ZipStorages(this, folder);
  }

  /** Tensors that were handed out stay valid. */
  @Override
  public void close() throws IOException {
    closeable.close();
  }

  private static Map<String, TorchZipEntry> withoutTopFolder(
      ByteSource file, Map<String, TorchZipEntry> all) throws MalformedCheckpointException {
    String top = topFolder(file, all);
    Map<String, TorchZipEntry> entries = new LinkedHashMap<>();
    all.forEach(
        (name, entry) -> {
          if (name.startsWith(top)) {
            entries.put(name.substring(top.length()), entry);
          }
        });
    return entries;
  }

  /** The folder that holds the pickle, with its slash, or nothing when it stands outside of any. */
  private static String topFolder(ByteSource file, Map<String, TorchZipEntry> all)
      throws MalformedCheckpointException {
    List<String> folders = new ArrayList<>();
    for (String name : all.keySet()) {
      int slash = name.indexOf('/');
      if (name.substring(slash + 1).equals(PICKLE)) {
        folders.add(name.substring(0, slash + 1));
      }
    }
    if (folders.size() == 1) {
      return folders.get(0);
    }
    throw new MalformedCheckpointException(
        Text.format(
            "%s: expected one entry %s in a top folder, found %d (not a file of torch?)",
            file.name(), PICKLE, folders.size()));
  }

  private void checkByteOrder() throws IOException {
    if (!contains("byteorder")) {
      return; // files of torch before 2.0
    }
    TorchZipEntry entry = entry("byteorder");
    String order =
        new String(entry.readBytes(MAX_BYTE_ORDER_BYTES), StandardCharsets.UTF_8).strip();
    if (!order.equals("little")) {
      throw new FilePosition(entry.part(), 0).wrong("byte order 'little'", order);
    }
  }
}
