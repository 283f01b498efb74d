package dev.quantmask.pytorch.pickle;

import dev.quantmask.pytorch.io.FilePosition;
import java.io.IOException;

/** Finds what a pickle refers to but does not hold: in torch's files, storages. */
@FunctionalInterface
public interface PersistentLoader {
  /** For pickles that must hold everything. */
  PersistentLoader NONE =
      (id, position) -> {
        throw position.wrong("no persistent id", id);
      };

  /**
   * Returns what the id stands for.
   *
   * @param id in torch's files a list: "storage", storage type, key, location, element count
   * @param position where the pickle refers to it
   */
  Object load(Object id, FilePosition position) throws IOException;
}
