package dev.quantmask.serving.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quantmask.detection.Detector;
import dev.quantmask.detection.FakeDetector;
import dev.quantmask.detection.LoadTiming;
import dev.quantmask.detection.torch.ModelSource;
import dev.quantmask.serving.api.BatchPolicy;
import dev.quantmask.serving.api.Deadline;
import dev.quantmask.serving.api.DeadlineExceededException;
import dev.quantmask.serving.api.DrainingException;
import dev.quantmask.serving.api.ModelUnavailableException;
import dev.quantmask.serving.api.ServingException;
import dev.quantmask.serving.api.ServingObserver;
import dev.quantmask.serving.scheduling.InferenceWorkerPool;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Loading, replacing and unloading, step by step: loads run in the client's thread. */
@Timeout(60)
class ServedModelTest {
  private static final Path ARCHIVE = Path.of("src/main/model/default.pt");
  private static final Duration BACK_OFF = Duration.ofSeconds(10);
  private static final Duration IDLE_TIMEOUT = Duration.ofMinutes(5);

  @TempDir Path directory;
  private Path archive;
  private final AtomicLong clock = new AtomicLong();
  private final List<FakeDetector> loaded = new ArrayList<>();
  private final List<String> events = new ArrayList<>();
  private DetectorLoader loader = source -> remembered(new FakeDetector());
  private final InferenceWorkerPool workers =
      new InferenceWorkerPool(1, BatchPolicy.ONE_BY_ONE, ServingObserver.NONE);

  @BeforeEach
  void writeArchive() throws IOException {
    archive = directory.resolve("model.pt");
    Files.copy(ARCHIVE, archive);
  }

  private Detector remembered(FakeDetector detector) {
    loaded.add(detector);
    return detector;
  }

  private ServedModel model() {
    ServingObserver observer =
        new ServingObserver() {
          @Override
          public void modelLoaded(String model, LoadTiming time) {
            events.add("loaded " + model);
          }

          @Override
          public void modelUnloaded(String model) {
            events.add("unloaded " + model);
          }

          @Override
          public void modelFailed(String model, String reason) {
            events.add("failed " + model + ": " + reason);
          }
        };
    ModelLoading loading =
        new ModelLoading(
            source -> loader.load(source),
            new WarmUp(workers, 1 << 20),
            Runnable::run,
            new RemoteModels(List.of(), Duration.ZERO),
            observer,
            clock::get);
    return new ServedModel(
        new ModelSettings("m", new ModelSource.File(archive), Optional.of(IDLE_TIMEOUT)),
        loading,
        BACK_OFF);
  }

  private static ModelLease lease(ServedModel model) throws ServingException {
    return model.lease(Deadline.in(Duration.ofMinutes(1)));
  }

  private void touch() throws IOException {
    FileTime time = Files.getLastModifiedTime(archive);
    Files.setLastModifiedTime(archive, FileTime.fromMillis(time.toMillis() + 2000));
  }

  /** A change is acted upon when it has stayed for one more look. */
  private static void look(ServedModel model) {
    model.maintain();
    model.maintain();
  }

  @Test
  void aChangedFileTakesTheOldOnesPlaceAndTheOldOneServesToItsEnd() throws Exception {
    ServedModel model = model();
    ModelLease old = lease(model);
    touch();
    look(model);
    ModelLease replaced = lease(model);

    assertThat(replaced.detector()).isSameAs(loaded.get(1)).isNotSameAs(old.detector());
    assertThat(replaced.loadedHere()).isFalse();
    assertThat(loaded.get(0).closed).isFalse();
    old.close();
    assertThat(loaded.get(0).closed).isTrue();
    assertThat(loaded.get(1).closed).isFalse();
    assertThat(events).containsExactly("loaded m", "loaded m");
  }

  @Test
  void aFileThatIsStillChangingWaits() throws Exception {
    ServedModel model = model();
    lease(model).close();
    model.maintain();
    for (int i = 0; i < 3; i++) {
      touch();
      model.maintain();
      assertThat(loaded).hasSize(1);
    }
    model.maintain();
    assertThat(loaded).hasSize(2);
  }

