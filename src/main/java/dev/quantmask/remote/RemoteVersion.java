package dev.quantmask.remote;

import java.util.Optional;

/**
 * What a store says of the content that it has now.
 *
 * @param etag null if it has none
 * @param modified null if it does not say
 * @param size in bytes; -1 if it does not say
 */
record RemoteVersion(String etag, String modified, long size) {
  /** What changes when the content does; empty if the store says neither. */
  Optional<String> tag() {
    return Optional.ofNullable(etag).or(() -> Optional.ofNullable(modified));
  }

  /**
   * By what a server tells whether the rest that it is asked for is of the same bytes. A weak ETag
   * does not say so.
   */
  Optional<String> validator() {
    return tag().filter(tag -> size > 0 && !tag.startsWith("W/"));
  }

  boolean isOf(RemoteVersion other) {
    return tag().equals(other.tag()) && (size < 0 || other.size < 0 || size == other.size);
  }
}
