package dev.quantmask.video;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.image.RgbImage;
import dev.quantmask.roi.RoiMap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrameRegionsTest {
  private static final int FRAMES = 12;
  private static final int SIDE = 64;

  @TempDir Path folder;

  private final MovingClip clip = new MovingClip();

  private VideoEncoder open(Optional<Path> file) throws IOException {
    return VideoEncoder.open(
        EncoderSettings.realtimeVp9(
            MovingClip.WIDTH, MovingClip.HEIGHT, new FrameRate(30, 1), 2_000_000),
        file);
  }

  private static long time(int frame) {
    return frame * 1_000_000L / 30;
  }

  private List<YuvImage> images() throws IOException {
    List<YuvImage> images = new ArrayList<>();
    try (YuvConverter converter = YuvConverter.open()) {
      for (int frame = 0; frame < FRAMES; frame++) {
        images.add(converter.convert(clip.image(frame)));
      }
    }
    return images;
  }

  /** The squared error of the right half of frames by that of the left half. */
  private double rightByLeft(RoiMap map) throws IOException {
    long[] error = new long[2];
    try (VideoEncoder encoder = open(Optional.empty())) {
      int count = 0;
      for (YuvImage image : images()) {
        byte[] shown = encoder.encode(image, time(count++), map).shown().luma();
        for (int i = 0; i < shown.length; i++) {
          int difference = (shown[i] & 0xFF) - (image.luma()[i] & 0xFF);
          error[i % MovingClip.WIDTH * 2 / MovingClip.WIDTH] += difference * difference;
        }
      }
    }
    return (double) error[1] / error[0];
  }

  /** 5 x 3 blocks of 64 pixels. */
  private static RoiMap map(int left, int middle, int right) {
    byte[] offsets = new byte[15];
    for (int i = 0; i < offsets.length; i++) {
      int column = i % 5;
      offsets[i] = (byte) (column < 2 ? left : column == 2 ? middle : right);
    }
    return new RoiMap(MovingClip.WIDTH, MovingClip.HEIGHT, SIDE, offsets);
  }

  @Test
  void bitsGoWhereTheMapSays() throws Exception {
    double without = rightByLeft(null);
    assertThat(rightByLeft(map(6, 0, -6))).isLessThan(without * 0.9);
    assertThat(rightByLeft(map(-6, 0, 6))).isGreaterThan(without / 0.9);
    assertThat(rightByLeft(map(0, 0, 0))).isEqualTo(without); // the same stream
  }

  /** As VP9 has eight kinds of blocks, more offsets than that are rounded, and not left out. */
  @Test
  void aMapMayHaveManyOffsets() throws Exception {
    byte[] offsets = new byte[15];
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = (byte) (i % 5 < 2 ? 10 + i : -15 + i);
    }
    RoiMap many = new RoiMap(MovingClip.WIDTH, MovingClip.HEIGHT, SIDE, offsets);
    assertThat(rightByLeft(many)).isLessThan(rightByLeft(null) * 0.9);
  }

  @Test
  void theFileHasTheFramesThatThePlayerShows() throws Exception {
    Path file = folder.resolve("a.webm");
    List<YuvImage> shown = new ArrayList<>();
    try (VideoEncoder encoder = open(Optional.of(file))) {
      for (YuvImage image : images().subList(0, 3)) {
        EncodedFrame frame = encoder.encode(image, time(shown.size()), map(6, 0, -6));
        assertThat(frame.bytes()).isPositive();
        shown.add(frame.shown());
      }
      encoder.complete();
    }
    try (VideoReader reader = VideoReader.open(file.toString());
        YuvConverter converter = YuvConverter.open()) {
      assertThat(reader.description().frameRate().perSecond()).isEqualTo(30);
      for (YuvImage frame : shown) {
        RgbImage read = reader.read().orElseThrow().image();
        assertThat(read.pixels()).isEqualTo(converter.convert(frame).pixels());
      }
      assertThat(reader.read()).isEmpty();
    }
  }

  /** Grey stays grey, within the rounding of 219 steps to 255 and back. */
  @Test
  void greyIsConvertedThereAndBack() throws Exception {
    try (YuvConverter converter = YuvConverter.open()) {
      RgbImage image = clip.image(0);
      YuvImage yuv = converter.convert(image);
      RgbImage back = converter.convert(yuv);
      for (int i = 0; i < image.pixels().length; i++) {
        int grey = image.pixels()[i] & 0xFF;
        assertThat(Math.abs((back.pixels()[i] & 0xFF) - grey)).isLessThanOrEqualTo(1);
        assertThat(Math.abs((yuv.luma()[i / 3] & 0xFF) - (16 + grey * 219 / 255.0)))
            .isLessThanOrEqualTo(1);
      }
    }
  }
}
