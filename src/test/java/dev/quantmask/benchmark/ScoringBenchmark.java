package dev.quantmask.benchmark;

import dev.quantmask.coco.CocoAnnotation;
import dev.quantmask.coco.CocoCategory;
import dev.quantmask.coco.CocoDataset;
import dev.quantmask.coco.CocoDetection;
import dev.quantmask.coco.CocoImage;
import dev.quantmask.coco.json.CocoFormatException;
import dev.quantmask.coco.mask.CocoBox;
import dev.quantmask.coco.mask.CompressedRunLengths;
import dev.quantmask.coco.mask.Polygons;
import dev.quantmask.coco.mask.Rle;
import dev.quantmask.coco.scoring.CocoScorer;
import dev.quantmask.coco.scoring.CocoScores;
import dev.quantmask.coco.scoring.IouType;
import dev.quantmask.coco.scoring.ScoringInput;
import dev.quantmask.coco.scoring.ScoringOptions;
import java.util.ArrayList;
import java.util.List;
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

/** A tenth of COCO's validation set, from memory: 500 images, 80 classes, 12,600 detections. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
@State(Scope.Benchmark)
public class ScoringBenchmark {
  private static final int IMAGES = 500;
  private static final int CLASSES = 80;
  private static final int OBJECTS = 3_600;
  private static final int DETECTIONS = 12_600;
  private static final int HEIGHT = 480;
  private static final int WIDTH = 640;

  @Param IouType type;

  private CocoDataset dataset;
  private final List<CocoDetection> detections = new ArrayList<>();

  @Setup
  public void generate() {
    Random random = new Random(2017);
    List<CocoImage> images = new ArrayList<>();
    for (int i = 0; i < IMAGES; i++) {
      images.add(new CocoImage(i, i + ".jpg", WIDTH, HEIGHT));
    }
    List<CocoCategory> categories = new ArrayList<>();
    for (int k = 0; k < CLASSES; k++) {
      categories.add(new CocoCategory(k, "class " + k));
    }
    List<CocoAnnotation> objects = new ArrayList<>();
    for (int i = 0; i < OBJECTS; i++) {
      CocoBox box =
          new CocoBox(
              400 * random.nextDouble(),
              300 * random.nextDouble(),
              10 + 200 * random.nextDouble(),
              10 + 150 * random.nextDouble());
      Polygons outline = new Polygons(List.of(ellipse(box)));
      objects.add(
          new CocoAnnotation(
              i + 1,
              random.nextInt(IMAGES),
              random.nextInt(CLASSES),
              outline,
              box.area(),
              box,
              random.nextInt(100) == 0));
    }
    dataset = new CocoDataset(images, categories, objects);
    for (int i = 0; i < DETECTIONS; i++) {
      CocoAnnotation object = objects.get(random.nextInt(OBJECTS));
      CocoBox box =
          new CocoBox(
              object.box().x() + 10 * random.nextGaussian(),
              object.box().y() + 10 * random.nextGaussian(),
              object.box().width(),
              object.box().height());
      Rle mask = Rle.fromPolygons(HEIGHT, WIDTH, List.of(ellipse(box)));
      detections.add(
          new CocoDetection(
              object.imageId(),
              object.categoryId(),
              box,
              CompressedRunLengths.of(mask),
              random.nextDouble()));
    }
  }

  private static double[] ellipse(CocoBox box) {
    double[] corners = new double[60];
    for (int i = 0; i < corners.length; i += 2) {
      double angle = 2 * Math.PI * i / corners.length;
      corners[i] = box.x() + box.width() / 2 * (1 + Math.cos(angle));
      corners[i + 1] = box.y() + box.height() / 2 * (1 + Math.sin(angle));
    }
    return corners;
  }

  @Benchmark
  public CocoScores score() throws CocoFormatException {
    return CocoScorer.score(ScoringInput.of(dataset, detections), ScoringOptions.of(type));
  }
}
