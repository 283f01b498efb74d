package dev.quantmask.dataset.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
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
