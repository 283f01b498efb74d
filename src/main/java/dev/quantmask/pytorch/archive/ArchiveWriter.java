package dev.quantmask.pytorch.archive;

import dev.quantmask.io.AtomicFile;
import dev.quantmask.pytorch.zip.AlignedZip;
import dev.quantmask.tensor.Tensor;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes TorchScript archives that {@code torch.jit.load} of PyTorch 2.7 and later reads. The same
 * content gives the same bytes. The format is that of torch/csrc/jit/serialization/export_module.
 */
public final class ArchiveWriter {
  static final String ROOT = "model/";
  private static final byte[] EMPTY_TUPLE_PICKLE = {(byte) 0x80, 2, ')', '.'};
  private static final byte[] VERSION = "3\n".getBytes(StandardCharsets.US_ASCII);

  private ArchiveWriter() {}

  /**
   * Writes beside the target and moves into place.
   *
   * @param sources TorchScript by path below {@code code/__torch__/}: {@code conv.py}
   * @param extras free files by path below {@code extra/}
   */
  public static void write(
      Path target, ScriptModule root, Map<String, String> sources, Map<String, byte[]> extras)
      throws IOException {
    try (AtomicFile file = AtomicFile.at(target)) {
      write(file.output(), root, sources, extras);
      file.complete();
    }
  }

  private static void write(
      OutputStream out, ScriptModule root, Map<String, String> sources, Map<String, byte[]> extras)
      throws IOException {
    Pickler pickler = new Pickler();
    byte[] pickle = pickler.pickle(root);
    try (AlignedZip zip = new AlignedZip(out, ROOT)) {
      zip.entry("data.pkl", ByteBuffer.wrap(pickle));
      for (Map.Entry<String, String> source : new TreeMap<>(sources).entrySet()) {
        zip.entry(
            "code/__torch__/" + source.getKey(),
            ByteBuffer.wrap(source.getValue().getBytes(StandardCharsets.UTF_8)));
      }
      zip.entry("constants.pkl", ByteBuffer.wrap(EMPTY_TUPLE_PICKLE));
      zip.entry("version", ByteBuffer.wrap(VERSION));
      for (Map.Entry<String, byte[]> extra : new TreeMap<>(extras).entrySet()) {
        zip.entry("extra/" + extra.getKey(), ByteBuffer.wrap(extra.getValue()));
      }
      writeStorages(zip, pickler.storages());
    }
  }

  public static void writeStorages(AlignedZip zip, List<StoredTensor> storages) throws IOException {
    for (int i = 0; i < storages.size(); i++) {
      zip.entry("data/" + i, storageBytes(storages.get(i)));
    }
  }

  private static ByteBuffer storageBytes(StoredTensor stored) {
    Tensor values = stored.values().get();
    if (values.dataType() != stored.dataType() || !Arrays.equals(values.shape(), stored.shape())) {
      throw new IllegalStateException(
          Text.format(
              "tensor: declared %s %s, made %s",
              stored.dataType(), Arrays.toString(stored.shape()), values));
    }
    ByteBuffer rowMajor = values.contiguousBytes();
    if (!stored.channelsLast()) {
      return rowMajor;
    }
    byte[] bytes = new byte[rowMajor.remaining()];
    copyChannelsLast(rowMajor, bytes, stored.shape(), stored.dataType().bytes());
    return ByteBuffer.wrap(bytes);
  }

  private static void copyChannelsLast(ByteBuffer source, byte[] target, int[] shape, int size) {
    int channels = shape[1];
    int pixels = shape[2] * shape[3];
    for (int image = 0; image < shape[0]; image++) {
      int start = image * channels * pixels;
      for (int channel = 0; channel < channels; channel++) {
        for (int pixel = 0; pixel < pixels; pixel++) {
          int from = (start + channel * pixels + pixel) * size;
          int to = (start + pixel * channels + channel) * size;
          source.get(from, target, to, size);
        }
      }
    }
  }
}
