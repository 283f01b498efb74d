package dev.quantmask.engine;

import java.lang.System.Logger.Level;

/** Tells the C library how to manage the memory that libtorch uses. */
final class NativeMemory {
  private static final System.Logger LOG = System.getLogger(NativeMemory.class.getName());

  // malloc.h of glibc
  private static final int M_TRIM_THRESHOLD = -1;
  private static final int M_TOP_PAD = -2;
  private static final int M_MMAP_MAX = -4;

  private static final int HEAP = 64 << 20; // that glibc gives to a thread

  private NativeMemory() {}

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
