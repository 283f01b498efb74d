package dev.quantmask.dataset.importing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.coco.CocoAnnotation;
import dev.quantmask.coco.CocoDataset;
import dev.quantmask.coco.CocoImage;
import dev.quantmask.coco.CocoReader;
import dev.quantmask.coco.mask.Rle;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is exported and imported again is the same, as far as the format can say it. */
class ExportRoundTripTest {
  private static final Path FRAMES = Path.of("test-data/frames");

  @TempDir private Path directory;

  private Map<String, List<String>> frames() throws IOException {
    Path coco = directory.resolve("original.json");
    return FormatFixtures.read(
        FormatFixtures.convert(FRAMES.resolve("annotations.json"), FRAMES, "coco", coco).files());
  }

  private Map<String, List<String>> throughFormat(Path in, Path images, String format)
      throws IOException {
    Path out = directory.resolve(format);
    FormatFixtures.convert(in, images, format, out);
    Path back = directory.resolve("back.json");
    return FormatFixtures.read(FormatFixtures.convert(out, null, "coco", back).files());
  }

  private static Map<String, List<String>> below(String folder, Map<String, List<String>> images) {
    Map<String, List<String>> moved = new TreeMap<>();
    images.forEach((name, objects) -> moved.put(folder + name, objects));
    return moved;
  }

  @Test
  void yoloKeepsMasksOfFrames() throws IOException {
    Map<String, List<String>> original = frames();
    assertThat(original).hasSize(200);
    assertThat(throughFormat(FRAMES.resolve("annotations.json"), FRAMES, "yolo"))
        .isEqualTo(below("images/", original));
  }

  /** Its masks show what can be seen, so that no object lies over another one. */
  @Test
  void vocKeepsMasksOfFrames() throws IOException {
    Map<String, List<String>> original = frames();
    assertThat(throughFormat(FRAMES.resolve("annotations.json"), FRAMES, "voc"))
        .isEqualTo(below("JPEGImages/", original));
  }

  @Test
  void vocKeepsWhatLiesOnTop() throws IOException {
    Path coco = RandomCoco.write(directory.resolve("random"), new Random(6));
    CocoDataset random = CocoReader.read(coco);
    Map<String, List<String>> visible = new TreeMap<>();
    for (CocoImage image : random.images()) {
      List<CocoAnnotation> objects =
          random.annotations().stream().filter(one -> one.imageId() == image.id()).toList();
      visible.put("JPEGImages/" + image.fileName(), visible(image, objects, random));
    }
    assertThat(throughFormat(coco, coco.getParent(), "voc")).isEqualTo(visible);
  }

  private static List<String> visible(
      CocoImage image, List<CocoAnnotation> objects, CocoDataset dataset) {
    List<String> texts = new ArrayList<>();
    boolean[] covered = new boolean[image.width() * image.height()];
    for (int i = objects.size() - 1; i >= 0; i--) {
      CocoAnnotation object = objects.get(i);
      boolean[] inside = object.segmentation().toRle(image.height(), image.width()).decode();
      for (int j = 0; j < inside.length; j++) {
        boolean own = inside[j];
        inside[j] &= !covered[j];
        covered[j] |= own;
      }
      Rle mask = Rle.encode(image.height(), image.width(), inside);
      if (mask.area() > 0) {
        String label = dataset.categories().get((int) object.categoryId() - 1).name();
        texts.add(Text.format("%s %d %s", label, mask.area(), mask.compressed()));
      }
    }
    return texts.stream().sorted().toList();
  }

  /** Parts and holes at random, and polygons of several rings that overlap or do not. */
  @Test
  void yoloKeepsAnyMask() throws IOException {
    Path coco = RandomCoco.write(directory.resolve("random"), new Random(5));
    Path images = coco.getParent();
    Map<String, List<String>> original =
        FormatFixtures.read(
            FormatFixtures.convert(coco, images, "coco", directory.resolve("o.json")).files());
    assertThat(throughFormat(coco, images, "yolo")).isEqualTo(below("images/", original));
  }
}