  @Test
  void aBrokenFileLeavesTheOldOneServing() throws Exception {
    ServedModel model = model();
    lease(model).close();
    byte[] whole = Files.readAllBytes(archive);
    FileTime time = Files.getLastModifiedTime(archive);
    Files.writeString(archive, "weights");
    look(model);
    look(model);

    assertThat(lease(model).detector()).isSameAs(loaded.get(0));
    ModelState.Ready state = (ModelState.Ready) model.state();
    assertThat(state.replacementProblem().orElseThrow())
        .startsWith(Text.format("model %s: ", archive))
        .contains("expected the end record of a zip");
    assertThat(events).hasSize(2);
    assertThat(events.get(1)).startsWith("failed m: model ");

    Files.write(archive, whole);
    Files.setLastModifiedTime(archive, time);
    look(model);
    assertThat(((ModelState.Ready) model.state()).replacementProblem()).isEmpty();
    assertThat(loaded).hasSize(1);
  }

  @Test
  void aFileThatIsGoneLeavesTheOldOneServing() throws Exception {
    ServedModel model = model();
    lease(model).close();
    Files.delete(archive);
    look(model);
    assertThat(((ModelState.Ready) model.state()).replacementProblem())
        .contains(Text.format("model %s: no such file", archive));
    assertThat(lease(model).detector()).isSameAs(loaded.get(0));
  }

  @Test
  void whatFailsOnTheWarmUpFrameIsNotServed() throws Exception {
    ServedModel model = model();
    lease(model).close();
    FakeDetector broken = new FakeDetector();
    loader =
        source -> {
          broken.close();
          return remembered(broken);
        };
    touch();
    look(model);
    assertThat(((ModelState.Ready) model.state()).replacementProblem())
        .contains("the model fails on a warm-up frame: the detector is closed");
    assertThat(lease(model).detector()).isSameAs(loaded.get(0));
  }

  @Test
  void anUnusedModelIsFreedAndLoadedAgain() throws Exception {
    ServedModel model = model();
    ModelLease lease = lease(model);
    clock.addAndGet(IDLE_TIMEOUT.toNanos());
    model.maintain();
    assertThat(loaded.get(0).closed).as("in use").isFalse();

    lease.close();
    clock.addAndGet(-1);
    model.maintain();
    assertThat(loaded.get(0).closed).as("used a moment ago").isFalse();
    clock.addAndGet(1);
    model.maintain();
    assertThat(loaded.get(0).closed).isTrue();
    assertThat(model.state()).isEqualTo(new ModelState.NotLoaded());

    assertThat(lease(model).loadedHere()).isTrue();
    assertThat(events).containsExactly("loaded m", "unloaded m", "loaded m");
  }

