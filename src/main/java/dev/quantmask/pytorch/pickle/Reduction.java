package dev.quantmask.pytorch.pickle;

import java.io.IOException;

/** Does what the reader does in place of a global that is called. */
@FunctionalInterface
interface Reduction {
  /** The value, or {@link Call#inert()} when it is a kind that the reader does not know. */
  Object apply(Call call) throws IOException;
}
