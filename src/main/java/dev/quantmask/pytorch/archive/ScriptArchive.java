package dev.quantmask.pytorch.archive;

import dev.quantmask.io.AtomicFile;
import dev.quantmask.pytorch.io.FilePosition;
import dev.quantmask.pytorch.io.MalformedCheckpointException;
import dev.quantmask.pytorch.pickle.Unpickler;
import dev.quantmask.pytorch.zip.AlignedZip;
import dev.quantmask.pytorch.zip.TorchZip;
import dev.quantmask.pytorch.zip.TorchZipEntry;
import dev.quantmask.tensor.Tensor;
import dev.quantmask.text.Text;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** A TorchScript archive, read without libtorch; tensors stay memory-mapped until asked for. */
public final class ScriptArchive implements Closeable {
  private static final int MAX_PICKLE_BYTES = 64 << 20;
  private static final int MAX_EXTRA_BYTES = 16 << 20;
  private static final int MAX_SOURCE_BYTES = 16 << 20;
  private static final String CODE = "code/__torch__/";
  private static final String CONSTANTS = "constants.pkl";

  private final TorchZip zip;

  private ScriptArchive(TorchZip zip) {
    this.zip = zip;
  }

  /**
   * Opens the archive.
   *
   * @throws MalformedCheckpointException when it is none; a checkpoint is none
   */
  public static ScriptArchive open(Path file) throws IOException {
    TorchZip zip = TorchZip.open(file);
    if (!zip.contains(CONSTANTS)) {
      zip.close();
      throw new MalformedCheckpointException(
          Text.format(
              "%s: expected a TorchScript archive, found a checkpoint (no %s)", file, CONSTANTS));
    }
    return new ScriptArchive(zip);
  }

  /** Returns whether the file is a TorchScript archive; false for checkpoints and whatever else. */
  public static boolean isArchive(Path file) throws IOException {
    try (TorchZip zip = TorchZip.open(file)) {
      return zip.contains(CONSTANTS);
    } catch (MalformedCheckpointException e) {
      return false;
    }
  }

  /** A file below {@code extra/}; empty when there is none of that name. */
  public Optional<byte[]> extra(String name) throws IOException {
    String entry = "extra/" + name;
    return zip.contains(entry)
        ? Optional.of(zip.entry(entry).readBytes(MAX_EXTRA_BYTES))
        : Optional.empty();
  }

  /** A file of the code: {@code conv.py}. */
  public String source(String name) throws IOException {
    byte[] bytes = zip.entry(CODE + name).readBytes(MAX_SOURCE_BYTES);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /**
   * Writes a copy with other files of code in the places of those that it has.
   *
   * @param sources by the names of files of the code: {@code conv.py}
   */
  public void copy(Path target, Map<String, String> sources) throws IOException {
    for (String name : sources.keySet()) {
      zip.entry(CODE + name); // it is there
    }
    try (AtomicFile file = AtomicFile.at(target)) {
      try (AlignedZip copy = new AlignedZip(file.output(), ArchiveWriter.ROOT)) {
        for (String entry : zip.names()) {
          String source =
              entry.startsWith(CODE) ? sources.get(entry.substring(CODE.length())) : null;
          copy.entry(
              entry,
              source == null
                  ? zip.entry(entry).map(Integer.MAX_VALUE)
                  : ByteBuffer.wrap(source.getBytes(StandardCharsets.UTF_8)));
        }
      }
      file.complete();
    }
  }

  /**
   * Tensors by their path of attributes from the root: {@code backbone.stem.weight}. Elements of a
   * {@code __setstate__} tuple have their index for a name.
   */
  public Map<String, Tensor> tensors() throws IOException {
    TorchZipEntry pickle = zip.entry("data.pkl");
    Object root = Unpickler.read(pickle.part(), pickle.map(MAX_PICKLE_BYTES), zip.storages("data"));
    return TensorPaths.of(root, new FilePosition(pickle.part(), 0));
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
