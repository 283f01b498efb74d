package dev.quantmask.io;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A file in a store elsewhere, for a process that runs for long: it is fetched once, the store is
 * asked from time to time, and another version is fetched again. What is known of it can be asked
 * at any time. Its text is the address, for people.
 */
public interface StoredFile {
  /** Returns the newest version that is known, after fetching it if it is not there yet. */
  Path fetch() throws IOException;

  /** Asks the store whether it has another version, unless none can come or none is there yet. */
  void look();

  /** Returns why there is no file, or why the newest could not be fetched. */
  Optional<String> problem();

  /** Returns why nobody knows whether there is a newer one. */
  Optional<String> lookProblem();

  /** Changes when there is another version, or another attempt to fetch it is due. */
  String stamp();

  /** Returns what was fetched last. */
  Optional<Path> fetched();

  /** Returns the size in bytes of what was fetched last. */
  OptionalLong size();
}
