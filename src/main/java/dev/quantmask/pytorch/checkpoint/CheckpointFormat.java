package dev.quantmask.pytorch.checkpoint;

import dev.quantmask.pytorch.io.ByteSource;
import dev.quantmask.pytorch.io.FilePosition;
import dev.quantmask.pytorch.io.ValueDescriber;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The ways in which checkpoints are laid out, told apart by their first bytes. */
enum CheckpointFormat {
  TORCH_ZIP("torch zip"),
  TORCH_LEGACY("torch legacy"),
  SAFETENSORS("safetensors"),
  PICKLE("pickle");

  private static final int TAR_SIGNATURE_OFFSET = 257;
  private static final byte[] TAR_SIGNATURE = "ustar".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ZIP_SIGNATURE = {'P', 'K'};
  private static final int PROTOCOL = 0x80;

  private final String label;

  CheckpointFormat(String label) {
    this.label = label;
  }

  /** Returns the label for messages. */
  String label() {
    return label;
  }

  static CheckpointFormat of(ByteSource file) throws IOException {
    ByteBuffer head = file.slice(0, Math.min(file.size(), 512));
    // It has no signature, and the length that it begins with may look like another's.
    if (SafetensorsFile.startsWithHeader(head)) {
      return SAFETENSORS;
    }
    if (contains(head, 0, ZIP_SIGNATURE)) {
      return TORCH_ZIP;
    }
    if (contains(head, TAR_SIGNATURE_OFFSET, TAR_SIGNATURE)) {
      throw start(file)
          .problem(
              "the tar format of torch before 0.2 is not read; load it with torch and save it again");
    }
    if (LegacyFile.startsWithMagicNumber(head)) {
      return TORCH_LEGACY;
    }
    // Protocols 0 and 1 have no signature: a dict starts with one of these operations.
    boolean pickle =
        head.hasRemaining()
            && (Byte.toUnsignedInt(head.get(0)) == PROTOCOL || "(}c".indexOf(head.get(0)) >= 0);
    if (!pickle) {
      throw start(file).expected("a zip of torch, safetensors or a pickle", beginning(head));
    }
    return PICKLE;
  }

  private static boolean contains(ByteBuffer head, int offset, byte[] signature) {
    return head.limit() >= offset + signature.length
        && head.slice(offset, signature.length).equals(ByteBuffer.wrap(signature));
  }

  /** A page of a server's error, or the pointer of git-lfs, shows by its first words. */
  private static String beginning(ByteBuffer head) {
    if (!head.hasRemaining()) {
      return "an empty file";
    }
    ByteBuffer first = head.slice(0, Math.min(40, head.limit()));
    return ValueDescriber.describe(StandardCharsets.ISO_8859_1.decode(first).toString());
  }

  private static FilePosition start(ByteSource file) {
    return new FilePosition(file.name(), 0);
  }
}
