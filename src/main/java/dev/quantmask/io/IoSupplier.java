package dev.quantmask.io;

import java.io.IOException;

/** Gives a value, or fails as files do. */
@FunctionalInterface
public interface IoSupplier<T> {
  T get() throws IOException;
}
