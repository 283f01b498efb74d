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
import java.util.stream.Stream;
import java.util.zip.InflaterInputStream;

/** The images of {@code test-data/decoder} and how Pillow decodes them. */
final class DecoderImages {
  private static final Path FOLDER = Path.of("test-data/decoder");
  private static final JsonNode EXPECTED = read("expected.json");
  private static final JsonNode WEBP = read("webp.json");

  private DecoderImages() {}

  static List<String> names() {
    return EXPECTED.properties().stream().map(entry -> entry.getKey()).toList();
  }

  static List<String> webPNames() {
    return WEBP.properties().stream().map(entry -> entry.getKey()).toList();
  }

  static JsonNode webP(String name) {
    return WEBP.get(name);
  }

  /** All images, those of WebP included that are damaged already. */
  static Stream<byte[]> all() {
    return Stream.concat(
        names().stream().map(DecoderImages::bytes),
        webPNames().stream().map(DecoderImages::webPBytes));
  }

  static byte[] webPBytes(String name) {
    return Base64.getDecoder().decode(webP(name).get("webp").asText());
  }

  static byte[] bytes(String name) {
    try {
      return Files.readAllBytes(FOLDER.resolve("images").resolve(name));
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  static RgbImage expected(String name) {
    JsonNode image = EXPECTED.get(name);
    byte[] compressed = Base64.getDecoder().decode(image.get("rgb").asText());
    try (var rgb = new InflaterInputStream(new ByteArrayInputStream(compressed))) {
      return new RgbImage(
          image.get("width").asInt(), image.get("height").asInt(), rgb.readAllBytes());
    } catch (IOException damaged) {
      throw new UncheckedIOException(damaged);
    }
  }

  private static JsonNode read(String name) {
    try {
      return new ObjectMapper().readTree(FOLDER.resolve(name).toFile());
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }
}
