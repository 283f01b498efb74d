package dev.quantmask.encoding;

import dev.quantmask.coco.mask.Rle;
import dev.quantmask.image.RgbImage;
import dev.quantmask.roi.RoiObject;
import dev.quantmask.roi.RoiOptions;
import dev.quantmask.roi.RoiStrength;
import dev.quantmask.text.Text;
import dev.quantmask.video.EncoderSettings;
import dev.quantmask.video.FrameRate;
import dev.quantmask.video.YuvConverter;
import dev.quantmask.video.YuvImage;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;

/**
 * Encodes a video once at each rate without the map and once with it, all of them frame by frame at
 * the same time: the video is read once, and memory does not grow with it.
 */
public final class EncodingTrial implements Closeable {
  private final Settings settings;
  private final YuvConverter converter;
  private final List<RatePair> pairs = new ArrayList<>(); // from the lowest rate
  private RatePair chosen; // whose stream is the file
  private long frames;
  private Crops crops; // null before a frame has objects

  /**
   * Holds what is tried.
   *
   * @param file of the stream with the map, which is there when it is complete
   * @param bitRate of the file, bits a second
   * @param others further rates for the curve
   * @param strength of the map; empty to follow the rate
   */
  public record Settings(
      int width,
      int height,
      FrameRate frameRate,
      Path file,
      long bitRate,
      List<Long> others,
      RoiOptions options,
      OptionalInt strength) {}

  private EncodingTrial(Settings settings) throws IOException {
    this.settings = settings;
    converter = YuvConverter.open();
  }

  /** Begins to write the file, beside its place. */
  public static EncodingTrial begin(Settings settings) throws IOException {
    EncodingTrial trial = new EncodingTrial(settings);
    try {
      trial.openEncoders();
      return trial;
    } catch (IOException | RuntimeException | Error e) {
      trial.close();
      throw e;
    }
  }

  private void openEncoders() throws IOException {
    TreeSet<Long> rates = new TreeSet<>(settings.others());
    rates.add(settings.bitRate());
    for (long rate : rates) {
      boolean isChosen = rate == settings.bitRate();
      pairs.add(
          new RatePair(
              EncoderSettings.realtimeVp9(
                  settings.width(), settings.height(), settings.frameRate(), rate),
              settings.options().withStrength(strength(rate)),
              isChosen ? Optional.of(settings.file()) : Optional.empty()));
      if (isChosen) {
        chosen = pairs.get(pairs.size() - 1);
      }
    }
  }

  private int strength(long rate) {
    double pixels = (double) settings.width() * settings.height();
    return settings
        .strength()
        .orElseGet(() -> RoiStrength.of(rate / settings.frameRate().perSecond() / pixels));
  }

  /**
   * Encodes the next frame.
   *
   * @param objects those without weight belong to the background
   */
  public void add(RgbImage image, List<RoiObject> objects) throws IOException {
    if (image.width() != settings.width() || image.height() != settings.height()) {
      throw new IOException(
          Text.format(
              "frame %d: expected %d x %d pixels as before, found %d x %d",
              frames, settings.width(), settings.height(), image.width(), image.height()));
    }
    List<RoiObject> important =
        objects.stream().filter(object -> settings.options().weight(object.label()) > 0).toList();
    boolean[] mask = mask(important);
    YuvImage yuv = converter.convert(image);
    for (RatePair pair : pairs) {
      pair.add(yuv, important, mask);
    }
    keepCrops(important);
    frames++;
  }

  private boolean[] mask(List<RoiObject> objects) {
    return objects.isEmpty()
        ? new boolean[settings.width() * settings.height()]
        : Rle.union(objects.stream().map(RoiObject::mask).toList()).decode();
  }

  /** Of the frame in which the largest object is. */
  private void keepCrops(List<RoiObject> objects) throws IOException {
    for (RoiObject object : objects) {
      if (crops == null || object.mask().area() > crops.area()) {
        RgbImage without = converter.convert(chosen.shownWithout());
        RgbImage with = converter.convert(chosen.shownWith());
        crops = Crops.around(object, frames, without, with);
      }
    }
  }

  /** Two crops beside each other; empty if no object was found. */
  public Optional<Crops> crops() {
    return Optional.ofNullable(crops);
  }

  /**
   * Completes the file.
   *
   * @throws IOException if the video has no frame
   */
  public TrialResult finish() throws IOException {
    if (frames == 0) {
      throw new IOException("the video has no frame to encode");
    }
    List<RateFigures> figures = new ArrayList<>();
    double mapMilliseconds = 0;
    for (RatePair pair : pairs) {
      figures.add(pair.finish());
      mapMilliseconds += pair.mapMilliseconds();
    }
    return new TrialResult(
        settings.width(),
        settings.height(),
        settings.frameRate().perSecond(),
        frames,
        chosen.objectArea(),
        mapMilliseconds / pairs.size() / frames,
        figures);
  }

  @Override
  public void close() throws IOException {
    try (converter) {
      for (RatePair pair : pairs) {
        pair.close();
      }
    }
  }
}
