package dev.quantmask.video;

import java.util.List;

/** How a frame is turned before it is shown: a 3 x 3 matrix of a file, row by row. */
final class DisplayMatrix {
  private DisplayMatrix() {}

  /** Returns the filters that {@code ffmpeg} takes for it: quarter turns and mirrors. */
  static List<String> filters(int[] matrix) {
    int a = Integer.signum(matrix[0]);
    int b = Integer.signum(matrix[1]);
    int c = Integer.signum(matrix[3]);
    int d = Integer.signum(matrix[4]);
    if (a == 0 && d == 0) { // rows become columns
      if (b > 0) {
        return List.of(c > 0 ? "transpose=dir=cclock_flip" : "transpose=dir=clock");
      }
      return List.of(c < 0 ? "transpose=dir=clock_flip" : "transpose=dir=cclock");
    }
    if (a < 0 && d < 0) {
      return List.of("hflip", "vflip");
    }
    if (a < 0) {
      return List.of("hflip");
    }
    return d < 0 ? List.of("vflip") : List.of();
  }
}
