package dev.quantmask.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.quantmask.TestImages;
import dev.quantmask.image.ImageException;
import dev.quantmask.image.ImageLimits;
import dev.quantmask.image.RgbImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DetectionServiceTest {
  private static final Path ARCHIVE = Path.of("test-data/model/default.pt");
  private static final ImageLimits IMAGES = new ImageLimits(1000, 1000, 1_000_000);

  @TempDir Path directory;
  private Path archive;
  private final AtomicInteger loads = new AtomicInteger();

  @BeforeEach
  void writeArchive() throws IOException {
    archive = directory.resolve("model.pt");
    Files.copy(ARCHIVE, archive);
  }

  private DetectionService service(DetectorLoader loader, int lanes, int waiting) {
    return new DetectionService(
        new ModelSource.File(archive),
        () -> {
          loads.incrementAndGet();
          return loader.load();
        },
        new ServiceLimits(IMAGES, lanes, waiting),
        Duration.ofHours(1));
  }

  private static DetectionResult detect(DetectionService service) throws Exception {
    return service.detect(TestImages.png(), DetectionOptions.ALL);
  }

  @Test
  void onlyTheFirstRequestPaysForTheLoad() throws Exception {
    try (DetectionService service = service(FakeDetector::new, 1, 0)) {
      Timing first = detect(service).detections().timing();
      Timing second = detect(service).detections().timing();

      assertThat(first.coldStart()).isTrue();
      assertThat(first.load()).isPositive();
      assertThat(second.coldStart()).isFalse();
      assertThat(second.load()).isZero();
      assertThat(second.decode()).isPositive();
      assertThat(second.inference()).isEqualTo(12.34567);
      assertThat(first.total())
          .isGreaterThanOrEqualTo(first.decode() + first.queue() + first.load() - 1e-6);
      assertThat(loads).hasValue(1);
    }
  }

  @Test
  void firstRequestsThatArriveTogetherShareOneLoad() throws Exception {
    int requests = 8;
    CountDownLatch release = new CountDownLatch(1);
    ExecutorService threads = Executors.newFixedThreadPool(requests);
    try (DetectionService service = service(() -> slow(release), 2, requests)) {
      List<Future<DetectionResult>> answers = new ArrayList<>();
      for (int i = 0; i < requests; i++) {
        answers.add(threads.submit(() -> detect(service)));
      }
      assertThat(release.getCount()).isOne();
      while (!(service.state() instanceof ModelState.Loading)) {
        Thread.onSpinWait();
      }
      TimeUnit.MILLISECONDS.sleep(50);
      release.countDown();

      int coldStarts = 0;
      for (Future<DetectionResult> answer : answers) {
        Timing timing = answer.get(10, TimeUnit.SECONDS).detections().timing();
        coldStarts += timing.coldStart() ? 1 : 0;
        assertThat(timing.coldStart() ? timing.load() : timing.queue()).isPositive();
      }
      assertThat(coldStarts).isOne();
      assertThat(loads).hasValue(1);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void moreRequestsThanMayWaitAreTurnedAway() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    ExecutorService threads = Executors.newFixedThreadPool(1);
    try (DetectionService service = service(() -> slow(release), 1, 0)) {
      Future<DetectionResult> first = threads.submit(() -> detect(service));
      while (!(service.state() instanceof ModelState.Loading)) {
        Thread.onSpinWait();
      }
      assertThatThrownBy(() -> detect(service)).isInstanceOf(OverloadedException.class);
      release.countDown();
      first.get(10, TimeUnit.SECONDS);
      assertThat(detect(service).detections().detections()).hasSize(2);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void waitingForALaneIsQueueTime() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    Detector blocking = new BlockingDetector(running, release);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try (DetectionService service = service(() -> blocking, 1, 1)) {
      Future<DetectionResult> first = threads.submit(() -> detect(service));
      running.await();
      Future<DetectionResult> second = threads.submit(() -> detect(service));
      TimeUnit.MILLISECONDS.sleep(100);
      release.countDown();

      first.get(10, TimeUnit.SECONDS);
      Timing timing = second.get(10, TimeUnit.SECONDS).detections().timing();
      assertThat(timing.queue()).isBetween(20.0, 5000.0);
      assertThat(timing.total()).isCloseTo(timing.decode() + timing.queue(), within(20.0));
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aFailedLoadIsRememberedUntilTheFileChanges() throws Exception {
    FileTime before = Files.getLastModifiedTime(archive);
    DetectorLoader loader =
        () -> {
          if (Files.getLastModifiedTime(archive).equals(before)) {
            throw new IOException("entry m/data.pkl is missing");
          }
          return new FakeDetector();
        };
    try (DetectionService service = service(loader, 1, 0)) {
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> detect(service))
            .isInstanceOf(ModelUnavailableException.class)
            .hasMessage("entry m/data.pkl is missing");
      }
      assertThat(loads).hasValue(1);
      assertThat(service.state()).isEqualTo(new ModelState.Failed("entry m/data.pkl is missing"));

      Files.setLastModifiedTime(archive, FileTime.fromMillis(before.toMillis() + 2000));
      assertThat(detect(service).model()).isEqualTo(FakeDetector.MODEL);
      assertThat(service.state()).isEqualTo(new ModelState.Ready(FakeDetector.MODEL));
    }
  }

  @Test
  void anErrorOfTheLoaderIsAFailureThatTellsNoClassNames() {
    DetectorLoader loader =
        () -> {
          throw new UnsatisfiedLinkError("libtorch.so in dev.quantmask.Something");
        };
    try (DetectionService service = service(loader, 1, 0)) {
      assertThatThrownBy(() -> detect(service))
          .isInstanceOf(ModelUnavailableException.class)
          .hasMessage("the model cannot be loaded; the log says why");
    }
  }

  @Test
  void aMissingFileIsKnownBeforeAnybodyAsks() throws Exception {
    Files.delete(archive);
    try (DetectionService service = service(FakeDetector::new, 1, 0)) {
      String reason = "model %s: no such file".formatted(archive);
      assertThat(service.state()).isEqualTo(new ModelState.Failed(reason));
      assertThatThrownBy(() -> detect(service)).hasMessage(reason);
      assertThat(loads).hasValue(0);
    }
  }

  @Test
  void aFileThatIsNoZipIsNotLoaded() throws Exception {
    Files.writeString(archive, "weights");
    try (DetectionService service = service(FakeDetector::new, 1, 0)) {
      assertThat(service.state())
          .asString()
          .contains("model %s: ".formatted(archive), "expected the end record of a zip");
    }
  }

  @Test
  void preparingLoadsInTheBackground() throws Exception {
    try (DetectionService service = service(FakeDetector::new, 1, 0)) {
      assertThat(service.state()).isEqualTo(new ModelState.NotLoaded());
      service.prepare();
      while (!(service.state() instanceof ModelState.Ready)) {
        TimeUnit.MILLISECONDS.sleep(1);
      }
      assertThat(detect(service).detections().timing().coldStart()).isFalse();
    }
  }

  @Test
  void aBadImageLoadsNothing() {
    try (DetectionService service = service(FakeDetector::new, 1, 0)) {
      assertThatThrownBy(() -> service.detect(TestImages.textCalledPng(), DetectionOptions.ALL))
          .isInstanceOf(ImageException.class);
      assertThat(service.state()).isEqualTo(new ModelState.NotLoaded());
    }
  }

  @Test
  void aFailingInferenceGivesItsLaneBack() throws Exception {
    Detector failing = new FakeDetector();
    failing.close();
    try (DetectionService service = service(() -> failing, 1, 0)) {
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> detect(service)).isInstanceOf(IllegalStateException.class);
      }
    }
  }

  @Test
  void closingFreesTheDetectorAndRefusesRequests() throws Exception {
    FakeDetector detector = new FakeDetector();
    DetectionService service = service(() -> detector, 1, 0);
    detect(service);
    service.close();
    service.close();

    assertThat(detector.closed).isTrue();
    assertThatThrownBy(() -> detect(service)).isInstanceOf(ModelUnavailableException.class);
  }

  private static Detector slow(CountDownLatch release) {
    try {
      release.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return new FakeDetector();
  }

  /** Tells when it runs, and finishes when it may. */
  private record BlockingDetector(CountDownLatch running, CountDownLatch release)
      implements Detector {
    @Override
    public ModelDescription model() {
      return FakeDetector.MODEL;
    }

    @Override
    public Detections detect(RgbImage image, DetectionOptions options) {
      running.countDown();
      slow(release);
      return new Detections(8, 6, List.of(), new Timing(0, 0, 0, 0, 0, 0, false));
    }

    @Override
    public void close() {}
  }
}
