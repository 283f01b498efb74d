package dev.quantmask.detection.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.engine.TestModule;
import dev.quantmask.model.config.Framework;
import dev.quantmask.model.config.TestLayers;
import dev.quantmask.model.quantization.Scheme;
import dev.quantmask.pytorch.archive.ScriptModule;
import dev.quantmask.text.Text;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Single functions of the network against torchvision's, Pillow's and plain Java's answers. */
class NetworkFunctionsIT {
  private static JsonNode torchvision;
  private static TestModule functions;

  @BeforeAll
  static void load(@TempDir Path directory) throws Exception {
    torchvision =
        new ObjectMapper().readTree(Path.of("test-data/torchvision/torchvision_ops.json").toFile());
    functions = module(directory.resolve("functions.pt"), 800, 1333);
  }

  @AfterAll
  static void close() {
    functions.close();
  }

  private static TestModule module(Path archive, int minSize, int maxSize) throws Exception {
    return TestModule.load(
        archive,
        Scheme.FP32,
        new ScriptModule("__torch__.functions.Functions")
            .set("training", false)
            .set("detectron2", TestLayers.preprocess(Framework.DETECTRON2, minSize, maxSize))
            .set("torchvision", TestLayers.preprocess(Framework.TORCHVISION, minSize, maxSize))
            .set("detectron2_pooler", TestLayers.pooler(Framework.DETECTRON2))
            .set("torchvision_pooler", TestLayers.pooler(Framework.TORCHVISION)));
  }

  @Test
  void roiAlignAtOverAndOutsideOfTheEdges() {
    JsonNode align = torchvision.get("align");
    try (NDManager manager = functions.manager().newSubManager()) {
      NDArray feature = array(manager, align.get("feature")).expandDims(0);
      NDArray boxes = array(manager, align.get("boxes"));
      for (JsonNode output : align.get("outputs")) {
        long[] numbers = {
          4,
          output.get("output_size").intValue(),
          output.get("sampling_ratio").intValue(),
          output.get("aligned").booleanValue() ? 1 : 0
        };
        NDArray chosen = boxes.get("0:" + output.get("boxes").intValue());
        NDArray found = functions.call("align", feature, chosen, manager.create(numbers));

        assertThat(found.toFloatArray())
            .as(Arrays.toString(numbers))
            .containsExactly(floats(output.get("output")), within(1e-5f));
      }
    }
  }

  @Test
  void anEmptyBoxOfDetectron2HasNoFeatures() {
    try (NDManager manager = functions.manager().newSubManager()) {
      NDArray feature = manager.ones(new Shape(1, 2, 8, 8));
      NDArray boxes = manager.create(new float[] {32, 4, 32, 20, 9, 9, 9, 9}, new Shape(2, 4));
      NDArray numbers = manager.create(new long[] {4, 2, 0, 1});

      assertThat(functions.call("align", feature, boxes, numbers).toFloatArray())
          .hasSize(16)
          .containsOnly(0f);
    }
  }

  @Test
  void levelOfABox() {
    JsonNode levels = torchvision.get("levels");
    float[] sides = floats(levels.get("sides"));
    float[] corners = new float[sides.length * 4];
    for (int i = 0; i < sides.length; i++) {
      corners[4 * i + 2] = sides[i];
      corners[4 * i + 3] = sides[i];
    }
    try (NDManager manager = functions.manager().newSubManager()) {
      NDArray boxes = manager.create(corners, new Shape(sides.length, 4));
      long[] found = functions.call("levels", boxes).add(2L).toLongArray();

      assertThat(Arrays.copyOf(found, sides.length)).isEqualTo(longs(levels.get("detectron2")));
      assertThat(Arrays.copyOfRange(found, sides.length, found.length))
          .isEqualTo(longs(levels.get("torchvision")));
    }
  }

  @Test
  void anchorsInTheOrderRowColumnShape() {
    JsonNode anchors = torchvision.get("anchors");
    try (NDManager manager = functions.manager().newSubManager()) {
      NDArray cells = array(manager, anchors.get("cell_anchors"));
      for (JsonNode example : anchors.get("cases")) {
        for (int level = 0; level < 5; level++) {
          long rows = example.get("grids").get(level).get(0).longValue();
          long columns = example.get("grids").get(level).get(1).longValue();
          long strideY = example.get("padded").get(0).longValue() / rows;
          long strideX = example.get("padded").get(1).longValue() / columns;
          JsonNode expected = example.get("first_and_last_six").get(level);
          long count = 3 * rows * columns;
          long first = expected.get("first").size();
          NDArray numbers = manager.create(new long[] {columns, strideY, strideX});
          NDArray cell = cells.get(level);

          NDArray start = manager.create(LongStream.range(0, first).toArray());
          assertThat(functions.call("anchors", start, cell, numbers).toFloatArray())
              .isEqualTo(floats(expected.get("first")));
          NDArray end = manager.create(LongStream.range(count - first, count).toArray());
          assertThat(functions.call("anchors", end, cell, numbers).toFloatArray())
              .isEqualTo(floats(expected.get("last")));
        }
      }
    }
  }

