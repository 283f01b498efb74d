package dev.quantmask.video;

import static dev.quantmask.video.ExpectedFrames.VIDEOS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class VideoReaderTest {
  @TempDir Path directory;

  private static List<String> names() {
    return ExpectedFrames.names();
  }

  private static VideoReader open(String name) throws IOException {
    return VideoReader.open(VIDEOS.resolve(name).toString());
  }

  /** Codecs, containers, odd sizes, turned frames, ranges, matrices, sizes that change. */
  @ParameterizedTest
  @MethodSource("names")
  void framesAreThoseOfFfmpeg(String name) throws IOException {
    try (VideoReader reader = open(name)) {
      assertThat(ExpectedFrames.read(reader)).isEqualTo(ExpectedFrames.of(name)).isNotEmpty();
      assertThat(reader.damaged()).isZero();
    }
  }

  /** The tone curve is computed in floating point, which processors may round in another way. */
  @ParameterizedTest
  @ValueSource(strings = {"pq.mkv", "hlg.mkv"})
  void highDynamicRangeIsMappedAsFfmpegMapsIt(String name) throws IOException {
    byte[] expected = Files.readAllBytes(VIDEOS.resolve(name + ".rgb"));
    try (VideoReader reader = open(name)) {
      byte[] pixels = reader.read().orElseThrow().image().pixels();
      assertThat(pixels).hasSameSizeAs(expected);
      for (int i = 0; i < pixels.length; i++) {
        assertThat(pixels[i] & 0xff).as("byte %d", i).isCloseTo(expected[i] & 0xff, within(1));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "h264.mp4, 64, 48, 25, 1, 30, 1200000",
    "turned-90.mp4, 48, 64, 25, 1, 10, 400000",
    "h265.mkv, 64, 48, 30000, 1001, -1, 200000",
    "odd.y4m, 33, 25, 10, 1, -1, 400000",
    "sizes.h264, 64, 48, 25, 1, -1, -1"
  })
  void describesTheVideo(
      String name, int width, int height, int rate, int per, long frames, long microseconds)
      throws IOException {
    try (VideoReader reader = open(name)) {
      VideoDescription description = reader.description();
      assertThat(description.name()).isEqualTo(VIDEOS.resolve(name).toString());
      assertThat(description.width()).isEqualTo(width);
      assertThat(description.height()).isEqualTo(height);
      assertThat(description.frameRate()).isEqualTo(new FrameRate(rate, per));
      assertThat(description.frames().orElse(-1)).isEqualTo(frames);
      assertThat(description.microseconds().orElse(-1)).isEqualTo(microseconds);
      assertThat(description.live()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"h264.mp4", "mpeg2.ts", "variable.mkv", "odd.y4m"})
  void seeksToTheFirstFrameAtOrAfterATime(String name) throws IOException {
    List<ExpectedFrames.Frame> all = ExpectedFrames.of(name);
    int place = all.size() * 2 / 3;
    try (VideoReader reader = open(name)) {
      reader.read();
      reader.seek(all.get(place).microseconds());
      assertThat(ExpectedFrames.read(reader)).isEqualTo(all.subList(place, all.size()));
      reader.seek(all.get(1).microseconds() - 1);
      VideoFrame frame = reader.read().orElseThrow();
      assertThat(frame.index()).isZero();
      assertThat(ExpectedFrames.Frame.of(frame)).isEqualTo(all.get(1));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sizes.h264", "h265.mkv"})
  void seeksForwardInAnyVideo(String name) throws IOException {
    List<ExpectedFrames.Frame> all = ExpectedFrames.of(name);
    try (VideoReader reader = open(name)) {
      reader.seek(all.get(4).microseconds());
      assertThat(ExpectedFrames.read(reader)).isEqualTo(all.subList(4, all.size()));
    }
  }

  @Test
  void framesThatAreNotWantedAreCountedAllTheSame() throws IOException {
    List<Long> found = new ArrayList<>();
    try (VideoReader reader = open("h264.mp4")) {
      Optional<VideoFrame> frame;
      while ((frame = reader.read((index, time) -> index % 7 == 3)).isPresent()) {
        found.add(frame.get().index());
      }
    }
    assertThat(found).containsExactly(3L, 10L, 17L, 24L);
  }

  @ParameterizedTest
  @CsvSource({
    "first-index.mp4, 0.9, 5", // each is cut within a frame
    "vp9.webm, 0.8, 1",
    "odd.y4m, 0.7, 2",
  })
  void framesBeforeACutAreReadAndThePlaceIsTold(String name, double part, int least)
      throws IOException {
    byte[] bytes = Files.readAllBytes(VIDEOS.resolve(name));
    Path cut = directory.resolve(name);
    Files.write(cut, Arrays.copyOf(bytes, (int) (part * bytes.length)));
    List<ExpectedFrames.Frame> frames = new ArrayList<>();
    try (VideoReader reader = VideoReader.open(cut.toString())) {
      assertThatThrownBy(
              () -> {
                Optional<VideoFrame> frame;
                while ((frame = reader.read()).isPresent()) {
                  frames.add(ExpectedFrames.Frame.of(frame.get()));
                }
              })
          .isInstanceOf(IOException.class)
          .hasMessageMatching(".*" + name + ": ends after \\d\\.\\d{3} seconds, and is cut or.*");
    }
    assertThat(frames).hasSizeGreaterThanOrEqualTo(least);
    assertThat(ExpectedFrames.of(name)).containsAll(frames);
  }

  @Test
  void damagedFramesAreLeftOutAndCounted() throws IOException {
    byte[] bytes = Files.readAllBytes(VIDEOS.resolve("h264.mp4"));
    int data = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("mdat");
    byte[] noise = new byte[800];
    new Random(3).nextBytes(noise);
    System.arraycopy(noise, 0, bytes, data + 700, noise.length); // the first key frame has it
    Path damaged = Files.write(directory.resolve("damaged.mp4"), bytes);
    try (VideoReader reader = VideoReader.open(damaged.toString())) {
      List<ExpectedFrames.Frame> frames = ExpectedFrames.read(reader);
      assertThat(reader.damaged()).isPositive();
      assertThat(frames).hasSize(30 - (int) reader.damaged());
      assertThat(frames).endsWith(last(20)); // from the second key frame on all are whole
    }
  }

  private static ExpectedFrames.Frame[] last(int count) throws IOException {
    List<ExpectedFrames.Frame> all = ExpectedFrames.of("h264.mp4");
    return all.subList(all.size() - count, all.size()).toArray(ExpectedFrames.Frame[]::new);
  }

  @Test
  void whatIsNoVideoIsNamed() throws IOException {
    assertThatThrownBy(() -> VideoReader.open(directory.resolve("no.mp4").toString()))
        .isInstanceOf(java.nio.file.NoSuchFileException.class)
        .hasMessageContaining("no.mp4");
    assertThatThrownBy(() -> VideoReader.open(directory.toString()))
        .hasMessageContaining("expected a file, found a directory");
    assertThatThrownBy(() -> VideoReader.open(file("empty.mp4", "")))
        .hasMessageContaining("empty.mp4: expected a video, found an empty file");
    assertThatThrownBy(() -> VideoReader.open(file("text.mp4", "hello")))
        .hasMessageContaining("text.mp4: cannot be read: it is cut, damaged, or in no format of");
    assertThatThrownBy(() -> open("sound.mp4"))
        .hasMessageEndingWith("sound.mp4: expected a video, found no stream of one");
    assertThatThrownBy(() -> VideoReader.open("gopher://127.0.0.1/a.mp4"))
        .hasMessage(
            "gopher://127.0.0.1/a.mp4: expected a file, - or an address of http, rtsp, tcp, udp");
  }

  /** A file must not make the program open what its author wants. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ffconcat version 1.0\nfile h264.mp4\n",
        "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nh264.mp4\n#EXT-X-ENDLIST\n",
        "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 9 RTP/AVP 33\n"
      })
  void listsOfOtherFilesAreNoVideos(String list) throws IOException {
    Files.copy(VIDEOS.resolve("h264.mp4"), directory.resolve("h264.mp4"));
    String file = file("list.mp4", list);
    assertThatThrownBy(() -> VideoReader.open(file)).hasMessageContaining("cannot be read");
  }

  @Test
  void aCameraIsReadByItsAddress() throws IOException {
    byte[] stream = Files.readAllBytes(VIDEOS.resolve("mpeg2.ts"));
    try (FakeCamera camera = new FakeCamera(stream);
        VideoReader reader = VideoReader.open(camera.address())) {
      assertThat(reader.description().live()).isTrue();
      assertThat(reader.description().name()).startsWith("rtsp://127.0.0.1:").endsWith("/live");
      List<String> frames =
          ExpectedFrames.of("mpeg2.ts").stream().map(ExpectedFrames.Frame::hash).toList();
      // A frame of such a stream ends where the next one begins, and the camera stops.
      assertThat(ExpectedFrames.read(reader))
          .extracting(ExpectedFrames.Frame::hash)
          .isEqualTo(frames.subList(0, frames.size() - 1));
    }
  }

  @Test
  void whereNobodyAnswersTheErrorNamesTheAddress() {
    assertThatThrownBy(() -> VideoReader.open("rtsp://me:secret@127.0.0.1:1/live"))
        .hasMessage("rtsp://127.0.0.1:1/live: cannot be read: Connection refused");
  }

  @Test
  void aNameMayLookLikeAnAddressOfFfmpeg() throws IOException {
    Path odd = directory.resolve("concat:a|b, 100%.mp4");
    Files.copy(VIDEOS.resolve("h264.mp4"), odd);
    try (VideoReader reader = VideoReader.open(odd.toString())) {
      assertThat(ExpectedFrames.read(reader)).hasSize(30);
    }
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text).toString();
  }
}
