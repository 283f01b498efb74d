package dev.quantmask.video;

import static dev.quantmask.video.ExpectedFrames.VIDEOS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.quantmask.image.RgbImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VideoEncoderTest {
  private static final Map<String, String> REALTIME = Map.of("deadline", "realtime");

  @TempDir Path directory;

  private static List<VideoFrame> frames(Path video) throws IOException {
    List<VideoFrame> frames = new ArrayList<>();
    try (VideoReader reader = VideoReader.open(video.toString())) {
      Optional<VideoFrame> frame;
      while ((frame = reader.read()).isPresent()) {
        frames.add(frame.get());
      }
    }
    return frames;
  }

  private Path write(String name, List<VideoFrame> frames, EncoderSettings settings)
      throws IOException {
    Path file = directory.resolve(name);
    try (VideoEncoder encoder = VideoEncoder.open(settings, Optional.of(file));
        YuvConverter converter = YuvConverter.open()) {
      for (VideoFrame frame : frames) {
        encoder.encode(converter.convert(frame.image()), frame.microseconds(), null);
      }
      assertThat(file).doesNotExist();
      encoder.complete();
    }
    return file;
  }

  /** Root of the mean squared difference. */
  private static double difference(VideoFrame one, VideoFrame other) {
    RgbImage image = one.image();
    double sum = 0;
    for (int i = 0; i < image.pixels().length; i++) {
      double apart = (image.pixels()[i] & 0xff) - (other.image().pixels()[i] & 0xff);
      sum += apart * apart;
    }
    return Math.sqrt(sum / image.pixels().length);
  }

  private static double mean(VideoFrame frame, int channel) {
    byte[] pixels = frame.image().pixels();
    double sum = 0;
    for (int i = channel; i < pixels.length; i += 3) {
      sum += pixels[i] & 0xff;
    }
    return sum / (pixels.length / 3.0);
  }

  /** Each frame is nearer to its original than to any other one, and has its colours. */
  @ParameterizedTest
  @CsvSource({
    "h264.mp4, a.mp4, libopenh264",
    "h264.mp4, a.mkv, libopenh264",
    "variable.mkv, a.mp4, libopenh264",
    "h264.mp4, a.webm, libvpx-vp9",
    "odd.webm, a.webm, libvpx-vp9",
    "variable.mkv, a.webm, libvpx-vp9"
  })
  void framesAndTheirTimesComeBack(String source, String name, String codec) throws IOException {
    List<VideoFrame> frames = frames(VIDEOS.resolve(source));
    List<VideoFrame> read = frames(write(name, frames, settings(frames, codec)));
    assertThat(read).hasSameSizeAs(frames);
    for (VideoFrame frame : read) {
      int index = (int) frame.index();
      assertThat(frame.microseconds()).isEqualTo(frames.get(index).microseconds());
      assertThat(nearest(frame, frames)).isEqualTo(index);
      for (int channel = 0; channel < 3; channel++) {
        // Matrices and ranges that are mistaken for each other move one of them by 10 and more.
        assertThat(mean(frame, channel)).isCloseTo(mean(frames.get(index), channel), within(4.0));
      }
    }
  }

  private static EncoderSettings settings(List<VideoFrame> frames, String codec) {
    RgbImage first = frames.get(0).image();
    return new EncoderSettings(
        first.width(),
        first.height(),
        new FrameRate(25, 1),
        codec,
        2_000_000,
        codec.equals("libvpx-vp9") ? REALTIME : Map.of(),
        false);
  }

  private static int nearest(VideoFrame frame, List<VideoFrame> frames) {
    return IntStream.range(0, frames.size())
        .boxed()
        .min(Comparator.comparing(i -> difference(frame, frames.get(i))))
        .orElseThrow();
  }

  /** OpenH264 has even sizes only. */
  @Test
  void h264LeavesOutTheLastColumnAndRowOfOddSizes() throws IOException {
    List<VideoFrame> frames = frames(VIDEOS.resolve("odd.webm"));
    List<VideoFrame> read = frames(write("a.mp4", frames, settings(frames, "libopenh264")));
    assertThat(read).hasSameSizeAs(frames);
    assertThat(read.get(0).image().width()).isEqualTo(34);
    assertThat(read.get(0).image().height()).isEqualTo(26);
  }

  @Test
  void mistakesAreNamed() throws IOException {
    EncoderSettings good =
        new EncoderSettings(64, 48, new FrameRate(25, 1), "libvpx-vp9", 1000, REALTIME, false);
    assertThatThrownBy(() -> open("a.xyz", good))
        .hasMessageEndingWith("a.xyz: expected a name that ends in .mp4, .webm or .mkv");
    assertThatThrownBy(() -> open("no/a.webm", good)).hasMessageContaining("there is no folder");
    assertThatThrownBy(() -> create("libx264", Map.of()))
        .hasMessageEndingWith("a.webm: FFmpeg has no encoder libx264 here");
    assertThatThrownBy(() -> create("libvpx-vp9", Map.of("speeed", "5")))
        .hasMessageEndingWith("a.webm: libvpx-vp9 has no option speeed");
    YuvImage small = new YuvImage(1, 2, new byte[2], new byte[1], new byte[1]);
    try (VideoEncoder encoder = open("a.webm", good)) {
      assertThatThrownBy(() -> encoder.encode(small, 0, null))
          .hasMessageEndingWith("a.webm: expected frames of 64 x 48 pixels, found 1 x 2");
    }
    try (var files = Files.list(directory)) {
      assertThat(files).isEmpty();
    }
  }

  private VideoEncoder open(String name, EncoderSettings settings) throws IOException {
    return VideoEncoder.open(settings, Optional.of(directory.resolve(name)));
  }

  private VideoEncoder create(String codec, Map<String, String> options) throws IOException {
    return open(
        "a.webm", new EncoderSettings(64, 48, new FrameRate(25, 1), codec, 1000, options, false));
  }
}
