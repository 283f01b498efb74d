package dev.quantmask.detection;

import java.lang.System.Logger.Level;

/** How libtorch uses memory, as far as the C library and the environment can tell it. */
final class NativeMemory {
  private static final System.Logger LOG = System.getLogger(NativeMemory.class.getName());

  // malloc.h of glibc
  private static final int M_TRIM_THRESHOLD = -1;
  private static final int M_TOP_PAD = -2;
  private static final int M_MMAP_MAX = -4;

  private static final int HEAP = 64 << 20; // that glibc gives to a thread

  private NativeMemory() {}

  /**
   * Has an effect before libtorch is loaded only. oneDNN keeps the code that it has made for the
   * last 1024 combinations of a layer and a size, which is 160 MB when pictures have many sizes;
   * the layers of one size are about 75.
   */
  static void limitGeneratedCode() {
    try {
      CLibrary.load().setenv("ONEDNN_PRIMITIVE_CACHE_CAPACITY", "512", 0);
    } catch (UnsatisfiedLinkError | NoClassDefFoundError e) {
      LOG.log(Level.DEBUG, "memory: this C library has no setenv", e);
    }
  }

  /**
   * Makes glibc keep the memory that one inference frees for the next one. Else it maps large
   * blocks one by one and gives them back to the system, and the next inference pays for every page
   * again: 20 ms of 26 for a convolution that writes 55 MB. Has no effect where the C library is
   * not glibc.
   */
  static void keep() {
    try {
      CLibrary library = CLibrary.load();
      library.mallopt(M_TRIM_THRESHOLD, Integer.MAX_VALUE);
      library.mallopt(M_TOP_PAD, HEAP);
      library.mallopt(M_MMAP_MAX, 0);
    } catch (UnsatisfiedLinkError | NoClassDefFoundError e) {
      LOG.log(Level.DEBUG, "memory: this C library has no mallopt", e);
    }
  }
}
