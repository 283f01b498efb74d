package dev.quantmask.benchmark;

import dev.quantmask.coco.mask.Iou;
import dev.quantmask.coco.mask.Rle;
import java.util.List;
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

/** Run-length masks of two discs that overlap, in an image of 4 : 3. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Benchmark)
public class RleBenchmark {
  @Param({"480", "1080"})
  int height;

  private int width;
  private boolean[] bitmap;
  private Rle mask;
  private Rle other;
  private String compressed;
  private List<double[]> polygons;

  @Setup
  public void drawDiscs() {
    width = height * 4 / 3;
    bitmap = disc(width / 2.0);
    mask = Rle.encode(height, width, bitmap);
    other = Rle.encode(height, width, disc(width / 3.0));
    compressed = mask.compressed();
    polygons = List.of(ring(width / 2.0), ring(width / 3.0));
  }

  private boolean[] disc(double centreX) {
    boolean[] inside = new boolean[height * width];
    for (int i = 0; i < inside.length; i++) {
      double dx = i % width - centreX;
      double dy = i / width - height / 2.0;
      inside[i] = dx * dx + dy * dy < height * height / 16.0;
    }
    return inside;
  }

  private double[] ring(double centreX) {
    double[] corners = new double[120];
    for (int i = 0; i < corners.length; i += 2) {
      double angle = 2 * Math.PI * i / corners.length;
      corners[i] = centreX + height / 4.0 * Math.cos(angle);
      corners[i + 1] = height / 2.0 + height / 4.0 * Math.sin(angle);
    }
    return corners;
  }

  @Benchmark
  public Rle encode() {
    return Rle.encode(height, width, bitmap);
  }

  @Benchmark
  public boolean[] decode() {
    return mask.decode();
  }

  @Benchmark
  public String compress() {
    return mask.compressed();
  }

  @Benchmark
  public Rle decompress() {
    return Rle.fromCompressed(height, width, compressed);
  }

  @Benchmark
  public Rle fromPolygons() {
    return Rle.fromPolygons(height, width, polygons);
  }

  @Benchmark
  public Rle union() {
    return Rle.union(List.of(mask, other));
  }

  @Benchmark
  public long area() {
    return mask.area();
  }

  @Benchmark
  public double iou() {
    return Iou.ofMasks(mask, other, false);
  }
}
