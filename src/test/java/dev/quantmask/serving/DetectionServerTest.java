package dev.quantmask.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quantmask.detection.DetectionOptions;
import dev.quantmask.detection.DetectionResult;
import dev.quantmask.detection.Detector;
import dev.quantmask.detection.FakeDetector;
import dev.quantmask.detection.ModelDescription;
import dev.quantmask.detection.PendingDetections;
import dev.quantmask.detection.Timing;
import dev.quantmask.detection.torch.ModelSource;
import dev.quantmask.image.ImageException;
import dev.quantmask.image.ImageLimits;
import dev.quantmask.image.RgbImage;
import dev.quantmask.serving.api.BatchPolicy;
import dev.quantmask.serving.api.Client;
import dev.quantmask.serving.api.ClientDisconnectedException;
import dev.quantmask.serving.api.Deadline;
import dev.quantmask.serving.api.DeadlineExceededException;
import dev.quantmask.serving.api.DrainingException;
import dev.quantmask.serving.api.GatedDetector;
import dev.quantmask.serving.api.ImageTooLargeException;
import dev.quantmask.serving.api.LeavingClient;
import dev.quantmask.serving.api.ModelUnavailableException;
import dev.quantmask.serving.api.Outcome;
import dev.quantmask.serving.api.OverloadedException;
import dev.quantmask.serving.api.ServingLimits;
import dev.quantmask.serving.api.ServingObserver;
import dev.quantmask.serving.api.UnknownModelException;
import dev.quantmask.serving.model.DetectorLoader;
import dev.quantmask.serving.model.ModelSettings;
import dev.quantmask.serving.model.ModelState;
import dev.quantmask.serving.model.ModelStatus;
import dev.quantmask.serving.model.ModelsSettings;
import dev.quantmask.testing.TestImages;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DetectionServerTest {
  private static final Path ARCHIVE = Path.of("src/main/model/default.pt");
  private static final int PIXELS = 100;
  private static final int IMAGE_BYTES = 3 * PIXELS;
  private static final Duration LONG = Duration.ofMinutes(1);

  @TempDir Path directory;
  private Path archive;
  private final AtomicInteger loads = new AtomicInteger();
  private final ExecutorService clients = Executors.newCachedThreadPool();
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final ServingObserver observer =
      new ServingObserver() {
        @Override
        public void answered(String model, DetectionResult result, double answerMillis) {
          seen.add(model + " ANSWERED " + result.detections().detections().size());
        }

        @Override
        public void refused(String model, Outcome outcome, double totalMillis) {
          seen.add(model + " " + outcome);
        }
      };
  private DetectionServer server;

  @BeforeEach
  void writeArchive() throws IOException {
    archive = directory.resolve("model.pt");
    Files.copy(ARCHIVE, archive);
  }

  @AfterEach
  void close() {
    clients.shutdownNow();
    if (server != null) {
      server.close(Duration.ofMillis(10));
    }
  }

  private DetectionServer server(DetectorLoader loader, int waiting) {
    ModelSource source = new ModelSource.File(archive);
    server =
        new DetectionServer(
            new ServingLimits(
                new ImageLimits(1000, 1000, PIXELS),
                IMAGE_BYTES,
                1,
                waiting,
                1000,
                BatchPolicy.ONE_BY_ONE),
            new ModelsSettings(
                List.of(
                    new ModelSettings("default", source, Optional.empty()),
                    new ModelSettings("other", source, Optional.empty())),
                Duration.ZERO,
                Duration.ZERO),
            given -> {
              loads.incrementAndGet();
              return loader.load(given);
            },
            observer);
    return server;
  }

  private static DetectionRequest request(byte[] bytes, String model, Duration timeout) {
    return new DetectionRequest(
        new DetectionRequest.Encoded(bytes),
        model,
        DetectionOptions.ALL,
        Deadline.in(timeout),
        Client.PATIENT);
  }

  private DetectionResult detect(byte[] bytes) throws Exception {
    return server.detect(request(bytes, null, LONG), Function.identity());
  }

  private DetectionResult detect() throws Exception {
    return detect(TestImages.png());
  }

  @Test
  void onlyTheFirstRequestPaysForTheLoad() throws Exception {
    server(source -> new FakeDetector(), 0);
    Timing first = detect().detections().timing();
    Timing second = detect().detections().timing();

    assertThat(first.coldStart()).isTrue();
    assertThat(first.load()).isPositive();
    assertThat(second.coldStart()).isFalse();
    assertThat(second.load()).isZero();
    assertThat(second.decode()).isPositive();
    assertThat(second.inference()).isEqualTo(12.34567);
    assertThat(first.total()).isGreaterThanOrEqualTo(first.decode() + first.load() - 1e-6);
    assertThat(loads).hasValue(1);
    assertThat(seen).containsExactly("default ANSWERED 2", "default ANSWERED 2");
  }

  @Test
  void firstRequestsThatArriveTogetherShareOneLoad() throws Exception {
    int requests = 8;
    CountDownLatch release = new CountDownLatch(1);
    server(
        source -> {
          awaitUnchecked(release);
          return new FakeDetector();
        },
        requests);
    List<Future<DetectionResult>> answers = new ArrayList<>();
    // Of images of 8 x 6 pixels there is memory for two, of these for all.
    byte[] small = TestImages.png(3, 2);
    for (int i = 0; i < requests; i++) {
      answers.add(clients.submit(() -> detect(small)));
    }
    awaitUntil(() -> server.load().pixels() == 6L * requests);
    awaitUntil(() -> server.state() instanceof ModelState.Loading);
    release.countDown();

    int coldStarts = 0;
    for (Future<DetectionResult> answer : answers) {
      Timing timing = answer.get().detections().timing();
      coldStarts += timing.coldStart() ? 1 : 0;
      assertThat(timing.coldStart() ? timing.load() : timing.queue()).isPositive();
    }
    assertThat(coldStarts).isOne();
    assertThat(loads).hasValue(1);
    assertThat(server.load().pixels()).isZero();
    assertThat(server.load().requests()).isZero();
  }

  @Test
  void moreRequestsThanMayWaitAreTurnedAway() throws Exception {
    GatedDetector detector = new GatedDetector();
    server(source -> detector, 0);
    Future<DetectionResult> first = clients.submit(() -> detect());
    detector.started.acquire();
    assertThatThrownBy(this::detect).isInstanceOf(OverloadedException.class);
    assertThatThrownBy(() -> server.admitBody(1)).isInstanceOf(OverloadedException.class);
    detector.mayFinish.release(2);
    first.get();
    assertThat(detect().detections().detections()).hasSize(2);
    assertThat(seen)
        .containsExactly(
            "default OVERLOADED", "unknown OVERLOADED", "default ANSWERED 2", "default ANSWERED 2");
  }

  @Test
  void onlySoManyPixelsAreDecodedAtOnce() throws Exception {
    GatedDetector detector = new GatedDetector();
    server(source -> detector, 10);
    List<Future<DetectionResult>> answers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      answers.add(clients.submit(() -> detect())); // 48 pixels
    }
    detector.started.acquire();
    awaitUntil(() -> server.load().requests() == 4 && server.load().waiting() == 1);
    assertThat(server.load().pixels()).isEqualTo(96);
    assertThat(server.load().running()).isOne();
    detector.mayFinish.release(4);
    for (Future<DetectionResult> answer : answers) {
      answer.get();
    }
    // A worker counts itself free a moment after its answer is there.
    awaitUntil(() -> server.load().equals(new ServerLoad(0, 0, 0, 0, 0, 0)));
  }

  /** Finds what the fake detector finds, once there is memory. */
  private record DetectorShortOfMemory(AtomicBoolean isShort, Detector found) implements Detector {
    DetectorShortOfMemory(AtomicBoolean isShort) {
      this(isShort, new FakeDetector());
    }

    @Override
    public ModelDescription model() {
      return found.model();
    }

    @Override
    public List<PendingDetections> infer(List<RgbImage> images) {
      if (isShort.get()) {
        throw new OutOfMemoryError("Java heap space");
      }
      return found.infer(images);
    }

    @Override
    public void close() {
      found.close();
    }
  }

  @Test
  void anImageForWhichThereIsNoMemoryInTimeIsTurnedAway() throws Exception {
    GatedDetector detector = new GatedDetector();
    server(source -> detector, 10);
    Future<DetectionResult> first = clients.submit(() -> detect());
    Future<DetectionResult> second = clients.submit(() -> detect());
    awaitUntil(() -> server.load().pixels() == 96);
    assertThatThrownBy(
            () ->
                server.detect(
                    request(TestImages.png(), null, Duration.ofMillis(20)), Function.identity()))
        .isInstanceOf(OverloadedException.class)
        .hasMessage("other images take the memory; retry later");
    detector.mayFinish.release(2);
    first.get();
    second.get();
  }

  @Test
  void anImageForWhichThereIsNeverMemoryIsToldSo() throws Exception {
    server(source -> new FakeDetector(), 0);
    DetectionRequest drawn = request(TestImages.png(), null, LONG).answeredWith(4);
    assertThatThrownBy(() -> server.detect(drawn, Function.identity()))
        .isInstanceOf(ImageTooLargeException.class)
        .hasMessageContaining(
            "takes at most 300 bytes until it is answered, found one that takes 336");
    assertThat(seen).containsExactly("default TOO_LARGE");
    assertThat(detect().detections().detections()).hasSize(2);
  }

  @Test
  void memoryThatIsShortIsOverloadAndNoFaultOfTheImage() throws Exception {
    AtomicBoolean isShort = new AtomicBoolean(true);
    server(source -> new DetectorShortOfMemory(isShort), 0);
    assertThatThrownBy(this::detect)
        .isInstanceOf(OverloadedException.class)
        .hasMessage("memory is short; retry later");
    assertThatThrownBy(
            () ->
                server.detect(
                    request(TestImages.png(), null, LONG),
                    result -> {
                      throw new IllegalStateException(new OutOfMemoryError("in the answer"));
                    }))
        .isInstanceOf(OverloadedException.class);
    isShort.set(false);
    assertThat(detect().detections().detections()).hasSize(2);
    assertThat(seen)
        .containsExactly("default OVERLOADED", "default OVERLOADED", "default ANSWERED 2");
  }

  @Test
  void afterAnAnswerNothingHoldsTheImage() throws Exception {
    server(source -> new FakeDetector(), 0);
    LeavingClient client = new LeavingClient();
    WeakReference<RgbImage> image =
        server.detect(
            new DetectionRequest(
                new DetectionRequest.Encoded(TestImages.png()),
                null,
                DetectionOptions.ALL,
                Deadline.in(LONG),
                client),
            result -> new WeakReference<>(result.image()));
    awaitUntil(
        () -> {
          System.gc();
          return image.refersTo(null);
        });
    assertThat(server.load().requests()).isZero();
    client.leave(); // it has been there all the time
  }

  @Test
  void waitingForAWorkerIsQueueTime() throws Exception {
    GatedDetector detector = new GatedDetector();
    server(source -> detector, 1);
    Future<DetectionResult> first = clients.submit(() -> detect());
    detector.started.acquire();
    Future<DetectionResult> second = clients.submit(() -> detect());
    awaitUntil(() -> server.load().waiting() == 1);
    TimeUnit.MILLISECONDS.sleep(100);
    detector.mayFinish.release(2);
    first.get();
    assertThat(second.get().detections().timing().queue()).isBetween(50.0, 5000.0);
  }

  @Test
  void whatTakesTooLongIsNotAnswered() throws Exception {
    GatedDetector detector = new GatedDetector();
    server(source -> detector, 1);
    Future<DetectionResult> late =
        clients.submit(
            () ->
                server.detect(
                    request(TestImages.png(), null, Duration.ofMillis(300)), Function.identity()));
    detector.started.acquire();
    TimeUnit.MILLISECONDS.sleep(350);
    detector.mayFinish.release();
    assertThatThrownBy(late::get).cause().isInstanceOf(DeadlineExceededException.class);
    assertThat(seen).containsExactly("default DEADLINE_EXCEEDED");
  }

  @Test
  void aLoadThatTakesTooLongGoesOn() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    server(
        source -> {
          awaitUnchecked(release);
          return new FakeDetector();
        },
        1);
    assertThatThrownBy(
            () ->
                server.detect(
                    request(TestImages.png(), null, Duration.ofMillis(200)), Function.identity()))
        .isInstanceOf(DeadlineExceededException.class);
    release.countDown();
    assertThat(detect().detections().timing().coldStart()).isFalse();
    assertThat(loads).hasValue(1);
  }

  @Test
  void nothingIsDoneForAClientThatHasDisconnected() {
    server(source -> new FakeDetector(), 0);
    LeavingClient client = new LeavingClient();
    client.leave();
    DetectionRequest request =
        new DetectionRequest(
            new DetectionRequest.Encoded(TestImages.png()),
            null,
            DetectionOptions.ALL,
            Deadline.in(LONG),
            client);
    assertThatThrownBy(() -> server.detect(request, Function.identity()))
        .isInstanceOf(ClientDisconnectedException.class);
    assertThat(loads).hasValue(0);
  }

  @Test
  void modelsAreAskedForByName() throws Exception {
    server(source -> new FakeDetector(), 0);
    server.detect(request(TestImages.png(), "other", LONG), Function.identity());
    assertThat(server.models())
        .extracting(ModelStatus::name, ModelStatus::isDefault, status -> status.state().getClass())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("default", true, ModelState.NotLoaded.class),
            org.assertj.core.groups.Tuple.tuple("other", false, ModelState.Ready.class));
    assertThatThrownBy(
            () -> server.detect(request(TestImages.png(), "x", LONG), Function.identity()))
        .isInstanceOf(UnknownModelException.class)
        .hasMessage("model: expected one of default, other, found \"x\"");
    assertThat(seen).containsExactly("other ANSWERED 2", "unknown UNKNOWN_MODEL");
  }

  @Test
  void pixelsAreTakenAsTheyAre() throws Exception {
    server(source -> new FakeDetector(), 0);
    RgbImage image = new RgbImage(4, 3, new byte[36]);
    DetectionResult result =
        server.detect(
            new DetectionRequest(
                new DetectionRequest.Decoded(image),
                null,
                DetectionOptions.ALL,
                Deadline.in(LONG),
                Client.PATIENT),
            Function.identity());
    assertThat(result.image()).isSameAs(image);
    assertThat(result.detections().timing().decode()).isZero();
  }

  @Test
  void anErrorOfTheLoaderIsAFailureThatTellsNoClassNames() {
    server(
        source -> {
          throw new UnsatisfiedLinkError("libtorch.so in dev.quantmask.Something");
        },
        0);
    assertThatThrownBy(this::detect)
        .isInstanceOf(ModelUnavailableException.class)
        .hasMessage("the model cannot be loaded; the log says why");
  }

  @Test
  void aMissingFileIsKnownBeforeAnybodyAsks() throws Exception {
    Files.delete(archive);
    server(source -> new FakeDetector(), 0);
    String reason = Text.format("model %s: no such file", archive);
    assertThat(server.state()).isEqualTo(new ModelState.Failed(reason));
    assertThatThrownBy(this::detect).hasMessage(reason);
    assertThat(loads).hasValue(0);
  }

  @Test
  void aFileThatIsNoZipIsNotLoaded() throws Exception {
    Files.writeString(archive, "weights");
    server(source -> new FakeDetector(), 0);
    assertThat(server.state())
        .asString()
        .contains(Text.format("model %s: ", archive), "expected the end record of a zip");
  }

  @Test
  void preparingLoadsInTheBackground() throws Exception {
    server(source -> new FakeDetector(), 0);
    assertThat(server.state()).isEqualTo(new ModelState.NotLoaded());
    server.prepare();
    awaitUntil(() -> server.state() instanceof ModelState.Ready);
    assertThat(detect().detections().timing().coldStart()).isFalse();
  }

  @Test
  void aBadImageLoadsNothing() throws Exception {
    server(source -> new FakeDetector(), 0);
    for (byte[] bytes :
        new byte[][] {
          TestImages.textCalledPng(), TestImages.truncatedJpeg(), TestImages.png(11, 10)
        }) {
      assertThatThrownBy(() -> detect(bytes)).isInstanceOf(ImageException.class);
    }
    assertThat(server.state()).isEqualTo(new ModelState.NotLoaded());
    // A worker counts itself free a moment after its answer is there.
    awaitUntil(() -> server.load().equals(new ServerLoad(0, 0, 0, 0, 0, 0)));
    assertThat(seen).hasSize(3).containsOnly("default INVALID_IMAGE");
  }

  @Test
  void aFailingInferenceGivesEverythingBack() throws Exception {
    FakeDetector failing = new FakeDetector();
    failing.close();
    server(source -> failing, 0);
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(this::detect)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("the detector is closed");
    }
    // A worker counts itself free a moment after its answer is there.
    awaitUntil(() -> server.load().equals(new ServerLoad(0, 0, 0, 0, 0, 0)));
  }

  @Test
  void closingFreesTheDetectorAndRefusesRequests() throws Exception {
    FakeDetector detector = new FakeDetector();
    server(source -> detector, 0);
    detect();
    assertThat(server.close(LONG)).isTrue();
    assertThat(server.close(LONG)).isTrue();

    assertThat(detector.closed).isTrue();
    assertThatThrownBy(this::detect).isInstanceOf(DrainingException.class);
  }

  @Test
  void nothingIsFreedUnderARunningInference() throws Exception {
    GatedDetector detector = new GatedDetector();
    server(source -> detector, 0);
    Future<DetectionResult> running = clients.submit(() -> detect());
    detector.started.acquire();
    assertThat(server.close(Duration.ofMillis(20))).isFalse();
    assertThat(detector.detector.closed).isFalse();
    detector.mayFinish.release();
    assertThat(running.get().detections().detections()).hasSize(2);
    awaitUntil(detector.detector.closed::get);
    assertThat(server.close(LONG)).isTrue();
  }

  private static void awaitUnchecked(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void awaitUntil(java.util.function.BooleanSupplier condition)
      throws InterruptedException {
    while (!condition.getAsBoolean()) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
  }
}
