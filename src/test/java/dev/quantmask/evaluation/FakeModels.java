package dev.quantmask.evaluation;

import dev.quantmask.coco.CocoAnnotation;
import dev.quantmask.coco.CocoCategory;
import dev.quantmask.coco.CocoDataset;
import dev.quantmask.coco.CocoImage;
import dev.quantmask.coco.CocoWriter;
import dev.quantmask.coco.mask.CocoBox;
import dev.quantmask.coco.mask.CompressedRunLengths;
import dev.quantmask.coco.mask.Rle;
import dev.quantmask.detection.Detection;
import dev.quantmask.detection.Detections;
import dev.quantmask.detection.Detector;
import dev.quantmask.detection.ModelDescription;
import dev.quantmask.detection.PendingDetections;
import dev.quantmask.detection.Precision;
import dev.quantmask.detection.Timing;
import dev.quantmask.detection.torch.DetectorSettings;
import dev.quantmask.detection.torch.ModelSource;
import dev.quantmask.image.RgbImage;
import dev.quantmask.text.Text;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * Images that know their number (red of the first pixel), with a cat and a dog each, and models
 * that find them a few pixels to the right: as many as the model's file says.
 */
public final class FakeModels {
  static final int SIDE = 64;
  private static final List<String> CLASSES = List.of("cat", "dog");

  /** What was asked of the models since the last look: name and number of the image. */
  public final List<String> calls = new ArrayList<>();

  public final Path annotations;
  public final Path images;
  private final Path folder;
  private int failsAfter = Integer.MAX_VALUE; // calls
  private List<String> classes = CLASSES;

  public FakeModels(Path folder, int count) throws IOException {
    this.folder = folder;
    this.images = Files.createDirectories(folder.resolve("images"));
    this.annotations = folder.resolve("annotations.json");
    List<CocoImage> records = new ArrayList<>();
    List<CocoAnnotation> objects = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      CocoImage image = new CocoImage(500 - i, Text.format("p%d.png", i), SIDE, SIDE);
      records.add(image);
      writeImage(images.resolve(image.fileName()), i);
      for (int k = 0; k < CLASSES.size(); k++) {
        CocoBox box = box(i, k, 0);
        Rle mask = Rle.fromBox(SIDE, SIDE, box);
        objects.add(
            new CocoAnnotation(
                objects.size() + 1,
                image.id(),
                10 + k,
                CompressedRunLengths.of(mask),
                mask.area(),
                box,
                false));
      }
    }
    List<CocoCategory> categories =
        List.of(new CocoCategory(11, "dog"), new CocoCategory(10, "cat"));
    CocoWriter.write(annotations, new CocoDataset(records, categories, objects));
  }

  private static void writeImage(Path file, int number) throws IOException {
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, number << 16);
    ImageIO.write(image, "png", file.toFile());
  }

  private static CocoBox box(int image, int classId, int shift) {
    return new CocoBox(2 + image % 5 + shift, 4 + 30 * classId, 20, 24 - image % 3);
  }

  /** A model that is so many pixels off in every third image. */
  public Path model(String name, int shift) throws IOException {
    return Files.writeString(folder.resolve(name + ".pt"), Integer.toString(shift));
  }

  /** From then on a call fails, as if the process were killed. */
  void failAfter(int furtherCalls) {
    failsAfter = calls.size() + furtherCalls;
  }

  void setClasses(String... names) {
    classes = List.of(names);
  }

  List<String> takeCalls() {
    List<String> taken = List.copyOf(calls);
    calls.clear();
    failsAfter = Integer.MAX_VALUE;
    return taken;
  }

  public Detector open(DetectorSettings settings) throws IOException {
    Path file = ((ModelSource.File) settings.source()).path();
    String name = file.getFileName().toString().replace(".pt", "");
    return new Shifted(name, Integer.parseInt(Files.readString(file)));
  }

  /** Finds both animals; takes 10 ms, a millisecond more an image, and less if it is off. */
  private final class Shifted implements Detector {
    private final String name;
    private final int shift;

    Shifted(String name, int shift) {
      this.name = name;
      this.shift = shift;
    }

    @Override
    public ModelDescription model() {
      return new ModelDescription(name, "fp32", Precision.FP32, "cpu", "00ff", classes);
    }

    @Override
    public List<PendingDetections> infer(List<RgbImage> images) {
      return images.stream().<PendingDetections>map(image -> options -> found(image)).toList();
    }

    private Detections found(RgbImage pixels) {
      if (calls.size() >= failsAfter) {
        throw new IllegalStateException("killed");
      }
      int number = pixels.pixels()[0];
      calls.add(name + number);
      int own = number % 3 == 1 ? shift : 0;
      List<Detection> found = new ArrayList<>();
      for (int k = 0; k < classes.size(); k++) {
        CocoBox box = box(number, k, own);
        Detection.Box corners =
            new Detection.Box(
                (float) box.x(),
                (float) box.y(),
                (float) (box.x() + box.width()),
                (float) (box.y() + box.height()));
        float score = 0.9f - 0.01f * number - 0.3f * k;
        found.add(new Detection(k, classes.get(k), score, corners, Rle.fromBox(SIDE, SIDE, box)));
      }
      double inference = (10.0 + number) / (shift + 1);
      return new Detections(SIDE, SIDE, found, new Timing(0, 0, 0, inference, 1, 0, false));
    }

    @Override
    public void close() {
      // Nothing is held.
    }
  }
}
