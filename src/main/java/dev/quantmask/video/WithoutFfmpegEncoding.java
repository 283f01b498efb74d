package dev.quantmask.video;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import java.io.IOException;

/** For a native build, which has no FFmpeg. */
@TargetClass(FfmpegEncoding.class)
final class WithoutFfmpegEncoding {
  private WithoutFfmpegEncoding() {}

  @Substitute
  static RegionEncoder encoder(RegionEncoder.Settings settings) throws IOException {
    throw missing();
  }

  @Substitute
  static PlaneConverter converter(int width, int height) throws IOException {
    throw missing();
  }

  private static IOException missing() {
    return new IOException("the executable encodes no videos: run the program on the JVM");
  }
}