  /** Box regression with large, negative and absurd growth, compared with doubles. */
  @Test
  void boxesAreDecoded() {
    Random random = new Random(5);
    float[] boxes = randomBoxes(random, 200);
    float[] deltas = new float[boxes.length];
    for (int i = 0; i < deltas.length; i++) {
      deltas[i] = (float) random.nextGaussian() * (i % 50 == 2 ? 100 : 2);
    }
    double[] weights = {10, 9, 5, 4};
    float[] expected = new float[boxes.length];
    for (int i = 0; i < boxes.length; i += 4) {
      for (int axis = 0; axis < 2; axis++) {
        double extent = (double) boxes[i + 2 + axis] - boxes[i + axis];
        double center = boxes[i + axis] + extent / 2 + deltas[i + axis] / weights[axis] * extent;
        double growth = Math.min(deltas[i + 2 + axis] / weights[2 + axis], Math.log(1000.0 / 16));
        expected[i + axis] = (float) (center - Math.exp(growth) * extent / 2);
        expected[i + 2 + axis] = (float) (center + Math.exp(growth) * extent / 2);
      }
    }
    try (NDManager manager = functions.manager().newSubManager()) {
      Shape shape = new Shape(boxes.length / 4, 4);
      float[] found =
          functions
              .call(
                  "decode",
                  manager.create(deltas, shape),
                  manager.create(boxes, shape),
                  manager.create(new float[] {10, 9, 5, 4}))
              .toFloatArray();

      for (int i = 0; i < found.length; i++) {
        assertThat(found[i]).isCloseTo(expected[i], within(1e-3f + Math.abs(expected[i]) * 1e-5f));
      }
    }
  }

  @Test
  void suppressionIsTheGreedyOne() {
    Random random = new Random(3);
    for (int count : new int[] {0, 1, 2, 100, 1023, 1024, 1025, 3000}) {
      for (int groupCount : new int[] {1, 4}) {
        float[] boxes = randomBoxes(random, count);
        long[] groups = new long[count];
        Arrays.setAll(groups, i -> random.nextInt(groupCount));
        float threshold = count % 2 == 0 ? 0.5f : 0.3f;
        try (NDManager manager = functions.manager().newSubManager()) {
          long[] found =
              functions
                  .call(
                      "suppress",
                      manager.create(boxes, new Shape(count, 4)),
                      manager.create(groups, new Shape(count)),
                      manager.create(threshold))
                  .toLongArray();

          assertThat(found)
              .as("%d boxes in %d groups", count, groupCount)
              .isEqualTo(greedy(boxes, groups, threshold));
        }
      }
    }
  }

  /** Boxes of which some are the same, some empty, some touch. */
  private static float[] randomBoxes(Random random, int count) {
    float[] boxes = new float[count * 4];
    for (int i = 0; i < count; i++) {
      if (i > 10 && random.nextInt(10) == 0) {
        System.arraycopy(boxes, 4 * random.nextInt(i), boxes, 4 * i, 4);
        continue;
      }
      boolean empty = random.nextInt(15) == 0;
      boxes[4 * i] = random.nextInt(200);
      boxes[4 * i + 1] = random.nextInt(200);
      boxes[4 * i + 2] = boxes[4 * i] + (empty ? 0 : 1 + random.nextInt(80));
      boxes[4 * i + 3] = boxes[4 * i + 1] + (empty ? 0 : random.nextFloat() * 80);
    }
    return boxes;
  }

  /** As torchvision's nms: in float, an overlap of 0/0 suppresses nothing. */
  private static long[] greedy(float[] boxes, long[] groups, float threshold) {
    boolean[] suppressed = new boolean[groups.length];
    long[] kept = new long[groups.length];
    int count = 0;
    for (int i = 0; i < groups.length; i++) {
      if (suppressed[i]) {
        continue;
      }
      kept[count++] = i;
      for (int j = i + 1; j < groups.length; j++) {
        suppressed[j] |= groups[i] == groups[j] && overlap(boxes, 4 * i, 4 * j) > threshold;
      }
    }
    return Arrays.copyOf(kept, count);
  }

  private static float overlap(float[] boxes, int a, int b) {
    float width = Math.min(boxes[a + 2], boxes[b + 2]) - Math.max(boxes[a], boxes[b]);
    float height = Math.min(boxes[a + 3], boxes[b + 3]) - Math.max(boxes[a + 1], boxes[b + 1]);
    float intersection = Math.max(width, 0) * Math.max(height, 0);
    float areaA = (boxes[a + 2] - boxes[a]) * (boxes[a + 3] - boxes[a + 1]);
    float areaB = (boxes[b + 2] - boxes[b]) * (boxes[b + 3] - boxes[b + 1]);
    return intersection / (areaA + areaB - intersection);
  }

