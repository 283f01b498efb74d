package dev.quantmask.detection;

import com.sun.jna.Library;
import com.sun.jna.Native;
import java.lang.System.Logger.Level;

/**
 * Makes glibc keep the memory that one inference frees for the next one. Else it maps large blocks
 * one by one and gives them back to the system, and the next inference pays for every page again:
 * 20 ms of 26 for a convolution that writes 55 MB.
 */
final class NativeMemory {
  private static final System.Logger LOG = System.getLogger(NativeMemory.class.getName());

  // malloc.h of glibc
  private static final int M_TRIM_THRESHOLD = -1;
  private static final int M_TOP_PAD = -2;
  private static final int M_MMAP_MAX = -4;

  private static final int HEAP = 64 << 20; // that glibc gives to a thread

  private NativeMemory() {}

  /** The C library, as far as it is used. */
  public interface CLibrary extends Library {
    int mallopt(int parameter, int value);
  }

  /** Has no effect where the C library is not glibc. */
  static void keep() {
    try {
      CLibrary library = Native.load("c", CLibrary.class);
      library.mallopt(M_TRIM_THRESHOLD, Integer.MAX_VALUE);
      library.mallopt(M_TOP_PAD, HEAP);
      library.mallopt(M_MMAP_MAX, 0);
    } catch (UnsatisfiedLinkError | NoClassDefFoundError e) {
      LOG.log(Level.DEBUG, "memory: this C library has no mallopt", e);
    }
  }
}
