package dev.quantmask.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quantmask.testing.TestImages;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** Frames that arrive in a bucket of {@link S3Mock}. */
@QuarkusTest
@TestProfile(Profiles.Serving.class)
class FrameEventIT {
  private static final String BUCKET = "games";

  private static S3Client s3;

  @BeforeAll
  static void connect() {
    s3 = S3Client.builder().httpClientBuilder(UrlConnectionHttpClient.builder()).build();
  }

  @AfterAll
  static void disconnect() {
    s3.close();
  }

  private static void put(String key, byte[] bytes) {
    s3.putObject(request -> request.bucket(BUCKET).key(key), RequestBody.fromBytes(bytes));
  }

  private static ResponseBytes<GetObjectResponse> get(String key) {
    return s3.getObjectAsBytes(request -> request.bucket(BUCKET).key(key));
  }

  /** As S3 writes it: keys as in a form. */
  static String event(String... keys) {
    ObjectNode event = Lambda.MAPPER.createObjectNode();
    ArrayNode records = event.putArray("Records");
    for (String key : keys) {
      ObjectNode s3 =
          records
              .addObject()
              .put("eventVersion", "2.1")
              .put("eventSource", "aws:s3")
              .put("eventName", "ObjectCreated:Put")
              .putObject("s3");
      s3.putObject("bucket").put("name", BUCKET);
      s3.putObject("object").put("key", URLEncoder.encode(key, StandardCharsets.UTF_8));
    }
    return event.toString();
  }

  @Test
  void detectionsAreWrittenBesideEachFrame() throws Exception {
    String second = "frames/Grüße aus 100% + mehr.png";
    put("frames/1.png", TestImages.png());
    put(second, TestImages.png(20, 10));

    JsonNode done = Lambda.invoke(event("frames/1.png", second));

    assertThat(done.at("/written").toString())
        .isEqualTo("[\"s3://games/frames/1.png.json\",\"s3://games/" + second + ".json\"]");
    assertThat(done.at("/skipped")).isEmpty();
    assertThat(get("frames/1.png.json").response().contentType()).isEqualTo("application/json");
    JsonNode first = Lambda.MAPPER.readTree(get("frames/1.png.json").asByteArray());
    assertThat(first.get("width").intValue()).isEqualTo(8);
    assertThat(first.get("detections")).hasSize(2);
    JsonNode other = Lambda.MAPPER.readTree(get(second + ".json").asByteArray());
    assertThat(other.get("width").intValue()).isEqualTo(20);
  }

  @Test
  void whatItHasWrittenItselfIsSkipped() throws Exception {
    put("frames/2.png.json", new byte[] {'{', '}'});
    JsonNode done = Lambda.invoke(event("frames/2.png.json"));
    assertThat(done.toString())
        .isEqualTo("{\"written\":[],\"skipped\":[\"s3://games/frames/2.png.json\"]}");
    assertThatThrownBy(() -> get("frames/2.png.json.json")).isInstanceOf(NoSuchKeyException.class);
  }

  @Test
  void oneThatFailsDoesNotKeepTheOthersFromIt() throws Exception {
    put("frames/3.jpg", TestImages.truncatedJpeg());
    put("frames/4.png", TestImages.png());
    put("frames/5.png", new byte[512 * 1024 + 1]);

    String message =
        Lambda.failure(event("frames/3.jpg", "frames/missing.png", "frames/5.png", "frames/4.png"));

    assertThat(message)
        .startsWith("3 of 4 frames failed: s3://games/frames/3.jpg: ")
        .contains("s3://games/frames/missing.png: The specified key does not exist")
        .contains(
            "s3://games/frames/5.png: the image is too large: expected at most 524288 bytes, found"
                + " 524289");
    assertThat(get("frames/4.png.json").asUtf8String()).contains("\"detections\"");
    assertThatThrownBy(() -> get("frames/3.jpg.json")).isInstanceOf(NoSuchKeyException.class);
  }

  /** Of two events for a key the last one written counts, so each reads what is there now. */
  @Test
  void theVersionOfAnObjectDoesNotMatter() throws Exception {
    put("frames/6.png", TestImages.png());
    JsonNode event = Lambda.tree(event("frames/6.png"));
    ((ObjectNode) event.at("/Records/0/s3/object"))
        .put("versionId", "096fKKXTRTtl3on89fVO.nfljtsv6qko")
        .put("eTag", "d41d8cd98f00b204e9800998ecf8427e")
        .put("sequencer", "0055AED6DCD90281E5");
    assertThat(Lambda.invoke(event.toString()).at("/written")).hasSize(1);
    assertThat(get("frames/6.png.json").asUtf8String()).contains("\"detections\"");
  }

  @Test
  void theTestEventOfABucketIsFine() throws Exception {
    JsonNode done =
        Lambda.invoke(
            "{\"Service\":\"Amazon S3\",\"Event\":\"s3:TestEvent\",\"Bucket\":\"games\"}");
    assertThat(done.toString()).isEqualTo("{\"written\":[],\"skipped\":[]}");
  }
}
