package dev.quantmask.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The hash that tells files and texts apart. */
public final class Sha256 {
  private Sha256() {}

  /** Returns the hash of a file's bytes, in lower-case hexadecimal. */
  public static String of(Path file) throws IOException {
    MessageDigest digest = digest();
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = new DigestInputStream(ExistingFile.open(file), digest)) {
      while (in.read(buffer) >= 0) {
        // The digest sees what is read.
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Returns the hash of bytes, in lower-case hexadecimal. */
  public static String of(byte[] bytes) {
    return HexFormat.of().formatHex(digest().digest(bytes));
  }

  /** Returns the hash of a text in UTF-8, in lower-case hexadecimal. */
  public static String of(String text) {
    return HexFormat.of().formatHex(bytes(text));
  }

  /** The 32 bytes of a text in UTF-8. */
  public static byte[] bytes(String text) {
    return digest().digest(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The first eight bytes of the hash of a text: among a million texts two share them by chance
   * once in tens of millions of times.
   */
  public static long number(String text) {
    return ByteBuffer.wrap(bytes(text)).getLong();
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