  @Test
  void resizeIsPillowsBitForBit() throws Exception {
    JsonNode cases = new ObjectMapper().readTree(Path.of("test-data/pillow/resize.json").toFile());
    assertThat(cases).hasSize(13);
    try (NDManager manager = functions.manager().newSubManager()) {
      for (JsonNode example : cases) {
        long[] size = longs(example.get("size"));
        byte[] pixels = Base64.getDecoder().decode(example.get("pixels").textValue());
        NDArray image =
            manager.create(ByteBuffer.wrap(pixels), new Shape(size[0], size[1], 3), DataType.UINT8);
        NDArray target = manager.create(longs(example.get("target")));

        assertThat(functions.call("resize", image, target).toByteArray())
            .as("%s to %s", example.get("size"), example.get("target"))
            .isEqualTo(Base64.getDecoder().decode(example.get("resized").textValue()));
      }
    }
  }

  @Test
  void sizesOfTorchvision() {
    for (JsonNode example : torchvision.get("transform").get("sizes_for_800_1333")) {
      assertThat(target("torchvision_sizes", longs(example.get("size"))))
          .as(example.get("size").toString())
          .containsExactly(longs(example.get("resized")));
    }
  }

  /** ResizeShortestEdge.get_output_shape(height, width, 800, 1333) of Detectron2. */
  @Test
  void sizesOfDetectron2() {
    assertThat(target("detectron2_sizes", 480, 640)).containsExactly(800, 1067);
    assertThat(target("detectron2_sizes", 640, 480)).containsExactly(1067, 800);
    assertThat(target("detectron2_sizes", 600, 1000)).containsExactly(800, 1333);
    assertThat(target("detectron2_sizes", 375, 1242)).containsExactly(402, 1333);
    assertThat(target("detectron2_sizes", 1080, 1920)).containsExactly(750, 1333);
    assertThat(target("detectron2_sizes", 801, 801)).containsExactly(800, 800);
    assertThat(target("detectron2_sizes", 2, 3)).containsExactly(800, 1200);
    assertThat(target("detectron2_sizes", 20, 3000)).containsExactly(9, 1333);
  }

  /** Detectron2 and torchvision fail where a side would vanish; here it stays one pixel. */
  @Test
  void noSideVanishes() {
    for (String method : new String[] {"detectron2_sizes", "torchvision_sizes"}) {
      assertThat(target(method, 1, 9000)).containsExactly(1, 1333);
      assertThat(target(method, 9000, 1)).containsExactly(1333, 1);
    }
  }

  private static long[] target(String method, long... size) {
    try (NDManager manager = functions.manager().newSubManager()) {
      return functions.call(method, manager.create(size, new Shape(1, 2))).toLongArray();
    }
  }

  @Test
  void imagesArePreparedAsTorchvisionDoes(@TempDir Path directory) throws Exception {
    for (JsonNode sample : torchvision.get("transform").get("pictures")) {
      int minSize = sample.get("min_size").intValue();
      int maxSize = sample.get("max_size").intValue();
      try (TestModule module = module(directory.resolve("image.pt"), minSize, maxSize);
          NDManager manager = module.manager().newSubManager()) {
        NDArray image = array(manager, sample.get("pixels_hwc")).toType(DataType.UINT8, true);
        NDArray prepared = module.call("preprocess", image).get(0);

        long[] resized = longs(sample.get("resized"));
        assertThat(Arrays.copyOfRange(prepared.getShape().getShape(), 1, 3))
            .isEqualTo(longs(sample.get("padded")));
        NDArray inside = prepared.get(Text.format(":, :%d, :%d", resized[0], resized[1]));
        assertThat(inside.toFloatArray())
            .containsExactly(floats(sample.get("output_chw")), within(2e-5f));
        assertThat(prepared.countNonzero().getLong())
            .as("zeros around it")
            .isEqualTo(inside.countNonzero().getLong());
      }
    }
  }

  private static NDArray array(NDManager manager, JsonNode nested) {
    long[] shape = new long[0];
    for (JsonNode node = nested; node.isArray(); node = node.get(0)) {
      shape = Arrays.copyOf(shape, shape.length + 1);
      shape[shape.length - 1] = node.size();
    }
    return manager.create(floats(nested), new Shape(shape));
  }

  private static float[] floats(JsonNode nested) {
    if (!nested.get(0).isArray()) {
      float[] values = new float[nested.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = nested.get(i).floatValue();
      }
      return values;
    }
    float[] all = new float[0];
    for (JsonNode node : nested) {
      float[] part = floats(node);
      int end = all.length;
      all = Arrays.copyOf(all, end + part.length);
      System.arraycopy(part, 0, all, end, part.length);
    }
    return all;
  }

  private static long[] longs(JsonNode list) {
    return new ObjectMapper().convertValue(list, long[].class);
  }
}
