package dev.quantmask.dataset.reader;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Texts as numbers that do not depend on the machine. */
public final class TextHash {
  private TextHash() {}

  /**
   * The first eight bytes of SHA-256: among a million texts two share them by chance once in tens
   * of millions of times.
   */
  public static long of(String text) {
    try {
      MessageDigest hash = MessageDigest.getInstance("SHA-256");
      return ByteBuffer.wrap(hash.digest(text.getBytes(StandardCharsets.UTF_8))).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
