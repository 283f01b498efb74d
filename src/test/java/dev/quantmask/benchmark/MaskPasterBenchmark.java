package dev.quantmask.benchmark;

import dev.quantmask.coco.mask.Rle;
import dev.quantmask.detection.Detection;
import dev.quantmask.detection.mask.MaskPaster;
import dev.quantmask.detection.mask.MaskStyle;
import java.util.Collections;
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

/** 20 masks of 28 x 28 pasted into an image of 1920 x 1080, each a third of its height. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Benchmark)
public class MaskPasterBenchmark {
  private static final int SIDE = 28;
  private static final int MASKS = 20;

  @Param MaskStyle style;

  private MaskPaster paster;
  private float[] probabilities; // (masks, side, side)
  private List<Detection.Box> boxes;

  @Setup
  public void makeMasks() {
    paster = new MaskPaster(style, 1080, 1920);
    probabilities = new float[MASKS * SIDE * SIDE];
    for (int i = 0; i < probabilities.length; i++) {
      double dx = i % SIDE - SIDE / 2.0;
      double dy = i / SIDE % SIDE - SIDE / 2.0;
      double edge = 0.4 * SIDE - Math.sqrt(dx * dx + dy * dy); // a disc with a soft edge
      probabilities[i] = (float) (1 / (1 + Math.exp(-edge)));
    }
    boxes = Collections.nCopies(MASKS, new Detection.Box(700.3f, 300.6f, 990.2f, 660.9f));
  }

  @Benchmark
  public List<Rle> paste() {
    return paster.pasteAll(probabilities, SIDE, boxes);
  }
}
