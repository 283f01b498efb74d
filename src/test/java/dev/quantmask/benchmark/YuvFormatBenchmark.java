package dev.quantmask.benchmark;

import dev.quantmask.image.ImageException;
import dev.quantmask.image.ImageLimits;
import dev.quantmask.image.RgbImage;
import dev.quantmask.image.YuvFormat;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A raw frame of 1920 x 1080 to pixels. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Benchmark)
public class YuvFormatBenchmark {
  @Param YuvFormat.Layout layout;

  private YuvFormat format;
  private byte[] frame;

  @Setup
  public void fill() {
    format =
        new YuvFormat(layout, 1920, 1080, 1920, YuvFormat.Matrix.BT709, YuvFormat.Range.LIMITED);
    frame = new byte[(int) format.bytes()];
    Random random = new Random(1);
    for (int i = 0; i < frame.length; i++) {
      frame[i] = (byte) (60 + i % 1920 / 16 + random.nextInt(20));
    }
  }

  @Benchmark
  public RgbImage convert() throws ImageException {
    return format.open(frame, ImageLimits.DEFAULT).decode();
  }
}
