package dev.quantmask.quantization.sensitivity;

/** Hears how far the measuring is. */
public interface Progress {
  /** So many frames went through a network, of so many. */
  void frames(long done, long total);
}
