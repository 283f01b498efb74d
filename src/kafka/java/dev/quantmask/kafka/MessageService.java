package dev.quantmask.kafka;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.detection.output.DetectionResponse;
import dev.quantmask.image.ImageException;
import dev.quantmask.remote.RemoteException;
import dev.quantmask.server.config.ServerSettings;
import dev.quantmask.server.detections.DetectionService;
import dev.quantmask.server.problem.Problem;
import dev.quantmask.server.problem.ProblemMapping;
import dev.quantmask.server.request.DetectRequest;
import dev.quantmask.server.request.EndpointScope;
import dev.quantmask.server.request.RequestContext;
import dev.quantmask.serving.DetectionServer;
import dev.quantmask.serving.ServerLoad;
import dev.quantmask.serving.admission.BodyMemoryPermit;
import dev.quantmask.serving.api.Client;
import dev.quantmask.serving.api.Deadline;
import dev.quantmask.serving.api.OverloadedException;
import dev.quantmask.serving.api.ServingException;
import dev.quantmask.serving.api.ServingLimits;
import java.io.IOException;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Answers a message by the one detection server: with detections, or with what is wrong with it.
 */
final class MessageService {
  /** What metrics call this way to the server. */
  private static final String LABEL = "kafka";

  private final DetectionServer server;
  private final DetectionService service;
  private final ServerSettings settings;
  private final ReferencedImages references;
  private final Patience patience;
  private final ObjectMapper mapper;

  MessageService(
      DetectionServer server,
      DetectionService service,
      ServerSettings settings,
      ReferencedImages references,
      Patience patience,
      ObjectMapper mapper) {
    this.server = server;
    this.service = service;
    this.settings = settings;
    this.references = references;
    this.patience = patience;
    this.mapper = mapper;
  }

  /**
   * Answers a message, however long it takes.
   *
   * @throws StoppedException when the service ends before
   */
  Answer answer(ConsumerRecord<byte[], byte[]> message) {
    try (EndpointScope scope = EndpointScope.enter(LABEL)) {
      return detections(message);
    } catch (StoppedException e) {
      throw e;
    } catch (RemoteException e) {
      return Answer.deadLetter(message, new Problem(502, "dataref: " + e.getMessage()));
    } catch (ImageException | ServingException | IOException | RuntimeException e) {
      return Answer.deadLetter(message, ProblemMapping.of(e));
    }
  }

  private Answer detections(ConsumerRecord<byte[], byte[]> message)
      throws ImageException, ServingException, IOException {
    service.checkSize(message.value() == null ? 0 : message.value().length);
    ImageMessage image = withData(ImageMessage.of(message, mapper));
    DetectRequest request = image.request(mapper);
    return Answer.of(image, patience.repeat(() -> detect(request)), mapper);
  }

  private ImageMessage withData(ImageMessage message)
      throws ImageException, ServingException, RemoteException {
    if (message.reference().isEmpty()) {
      return message;
    }
    String reference = message.reference().get();
    return message.with(patience.repeat(() -> references.read(reference)));
  }

  private DetectionResponse detect(DetectRequest request) throws ImageException, ServingException {
    requireRoom();
    try (BodyMemoryPermit permit = server.admitBody(request.image().length)) {
      Deadline deadline = Deadline.in(settings.timeout());
      return service.detect(request, new RequestContext(deadline, Client.PATIENT, permit));
    }
  }

  /** Looks before the server refuses: a message that waits is no request that was refused. */
  private void requireRoom() throws OverloadedException {
    ServerLoad load = server.load();
    ServingLimits limits = server.limits();
    if (load.requests() >= limits.workers() + limits.waiting()) {
      throw new OverloadedException("the request queue is full", Duration.ZERO);
    }
  }
}
