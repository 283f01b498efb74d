package dev.quantmask.video;

import static java.util.Map.entry;

import dev.quantmask.text.Text;
import java.util.Map;

/**
 * What an encoder makes of frames. H.264 has even sizes: a last odd column or row is left out.
 *
 * @param width of every frame, as {@code height}
 * @param frameRate what the file says of itself; each frame has its own time
 * @param codec an encoder by FFmpeg's name: {@code libvpx-vp9}, {@code libopenh264}
 * @param bitRate bits a second
 * @param options of that encoder, as {@code ffmpeg} takes them
 * @param decodes whether each frame is decoded when it is encoded, for what a player shows
 */
public record EncoderSettings(
    int width,
    int height,
    FrameRate frameRate,
    String codec,
    long bitRate,
    Map<String, String> options,
    boolean decodes) {
  private static final String KEY_FRAMES = "600"; // from one to the next: a stream has few

  public EncoderSettings {
    if (width < 1 || height < 1 || bitRate < 1) {
      throw new IllegalArgumentException(
          Text.format(
              "EncoderSettings: expected at least 1, found %d x %d, %d bits a second",
              width, height, bitRate));
    }
    options = Map.copyOf(options);
  }

  /**
   * VP9 as for a game that is played: at a constant rate, each frame when it comes. With these,
   * libvpx takes maps: in realtime, from speed 5 on, with no adaptive quantizer of its own.
   */
  public static EncoderSettings realtimeVp9(
      int width, int height, FrameRate frameRate, long bitRate) {
    String rate = Long.toString(bitRate);
    Map<String, String> options =
        Map.ofEntries(
            entry("deadline", "realtime"),
            entry("cpu-used", "5"),
            entry("aq-mode", "0"),
            entry("lag-in-frames", "0"),
            entry("auto-alt-ref", "0"),
            entry("row-mt", "1"),
            entry("g", KEY_FRAMES),
            entry("minrate", rate), // all three alike: a constant rate
            entry("maxrate", rate),
            entry("bufsize", rate),
            entry("threads", "2"));
    return new EncoderSettings(width, height, frameRate, "libvpx-vp9", bitRate, options, true);
  }
}
