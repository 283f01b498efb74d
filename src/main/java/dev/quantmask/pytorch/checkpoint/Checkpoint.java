package dev.quantmask.pytorch.checkpoint;

import dev.quantmask.pytorch.io.ByteSource;
import dev.quantmask.pytorch.io.FilePosition;
import dev.quantmask.pytorch.io.MalformedCheckpointException;
import dev.quantmask.pytorch.pickle.PersistentLoader;
import dev.quantmask.pytorch.pickle.Unpickler;
import dev.quantmask.pytorch.zip.TorchZip;
import dev.quantmask.pytorch.zip.TorchZipEntry;
import dev.quantmask.tensor.Tensor;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Named tensors of a checkpoint in the order of the file; weights stay memory-mapped until asked
 * for. Read are what torch.save writes, today's zip and the older layout, safetensors, and
 * Detectron2's pickles of NumPy arrays, each of them also packed as gzip; with or without a wrapper
 * such as {@code {"model": …}}.
 */
public final class Checkpoint implements Closeable {
  /** Without its storages a checkpoint takes a few hundred bytes a tensor. */
  private static final int MAX_PICKLE_BYTES = 256 << 20;

  private final CheckpointFormat format;
  private final FilePosition start;
  private final Object root;
  private final Closeable file;

  private Checkpoint(ByteSource source, Closeable file) throws IOException {
    this.file = file;
    this.format = CheckpointFormat.of(source);
    this.start = new FilePosition(source.name(), 0);
    this.root = read(source, format);
  }

  /**
   * Reads names and shapes. The file must not change before the last tensor was asked for: it is
   * mapped, and the JDK reports a page that is gone as an InternalError.
   *
   * @throws MalformedCheckpointException naming the place, what was expected and what was found
   */
  public static Checkpoint open(Path file) throws IOException {
    UnpackedFile unpacked = UnpackedFile.open(file);
    try {
      return new Checkpoint(unpacked.bytes(), unpacked);
    } catch (IOException | RuntimeException e) {
      unpacked.close();
      throw e;
    }
  }

  /** Over a source that somebody else closes. */
  public static Checkpoint read(ByteSource source) throws IOException {
    return new Checkpoint(source, () -> {});
  }

  /**
   * Returns the tensors by name, in the order of the file, unmodifiable: of the one dict that has
   * some, by what it is usually called. A prefix of all names that PyTorch itself puts there is
   * left out.
   *
   * @throws MalformedCheckpointException when there are none, or which they are is not clear
   */
  public Map<String, Tensor> tensors() throws MalformedCheckpointException {
    return StateDict.tensors(root, start);
  }

  /**
   * Returns the weights of the network that has these names, wherever they are and whatever stands
   * before their names.
   *
   * @param place the one to take, as messages have it; empty: only one may fit best
   * @throws MalformedCheckpointException when several fit alike, or there are none
   */
  public NetworkWeights weights(ExpectedNames expected, Optional<String> place)
      throws MalformedCheckpointException {
    return weights(List.of(expected), place);
  }

  /** Returns the weights by the names of that family of which most are found, likewise. */
  public NetworkWeights weights(List<ExpectedNames> families, Optional<String> place)
      throws MalformedCheckpointException {
    Optional<WeightSearch.Match> best = new WeightSearch(families, start).best(root, place);
    return best.isPresent()
        ? StateDict.of(best.get(), start)
        : new NetworkWeights(tensors(), "", List.of(), -1);
  }

  /**
   * Returns what lies beside the weights, such as the iteration or the state of an optimizer: maps,
   * lists, texts, numbers and {@link Tensor}. Null when there are no such keys.
   *
   * @param keys that lead to it, from the outermost one
   */
  public Object beside(String... keys) {
    Object value = root;
    for (String key : keys) {
      value = value instanceof Map<?, ?> map ? map.get(key) : null;
    }
    return value;
  }

  /** The layout of the file: "torch zip", "torch legacy", "safetensors" or "pickle". */
  public String format() {
    return format.label();
  }

  /** Closes the file. Tensors stay valid: the JDK unmaps the file with the last of them. */
  @Override
  public void close() throws IOException {
    file.close();
  }

  private static Object read(ByteSource source, CheckpointFormat format) throws IOException {
    return switch (format) {
      case TORCH_ZIP -> unpickleZip(source);
      case TORCH_LEGACY -> LegacyFile.read(source);
      case SAFETENSORS -> SafetensorsFile.read(source);
      case PICKLE -> Unpickler.read(source.name(), source.all(), PersistentLoader.NONE);
    };
  }

  private static Object unpickleZip(ByteSource source) throws IOException {
    TorchZip zip = TorchZip.read(source);
    if (zip.contains("constants.pkl")) {
      throw new FilePosition(source.name(), 0)
          .expected("a checkpoint (a state dict)", "a TorchScript archive");
    }
    TorchZipEntry pickle = zip.entry("data.pkl");
    return Unpickler.read(pickle.part(), pickle.map(MAX_PICKLE_BYTES), zip.storages("data"));
  }
}
