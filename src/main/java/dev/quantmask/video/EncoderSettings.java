package dev.quantmask.video;

import dev.quantmask.text.Text;
import java.util.Map;

/**
 * What an encoder makes of frames.
 *
 * @param width of every frame, as {@code height}
 * @param frameRate what the file says of itself; each frame has its own time
 * @param codec an encoder by FFmpeg's name: {@code libvpx-vp9}, {@code libopenh264}
 * @param bitRate bits a second
 * @param options of that encoder, as {@code ffmpeg} takes them
 */
public record EncoderSettings(
    int width,
    int height,
    FrameRate frameRate,
    String codec,
    long bitRate,
    Map<String, String> options) {
  public EncoderSettings {
    if (width < 1 || height < 1 || bitRate < 1) {
      throw new IllegalArgumentException(
          Text.format(
              "EncoderSettings: expected at least 1, found %d x %d, %d bits a second",
              width, height, bitRate));
    }
    options = Map.copyOf(options);
  }
}