  @Test
  void aFailedLoadIsTriedAgainAfterTheBackOffOrAChange() throws Exception {
    loader =
        source -> {
          loaded.add(new FakeDetector());
          throw new IOException("entry m/data.pkl is missing");
        };
    ServedModel model = model();
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> lease(model))
          .isInstanceOf(ModelUnavailableException.class)
          .hasMessage("entry m/data.pkl is missing");
    }
    assertThat(loaded).hasSize(1);
    clock.addAndGet(BACK_OFF.toNanos());
    assertThatThrownBy(() -> lease(model)).isInstanceOf(ModelUnavailableException.class);
    assertThat(loaded).hasSize(2);
    touch();
    assertThatThrownBy(() -> lease(model)).isInstanceOf(ModelUnavailableException.class);
    assertThat(loaded).hasSize(3);
  }

  @Test
  void aFileOfTheSameSizeAndTimeThatIsMovedThereIsAnother() throws Exception {
    FileTime time = Files.getLastModifiedTime(archive);
    ServedModel model = model();
    lease(model).close();
    Path other = directory.resolve("other.pt");
    Files.copy(archive, other);
    Files.setLastModifiedTime(other, time);
    Files.move(other, archive, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    look(model);
    assertThat(loaded).hasSize(2);
  }

  @Test
  void aClosedModelIsFreedByItsLastUser() throws Exception {
    ServedModel model = model();
    ModelLease lease = lease(model);
    model.close();
    assertThat(loaded.get(0).closed).isFalse();
    assertThatThrownBy(() -> lease(model)).isInstanceOf(DrainingException.class);
    lease.close();
    assertThat(loaded.get(0).closed).isTrue();
  }

  /** What a client unloads stays so, whoever asks for it, until a client loads it. */
  @Test
  void anUnloadedModelIsLoadedByNoRequest() throws Exception {
    ServedModel model = model();
    lease(model).close();
    unload(model);
    assertThat(loaded.get(0).closed).isTrue();
    assertThat(model.state()).isEqualTo(new ModelState.Unloaded());
    model.prepare();
    look(model);
    assertThatThrownBy(() -> lease(model))
        .isInstanceOf(ModelUnavailableException.class)
        .hasMessage(
            "model m has been unloaded: expected RepositoryModelLoad, or POST"
                + " /v2/repository/models/m/load, before it is used again");
    unload(model);
    assertThat(loaded).hasSize(1);

    load(model);
    assertThat(lease(model).loadedHere()).isFalse();
    assertThat(events).containsExactly("loaded m", "unloaded m", "loaded m");
  }

  private static void load(ServedModel model) throws ServingException {
    model.load(Deadline.in(Duration.ofMinutes(1)));
  }

  private static void unload(ServedModel model) throws ServingException {
    model.unload(Deadline.in(Duration.ofMinutes(1)));
  }

  @Test
  void unloadingWaitsForTheRequestsThatTheModelServes() throws Exception {
    ServedModel model = model();
    ModelLease lease = lease(model);
    for (int i = 0; i < 2; i++) { // the second waits for the same requests
      assertThatThrownBy(() -> model.unload(Deadline.in(Duration.ofMillis(1))))
          .isInstanceOf(DeadlineExceededException.class);
    }
    assertThatThrownBy(() -> lease(model)).isInstanceOf(ModelUnavailableException.class);
    assertThat(loaded.get(0).closed).isFalse();
    lease.close();
    unload(model);
    assertThat(loaded.get(0).closed).isTrue();
  }

  @Test
  void whatIsUnloadedWhileItLoadsIsFreed() throws Exception {
    ServedModel[] model = new ServedModel[1];
    loader =
        source -> {
          try {
            unload(model[0]);
          } catch (ServingException e) {
            throw new IllegalStateException(e);
          }
          return remembered(new FakeDetector());
        };
    model[0] = model();
    assertThatThrownBy(() -> load(model[0])).isInstanceOf(ModelUnavailableException.class);
    assertThat(loaded.get(0).closed).isTrue();
    assertThatThrownBy(() -> lease(model[0])).isInstanceOf(ModelUnavailableException.class);
    assertThat(model[0].state()).isEqualTo(new ModelState.Unloaded());
    assertThat(events).isEmpty();
  }

  @Test
  void loadingAgainTakesTheFileOfNowAndABrokenOneLeavesTheOldOneServing() throws Exception {
    ServedModel model = model();
    load(model);
    ModelLease old = lease(model);
    load(model);
    assertThat(lease(model).detector()).isSameAs(loaded.get(1)).isNotSameAs(old.detector());
    old.close();
    assertThat(loaded.get(0).closed).isTrue();

    loader =
        source -> {
          throw new IOException("entry m/data.pkl is missing");
        };
    assertThatThrownBy(() -> load(model))
        .isInstanceOf(ModelUnavailableException.class)
        .hasMessage("entry m/data.pkl is missing");
    assertThat(lease(model).detector()).isSameAs(loaded.get(1));
    model.close();
    assertThatThrownBy(() -> load(model)).isInstanceOf(DrainingException.class);
    assertThatThrownBy(() -> unload(model)).isInstanceOf(DrainingException.class);
  }
}
