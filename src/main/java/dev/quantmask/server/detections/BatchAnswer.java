package dev.quantmask.server.detections;

import dev.quantmask.server.request.Arrival;
import dev.quantmask.server.request.FunctionInput;
import dev.quantmask.serving.DetectionServer;
import dev.quantmask.serving.api.ClientDisconnectedException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The answers to several pictures, in their order.
 *
 * @param results of each picture
 */
record BatchAnswer(List<PictureAnswer> results) {
  /** One after the other: a batch takes one place in the queue, as anybody does. */
  static BatchAnswer of(
      List<Supplier<FunctionInput>> pictures, Arrival arrival, DetectionServer server)
      throws ClientDisconnectedException {
    List<PictureAnswer> results = new ArrayList<>();
    for (Supplier<FunctionInput> picture : pictures) {
      results.add(PictureAnswer.of(picture, arrival, server));
    }
    return new BatchAnswer(results);
  }
}
