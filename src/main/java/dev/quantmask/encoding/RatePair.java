package dev.quantmask.encoding;

import dev.quantmask.roi.RoiMap;
import dev.quantmask.roi.RoiMapper;
import dev.quantmask.roi.RoiObject;
import dev.quantmask.roi.RoiOptions;
import dev.quantmask.video.EncoderSettings;
import dev.quantmask.video.YuvImage;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** One rate: a stream without the map and one with it, frame by frame side by side. */
final class RatePair implements Closeable {
  private static final double NANOS_PER_MILLISECOND = 1e6;

  private final long bitRate;
  private final int strength;
  private final RoiMapper mapper;
  private final Encoding without;
  private final Encoding with;
  private double mapMilliseconds;

  /**
   * @param file of the stream with the map; empty for none
   */
  RatePair(EncoderSettings settings, RoiOptions options, Optional<Path> file) throws IOException {
    bitRate = settings.bitRate();
    strength = options.strength();
    mapper = new RoiMapper(options);
    without = new Encoding(settings, Optional.empty());
    try {
      with = new Encoding(settings, file);
    } catch (IOException | RuntimeException | Error e) {
      without.close();
      throw e;
    }
  }

  void add(YuvImage image, List<RoiObject> objects, boolean[] mask) throws IOException {
    long start = System.nanoTime();
    RoiMap map = mapper.next(image.width(), image.height(), objects);
    mapMilliseconds += (System.nanoTime() - start) / NANOS_PER_MILLISECOND;
    without.add(image, null, mask);
    with.add(image, map, mask);
  }

  YuvImage shownWithout() {
    return without.shown();
  }

  YuvImage shownWith() {
    return with.shown();
  }

  double objectArea() {
    return with.objectArea();
  }

  /** Of all frames. */
  double mapMilliseconds() {
    return mapMilliseconds;
  }

  RateFigures finish() throws IOException {
    return new RateFigures(bitRate, strength, without.finish(), with.finish());
  }

  @Override
  public void close() throws IOException {
    try (without) {
      with.close();
    }
  }
}
