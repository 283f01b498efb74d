package dev.quantmask.server.detections;

import dev.quantmask.server.request.DetectRequest;
import dev.quantmask.server.request.RequestContext;
import dev.quantmask.serving.DetectionServer;
import dev.quantmask.serving.api.ClientDisconnectedException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The answers to several images, in their order.
 *
 * @param results of each image
 */
record BatchResponse(List<BatchItemResponse> results) {
  /** One after the other: a batch takes one place in the queue, as anybody does. */
  static BatchResponse of(
      List<Supplier<DetectRequest>> images, RequestContext arrival, DetectionServer server)
      throws ClientDisconnectedException {
    List<BatchItemResponse> results = new ArrayList<>();
    for (Supplier<DetectRequest> image : images) {
      results.add(BatchItemResponse.of(image, arrival, server));
    }
    return new BatchResponse(results);
  }
}
