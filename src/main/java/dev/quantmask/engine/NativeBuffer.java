package dev.quantmask.engine;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;

/**
 * Memory outside the heap that is freed when it is closed. A direct buffer of Java would stay until
 * the garbage collector runs, which waits as long as the heap has room, however little memory is
 * left beside it: the largest image is 192 MB.
 */
final class NativeBuffer implements AutoCloseable {
  private final ByteBuffer bytes;
  private long address; // 0 when Java frees it

  private NativeBuffer(ByteBuffer bytes, long address) {
    this.bytes = bytes;
    this.address = address;
  }

  static NativeBuffer allocate(int size) {
    try {
      long address = Native.malloc(Math.max(1, size));
      if (address == 0) {
        throw new OutOfMemoryError("no " + size + " bytes outside the heap");
      }
      return new NativeBuffer(new Pointer(address).getByteBuffer(0, size), address);
    } catch (UnsatisfiedLinkError | NoClassDefFoundError e) {
      return new NativeBuffer(ByteBuffer.allocateDirect(size), 0); // JNA has no place to unpack to
    }
  }

  ByteBuffer bytes() {
    return bytes;
  }

  /** Nobody reads or writes the bytes any longer. */
  @Override
  public void close() {
    if (address != 0) {
      Native.free(address);
      address = 0;
    }
  }
}
