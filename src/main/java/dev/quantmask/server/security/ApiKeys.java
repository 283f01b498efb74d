package dev.quantmask.server.security;

import dev.quantmask.io.Sha256;
import dev.quantmask.text.Text;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The keys that open the endpoints; of each only the hash is known here.
 *
 * @param hashes SHA-256 of a key, by the name of whose it is
 */
public record ApiKeys(Map<String, byte[]> hashes) {
  private static final String DIGITS = "[0-9a-fA-F]{64}";

  /**
   * Reads the keys from the configuration.
   *
   * @param configured hashes in hexadecimal digits, by name
   */
  public static ApiKeys of(Map<String, String> configured) {
    Map<String, byte[]> hashes = new TreeMap<>();
    configured.forEach((name, hash) -> hashes.put(name, checked(name, hash)));
    return new ApiKeys(hashes);
  }

  private static byte[] checked(String name, String hash) {
    if (!hash.matches(DIGITS)) {
      // Who mistakes the hash for the key must not find the key in the log.
      throw new ConfigurationException(
          Text.format(
              "quantmask.api-keys.%s: expected the SHA-256 of the key, 64 hexadecimal digits, found %d characters",
              name, hash.length()));
    }
    return HexFormat.of().parseHex(hash);
  }

  boolean isEmpty() {
    return hashes.isEmpty();
  }

  /** Whose key it is; the time that takes does not depend on how much of it is right. */
  Optional<String> owner(String key) {
    byte[] shown = Sha256.bytes(key);
    String owner = null;
    for (Map.Entry<String, byte[]> known : hashes.entrySet()) {
      if (MessageDigest.isEqual(known.getValue(), shown)) {
        owner = known.getKey();
      }
    }
    return Optional.ofNullable(owner);
  }
}
