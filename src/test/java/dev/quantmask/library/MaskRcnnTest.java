package dev.quantmask.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quantmask.detection.DetectionOptions;
import dev.quantmask.detection.Detector;
import dev.quantmask.detection.FakeDetector;
import dev.quantmask.detection.ModelDescription;
import dev.quantmask.detection.PendingDetections;
import dev.quantmask.engine.Device;
import dev.quantmask.engine.InferenceException;
import dev.quantmask.image.ImageException;
import dev.quantmask.image.RgbImage;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class MaskRcnnTest {
  private static final BufferedImage IMAGE = new BufferedImage(8, 4, BufferedImage.TYPE_INT_RGB);
  private static final DetectionOptions BEST = new DetectionOptions(0.6, 10, true, false);

  @TempDir Path directory;

  /** Runs a fake one, and something of the test's around it. */
  private static final class Watched implements Detector {
    final FakeDetector fake = new FakeDetector();
    private final Callable<?> before;

    Watched(Callable<?> before) {
      this.before = before;
    }

    @Override
    public ModelDescription model() {
      return fake.model();
    }

    @Override
    public List<PendingDetections> infer(List<RgbImage> images) {
      try {
        before.call();
      } catch (RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
      return fake.infer(images);
    }

    @Override
    public void close() {
      fake.close();
    }
  }

  @Test
  void detectsWhatTheOptionsAskFor() {
    try (MaskRcnn model = new MaskRcnn(new FakeDetector())) {
      assertThat(model.description()).isEqualTo(FakeDetector.MODEL);
      assertThat(model.detect(IMAGE).detections())
          .extracting(found -> found.label())
          .containsExactly("cat", "dog");
      assertThat(model.detect(IMAGE, BEST).detections())
          .extracting(found -> found.label())
          .containsExactly("cat");
    }
  }

  @Test
  void networkRunsInOneThreadWhoeverCalls() throws Exception {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    Detector detector = new Watched(() -> threads.add(Thread.currentThread()));
    ExecutorService callers = Executors.newFixedThreadPool(4);
    try (MaskRcnn model = new MaskRcnn(detector)) {
      List<Callable<Integer>> calls =
          IntStream.range(0, 40)
              .<Callable<Integer>>mapToObj(i -> () -> model.detect(IMAGE).detections().size())
              .toList();
      for (Future<Integer> found : callers.invokeAll(calls)) {
        assertThat(found.get()).isEqualTo(2);
      }
    } finally {
      callers.shutdown();
    }
    assertThat(threads).hasSize(1).allMatch(Thread::isDaemon);
  }

  @Test
  void closeWaitsForTheImageThatIsComputed() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    Watched detector =
        new Watched(
            () -> {
              begun.countDown();
              end.await();
              return null;
            });
    MaskRcnn model = new MaskRcnn(detector);
    FutureTask<Integer> caller = new FutureTask<>(() -> model.detect(IMAGE).detections().size());
    new Thread(caller).start();
    begun.await();
    FutureTask<Boolean> closing =
        new FutureTask<>(
            () -> {
              model.close();
              return Thread.currentThread().isInterrupted();
            });
    Thread closer = new Thread(closing);
    closer.start();
    closer.interrupt();
    assertThat(detector.fake.closed).isFalse();
    end.countDown();
    assertThat(closing.get()).isTrue();
    assertThat(caller.get()).isEqualTo(2);
    assertThat(detector.fake.closed).isTrue();
    model.close();
    assertThatThrownBy(() -> model.detect(IMAGE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the model is closed");
  }

  @Test
  void callerWhoIsInterruptedDoesNotWait() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    AtomicInteger runs = new AtomicInteger();
    Detector detector =
        new Watched(
            () -> {
              runs.incrementAndGet();
              begun.countDown();
              end.await();
              return null;
            });
    try (MaskRcnn model = new MaskRcnn(detector)) {
      FutureTask<Integer> first = new FutureTask<>(() -> model.detect(IMAGE).detections().size());
      new Thread(first).start();
      begun.await();
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> model.detect(IMAGE))
          .isInstanceOf(InferenceException.class)
          .hasMessage("interrupted while waiting for the network");
      assertThat(Thread.interrupted()).isTrue();
      end.countDown();
      assertThat(first.get()).isEqualTo(2);
    }
    assertThat(runs).hasValue(1); // the image of the other was not computed
  }

  @Test
  void failureOfTheNetworkLeavesTheModelInUse() {
    AtomicInteger runs = new AtomicInteger();
    Detector detector =
        new Watched(
            () -> {
              switch (runs.incrementAndGet()) {
                case 1 -> throw new InferenceException("inference failed: out of memory", null);
                case 2 -> throw new StackOverflowError("deep");
                default -> {}
              }
              return null;
            });
    try (MaskRcnn model = new MaskRcnn(detector)) {
      assertThatThrownBy(() -> model.detect(IMAGE))
          .isInstanceOf(InferenceException.class)
          .hasMessage("inference failed: out of memory");
      assertThatThrownBy(() -> model.detect(IMAGE)).isInstanceOf(StackOverflowError.class);
      assertThat(model.detect(IMAGE).detections()).hasSize(2);
    }
  }

  @Test
  void saysWhatIsWrongWithAnImage() throws IOException {
    Path file = Files.writeString(directory.resolve("frame.png"), "no image");
    try (MaskRcnn model = new MaskRcnn(new FakeDetector())) {
      assertThatThrownBy(() -> model.detect(file))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith(file + ": ");
      assertThatThrownBy(() -> model.detect(new byte[0], DetectionOptions.ALL))
          .isInstanceOf(ImageException.class);
      assertThatThrownBy(() -> model.detect(directory.resolve("none.png")))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("none.png");
    }
  }

  @Test
  void saysWhatIsWrongWithAnArchive() throws IOException {
    Path file = Files.writeString(directory.resolve("model.pt"), "no archive");
    assertThatThrownBy(() -> MaskRcnn.open(file))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("model " + file + ": ");
    Path none = directory.resolve("none.pt");
    assertThatThrownBy(() -> MaskRcnn.open(none))
        .isInstanceOf(IOException.class)
        .hasMessage("model " + none + ": no such file");
    assertThatThrownBy(() -> MaskRcnn.open(none, Device.CPU, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("threads: expected at least 1, found 0");
  }
}
