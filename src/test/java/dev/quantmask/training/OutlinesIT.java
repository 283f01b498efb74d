package dev.quantmask.training;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.engine.TestModule;
import dev.quantmask.model.quantization.Scheme;
import dev.quantmask.pytorch.archive.ScriptModule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Masks drawn from outlines are, to the pixel, those of Detectron2's own function. */
class OutlinesIT {
  private static JsonNode cases;
  private static TestModule functions;

  @BeforeAll
  static void load(@TempDir Path directory) throws Exception {
    cases = new ObjectMapper().readTree(Path.of("test-data/training/outlines.json").toFile());
    functions =
        TestModule.load(
            directory.resolve("functions.pt"),
            Scheme.FP32,
            new ScriptModule("__torch__.outline_functions.OutlineFunctions").set("training", false),
            "outlines.py");
  }

  @AfterAll
  static void close() {
    functions.close();
  }

  @Test
  void masksAreThoseOfDetectron2() {
    assertThat(cases).hasSize(240);
    for (int i = 0; i < cases.size(); i++) {
      assertThat(draw(List.of(cases.get(i))).get(0))
          .as("case %d", i)
          .isEqualTo(cases.get(i).get("mask").asText());
    }
  }

  @Test
  void manyObjectsAreDrawnAtOnce() {
    List<JsonNode> some = new ArrayList<>();
    cases.forEach(one -> some.add(one));
    some.removeIf(one -> one.get("side").asInt() != 28);
    assertThat(some).hasSize(180);

    assertThat(draw(some)).isEqualTo(some.stream().map(one -> one.get("mask").asText()).toList());
  }

  /** Returns the bits of the masks of objects, each in a box of its own. */
  private static List<String> draw(List<JsonNode> objects) {
    List<double[]> edges = new ArrayList<>();
    float[] boxes = new float[objects.size() * 4];
    long[] matched = new long[objects.size()];
    for (int i = 0; i < objects.size(); i++) {
      addEdges(i, objects.get(i).get("rings"), edges);
      for (int k = 0; k < 4; k++) {
        boxes[4 * i + k] = (float) objects.get(i).get("box").get(k).asDouble();
      }
      matched[i] = i;
    }
    int side = objects.get(0).get("side").asInt();
    try (NDManager manager = functions.manager().newSubManager()) {
      double[] flat = edges.stream().flatMapToDouble(Arrays::stream).toArray();
      NDArray masks =
          functions.call(
              "rasterize",
              manager.create(flat, new Shape(edges.size(), 6)),
              manager.create(boxes, new Shape(objects.size(), 4)),
              manager.create(matched),
              manager.create((long) side));
      masks.attach(manager);
      float[] values = masks.toFloatArray();
      List<String> bits = new ArrayList<>();
      for (int i = 0; i < objects.size(); i++) {
        byte[] packed = new byte[(side * side + 7) / 8];
        for (int pixel = 0; pixel < side * side; pixel++) {
          if (values[i * side * side + pixel] == 1) {
            packed[pixel / 8] |= (byte) (0x80 >> pixel % 8);
          }
        }
        bits.add(HexFormat.of().formatHex(packed));
      }
      return bits;
    }
  }

  private static void addEdges(int object, JsonNode rings, List<double[]> edges) {
    for (int number = 0; number < rings.size(); number++) {
      JsonNode ring = rings.get(number);
      for (int i = 0; i < ring.size(); i += 2) {
        int next = (i + 2) % ring.size();
        edges.add(
            new double[] {
              object,
              number,
              ring.get(i).asDouble(),
              ring.get(i + 1).asDouble(),
              ring.get(next).asDouble(),
              ring.get(next + 1).asDouble()
            });
      }
    }
  }
}
