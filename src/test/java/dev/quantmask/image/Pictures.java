package dev.quantmask.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.zip.InflaterInputStream;

/** The pictures of {@code test-data/decoder} and how Pillow decodes them. */
final class Pictures {
  private static final Path FOLDER = Path.of("test-data/decoder");
  private static final JsonNode EXPECTED = read();

  private Pictures() {}

  static List<String> names() {
    return EXPECTED.properties().stream().map(entry -> entry.getKey()).toList();
  }

  static byte[] bytes(String name) {
    try {
      return Files.readAllBytes(FOLDER.resolve("pictures").resolve(name));
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  static RgbImage expected(String name) {
    JsonNode picture = EXPECTED.get(name);
    byte[] compressed = Base64.getDecoder().decode(picture.get("rgb").asText());
    try (var rgb = new InflaterInputStream(new ByteArrayInputStream(compressed))) {
      return new RgbImage(
          picture.get("width").asInt(), picture.get("height").asInt(), rgb.readAllBytes());
    } catch (IOException damaged) {
      throw new UncheckedIOException(damaged);
    }
  }

  private static JsonNode read() {
    try {
      return new ObjectMapper().readTree(FOLDER.resolve("expected.json").toFile());
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }
}
