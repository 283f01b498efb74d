package dev.quantmask.video;

/**
 * An image as encoders take it: BT.709 in the limited range, with a chroma sample for four pixels
 * (I420).
 *
 * @param luma {@code byte[height * width]}, rows from the top
 * @param blue {@code byte[ceil(height / 2) * ceil(width / 2)]}, as {@code red}
 */
@SuppressWarnings("ArrayRecordComponent") // a frame is megabytes, and is compared by identity
public record YuvImage(int width, int height, byte[] luma, byte[] blue, byte[] red) {
  byte[] plane(int number) {
    return number == 0 ? luma : number == 1 ? blue : red;
  }

  int rowBytes(int plane) {
    return plane == 0 ? width : (width + 1) / 2;
  }
}
