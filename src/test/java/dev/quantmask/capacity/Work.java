package dev.quantmask.capacity;

/**
 * What an image takes, in nanoseconds of a machine that does nothing else.
 *
 * @param before the network: reading the request, decoding
 * @param network of this image alone
 * @param after it: pasting masks, writing the answer
 * @param besides nobody waits for this: what the process does on other threads
 */
record Work(double before, double network, double after, double besides) {
  /** An image of which only the network takes time. */
  static Work ofNetwork(double nanos) {
    return new Work(0, nanos, 0, 0);
  }

  double total() {
    return before + network + after + besides;
  }
}
