package dev.quantmask.video;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** For a native build, which has no FFmpeg. */
final class WithoutFfmpeg {
  private WithoutFfmpeg() {}

  private static IOException missing(String video) {
    return new IOException(video + ": this executable has no FFmpeg: run the program on the JVM");
  }

  /** What is called on the JVM. */
  @TargetClass(FfmpegLibrary.class)
  static final class Calls {
    private Calls() {}

    @Substitute
    static VideoReader reader(VideoSource source) throws IOException {
      throw missing(source.name());
    }

    @Substitute
    static VideoEncoder encoder(EncoderSettings settings, Optional<Path> file) throws IOException {
      throw missing(file.map(Path::toString).orElse(settings.codec()));
    }

    @Substitute
    static YuvConverter converter() throws IOException {
      throw missing("video");
    }
  }
}
