package dev.quantmask.video;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import java.io.IOException;

/** For a native build, which has no FFmpeg. */
@TargetClass(Ffmpeg.class)
final class WithoutFfmpeg {
  private WithoutFfmpeg() {}

  @Substitute
  static VideoReader reader(VideoSource source) throws IOException {
    throw new IOException(
        source.name() + ": the executable reads no videos: run the program on the JVM");
  }
}
