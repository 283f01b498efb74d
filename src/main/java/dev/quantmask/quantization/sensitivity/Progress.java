package dev.quantmask.quantization.sensitivity;

/** Hears how far the measuring is. */
public interface Progress {
  /** So many images went through a network, of so many. */
  void images(long done, long total);
}
