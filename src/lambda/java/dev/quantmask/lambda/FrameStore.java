package dev.quantmask.lambda;

import dev.quantmask.server.detections.DetectionService;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** Frames and detections in S3. Where it is, and who asks, the SDK takes from its environment. */
@Singleton
final class FrameStore {
  private final DetectionService service;
  private S3Client client;

  FrameStore(DetectionService service) {
    this.service = service;
  }

  /** Not at the start: most invocations do not need it. */
  private synchronized S3Client client() {
    if (client == null) {
      client = S3Client.builder().httpClientBuilder(UrlConnectionHttpClient.builder()).build();
    }
    return client;
  }

  /** The bytes of a frame, if they are no more than a request may have. */
  byte[] read(Frame frame, Duration timeout) throws IOException {
    try (ResponseInputStream<GetObjectResponse> object =
        client()
            .getObject(
                request ->
                    request
                        .bucket(frame.bucket())
                        .key(frame.key())
                        .overrideConfiguration(call -> call.apiCallTimeout(timeout)))) {
      try {
        service.checkSize(object.response().contentLength());
      } catch (RuntimeException e) {
        object.abort(); // not to read the rest of it
        throw e;
      }
      return object.readAllBytes();
    }
  }

  /** An object appears complete or not at all. */
  void write(String bucket, String key, byte[] json, Duration timeout) {
    client()
        .putObject(
            request ->
                request
                    .bucket(bucket)
                    .key(key)
                    .contentType("application/json")
                    .overrideConfiguration(call -> call.apiCallTimeout(timeout)),
            RequestBody.fromBytes(json));
  }

  @PreDestroy
  synchronized void close() {
    if (client != null) {
      client.close();
    }
  }
}
