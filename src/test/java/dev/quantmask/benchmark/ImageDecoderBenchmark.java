package dev.quantmask.benchmark;

import dev.quantmask.image.ImageDecoder;
import dev.quantmask.image.ImageException;
import dev.quantmask.image.ImageLimits;
import dev.quantmask.image.JpegEncoder;
import dev.quantmask.image.PngEncoder;
import dev.quantmask.image.RgbImage;
import java.awt.image.BufferedImage;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** An image of 1920 x 1080, bytes to pixels. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Benchmark)
public class ImageDecoderBenchmark {
  private byte[] jpeg;
  private byte[] png;

  @Setup
  public void encode() {
    BufferedImage waves = new BufferedImage(1920, 1080, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < waves.getHeight(); y++) {
      for (int x = 0; x < waves.getWidth(); x++) {
        int red = (int) (127 + 100 * Math.sin(x / 30.0) * Math.cos(y / 50.0));
        int green = (int) (127 + 100 * Math.sin((x + y) / 90.0));
        int blue = (x ^ y) & 0xff;
        waves.setRGB(x, y, red << 16 | green << 8 | blue);
      }
    }
    jpeg = JpegEncoder.encode(waves, 0.9, true);
    png = PngEncoder.encode(waves);
  }

  @Benchmark
  public RgbImage jpeg() throws ImageException {
    return ImageDecoder.decode(jpeg, ImageLimits.DEFAULT);
  }

  @Benchmark
  public RgbImage png() throws ImageException {
    return ImageDecoder.decode(png, ImageLimits.DEFAULT);
  }
}
