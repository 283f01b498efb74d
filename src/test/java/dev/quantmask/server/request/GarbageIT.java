package dev.quantmask.server.request;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.image.ImageDecoder;
import dev.quantmask.image.ImageException;
import dev.quantmask.image.ImageLimits;
import dev.quantmask.testing.Http;
import dev.quantmask.testing.Mutation;
import dev.quantmask.testing.Profiles;
import dev.quantmask.testing.TestImages;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Some seconds of garbage: every request is answered, and as what it is. */
@QuarkusTest
@TestProfile(Profiles.Serving.class)
class GarbageIT {
  private static final int REQUESTS = 400;
  private static final String[] JSON = {
    "{\"image\": \"%s\", \"minScore\": 0.5, \"maxDetections\": 10, \"masks\": \"rle\"}",
    "[[[[{\"a\": [1, 2.5e3, null, true, \"\\u00e4\"]}]]]]",
    "{\"image\": 17, \"image\": {}}"
  };
  private static final String[] QUERIES = {
    "?minScore=-1", "?masks=%00", "?a=b&a=c", "?maxDetections=99999999999", "?=", "?%F0%9F%98%80",
  };

  @Test
  void everyAnswerIsAProblemOrRight() throws Exception {
    List<byte[]> images = images();
    int refused = 0;
    for (int seed = 0; seed < REQUESTS; seed++) {
      Random random = new Random(seed);
      byte[] image = Mutation.of(images.get(random.nextInt(images.size())).clone(), random);
      HttpResponse<byte[]> answer =
          switch (seed % 4) {
            case 0 -> expectAsDecoded(Http.raw(image, ""), image, seed);
            case 1 -> expectAsDecoded(Http.function(image, ""), image, seed);
            case 2 -> Http.raw(noise(random), QUERIES[random.nextInt(QUERIES.length)]);
            default -> json(image, random);
          };
      if (answer.statusCode() != 200) {
        assertThat(answer.statusCode()).as("seed %d", seed).isBetween(400, 499);
        Http.problem(answer, answer.statusCode());
        refused++;
      }
    }
    assertThat(refused).isBetween(REQUESTS / 2, REQUESTS - 1);
    assertThat(Http.raw(TestImages.png(), "").statusCode()).isEqualTo(200);
    assertThat(Http.send("GET", "/q/health/ready", BodyPublishers.noBody()).statusCode())
        .isEqualTo(200);
  }

  /** 422 is the answer to what the decoder refuses, and to nothing else. */
  private static HttpResponse<byte[]> expectAsDecoded(
      HttpResponse<byte[]> answer, byte[] image, int seed) {
    boolean decodes;
    try {
      ImageDecoder.decode(image, ImageLimits.DEFAULT);
      decodes = true;
    } catch (ImageException damaged) {
      decodes = false;
    }
    assertThat(answer.statusCode()).as("seed %d", seed).isEqualTo(decodes ? 200 : 422);
    return answer;
  }

  private static HttpResponse<byte[]> json(byte[] image, Random random) throws Exception {
    String base64 = Base64.getEncoder().encodeToString(image);
    String text = JSON[random.nextInt(JSON.length)].replace("%s", base64);
    byte[] body = Mutation.of(text.getBytes(ISO_8859_1), random);
    return Http.send(
        "POST", "/detect", BodyPublishers.ofByteArray(body), "Content-Type", "application/json");
  }

  private static byte[] noise(Random random) {
    byte[] bytes = new byte[1 + random.nextInt(2_000)];
    random.nextBytes(bytes);
    return bytes;
  }

  private static List<byte[]> images() throws Exception {
    try (Stream<Path> files = Files.list(Path.of("test-data/decoder/images")).sorted()) {
      List<byte[]> images = new java.util.ArrayList<>();
      for (Path file : files.toList()) {
        images.add(Files.readAllBytes(file));
      }
      return images;
    }
  }
}
