package dev.quantmask.pytorch.checkpoint;

import dev.quantmask.io.AtomicFile;
import dev.quantmask.pytorch.archive.ArchiveWriter;
import dev.quantmask.pytorch.archive.Pickler;
import dev.quantmask.pytorch.archive.StoredTensor;
import dev.quantmask.pytorch.zip.AlignedZip;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** Writes checkpoints as {@code torch.save} of PyTorch 1.6 and later does: a zip of a pickle. */
public final class CheckpointWriter {
  private static final String ROOT = "archive/";
  private static final byte[] VERSION = "3\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] BYTE_ORDER = "little".getBytes(StandardCharsets.US_ASCII);

  private CheckpointWriter() {}

  /**
   * Writes beside the target and moves into place. The same content gives the same bytes.
   *
   * @param root of maps, lists, texts, numbers, nulls and {@link StoredTensor}
   */
  public static void write(Path target, Map<?, ?> root) throws IOException {
    Pickler pickler = new Pickler();
    byte[] pickle = pickler.pickle(root);
    try (AtomicFile file = AtomicFile.at(target)) {
      try (AlignedZip zip = new AlignedZip(file.output(), ROOT)) {
        zip.entry("data.pkl", ByteBuffer.wrap(pickle));
        zip.entry("byteorder", ByteBuffer.wrap(BYTE_ORDER));
        ArchiveWriter.writeStorages(zip, pickler.storages());
        zip.entry("version", ByteBuffer.wrap(VERSION));
      }
      file.complete();
    }
  }
}
