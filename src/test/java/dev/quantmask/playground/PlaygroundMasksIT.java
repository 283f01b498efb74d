package dev.quantmask.playground;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.coco.mask.Rle;
import dev.quantmask.testing.FakeApi;
import dev.quantmask.testing.Profiles;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Masks as the page reads and outlines them, against pycocotools and {@link Rle}. */
@QuarkusTest
@TestProfile(Profiles.Serving.class)
class PlaygroundMasksIT extends PlaygroundTestBase {
  /** Pixels of the whole image that a mask's window has: "0110…", rows from the top. */
  private static final String DECODED =
      """
      const { decode } = await import("/playground/rle.js");
      return arguments[0].map(({ size: [height, width], counts }) => {
        const window = decode({ size: [height, width], counts });
        const pixels = new Uint8Array(height * width);
        for (let y = 0; y < (window?.height ?? 0); y++) {
          for (let x = 0; x < window.width; x++) {
            pixels[(window.top + y) * width + window.left + x] = window.inside[y * window.width + x];
          }
        }
        return pixels.join("");
      });
      """;

  /** Pixels whose centres lie within the outline. */
  private static final String OUTLINED =
      """
      const { maskOf } = await import("/playground/outline.js");
      const context = new OffscreenCanvas(1, 1).getContext("2d");
      return arguments[0].map((detection) => {
        const [height, width] = detection.size;
        const { path, area } = maskOf(detection);
        let pixels = "";
        for (let y = 0; y < height; y++) {
          for (let x = 0; x < width; x++) {
            pixels += context.isPointInPath(path, x + 0.5, y + 0.5) ? "1" : "0";
          }
        }
        return [pixels, area];
      });
      """;

  private static List<JsonNode> vectors;

  @BeforeAll
  static void readVectors() throws IOException {
    try (var in =
        new GZIPInputStream(Files.newInputStream(Path.of("test-data/coco/rle.json.gz")))) {
      vectors = new ArrayList<>();
      new ObjectMapper().readTree(in).forEach(vectors::add);
    }
  }

  @BeforeEach
  void open() {
    FakeApi.models("only");
    page.open();
  }

  private static Rle rle(JsonNode vector) {
    return Rle.fromCompressed(
        vector.get("height").intValue(),
        vector.get("width").intValue(),
        vector.get("compressed").textValue());
  }

  private static Map<String, Object> mask(Rle rle) {
    return Map.of("size", List.of(rle.height(), rle.width()), "counts", rle.compressed());
  }

  private static String pixels(Rle rle) {
    boolean[] inside = rle.decode();
    StringBuilder pixels = new StringBuilder(inside.length);
    for (boolean pixel : inside) {
      pixels.append(pixel ? '1' : '0');
    }
    return pixels.toString();
  }

  private static List<Rle> small() {
    List<Rle> masks =
        vectors.stream()
            .map(PlaygroundMasksIT::rle)
            .filter(rle -> rle.height() * rle.width() <= 4000)
            .toList();
    assertThat(masks).hasSizeGreaterThan(20);
    return masks;
  }

  @Test
  void readsWhatPycocotoolsWrote() {
    assertThat(vectors).hasSizeGreaterThan(50);
    Object counts =
        page.await(
            """
            const { runLengths } = await import("/playground/rle.js");
            return arguments[0].map((text) => runLengths(text).join(" "));
            """,
            vectors.stream().map(vector -> vector.get("compressed").textValue()).toList());
    List<String> expected = new ArrayList<>();
    for (JsonNode vector : vectors) {
      List<String> runs = new ArrayList<>();
      vector.get("counts").forEach(run -> runs.add(run.asText()));
      expected.add(String.join(" ", runs));
    }
    assertThat(counts).isEqualTo(expected);
  }

  @Test
  void decodesTheSamePixels() {
    List<Rle> masks = vectors.stream().map(PlaygroundMasksIT::rle).toList();
    Object decoded = page.await(DECODED, masks.stream().map(PlaygroundMasksIT::mask).toList());
    assertThat(decoded).isEqualTo(masks.stream().map(PlaygroundMasksIT::pixels).toList());
  }

  @Test
  void outlinesHoldTheSamePixels() {
    List<Rle> masks = small();
    List<Object> expected = new ArrayList<>();
    List<Object> asRuns = new ArrayList<>();
    List<Object> asPolygons = new ArrayList<>();
    for (Rle rle : masks) {
      List<Integer> size = List.of(rle.height(), rle.width());
      expected.add(List.of(pixels(rle), rle.area()));
      asRuns.add(Map.of("size", size, "mask", mask(rle)));
      asPolygons.add(
          Map.of("size", size, "polygons", rle.toPolygons().stream().map(this::list).toList()));
    }
    assertThat(page.await(OUTLINED, asRuns)).isEqualTo(expected);
    assertThat(page.await(OUTLINED, asPolygons)).isEqualTo(expected);
  }

  private List<Integer> list(int[] numbers) {
    return Arrays.stream(numbers).boxed().toList();
  }

  @Test
  void brokenRunLengthsAreRefused() {
    Object messages =
        page.await(
            """
            const { decode } = await import("/playground/rle.js");
            return arguments[0].map((counts) => {
              try {
                return String(decode({ size: [2, 2], counts }));
              } catch (failure) {
                return failure.message;
              }
            });
            """,
            List.of("1", "!", "P"));
    assertThat(messages)
        .isEqualTo(
            List.of(
                "Run lengths: expected 2 x 2 = 4 pixels, found 1",
                "Run lengths, character 0: expected a run, found \"!\"",
                "Run lengths, character 1: expected a run, found \"the end\""));
  }
}
