package dev.quantmask.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.engine.Device;
import dev.quantmask.report.Comparison;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Three models, and how to compare them. */
abstract class EvaluationFixture {
  static final int IMAGES = 7;

  @TempDir Path directory;
  FakeModels fakes;
  List<Path> models;
  Path out;
  final List<String> messages = new ArrayList<>();

  @BeforeEach
  void makeModels() throws IOException {
    fakes = new FakeModels(directory, IMAGES);
    models = List.of(fakes.model("A", 0), fakes.model("B", 3), fakes.model("C", 12));
    out = directory.resolve("out");
  }

  EvaluationSettings settings(Shard shard, boolean resume) {
    return settings(models, fakes.annotations, IMAGES, shard, resume);
  }

  EvaluationSettings settings(
      List<Path> compared, Path annotations, int limit, Shard shard, boolean resume) {
    return new EvaluationSettings(
        compared,
        annotations,
        fakes.images,
        limit,
        0,
        Device.CPU,
        shard,
        out,
        resume,
        "quantmask evaluate",
        "0.1");
  }

  void run(EvaluationSettings settings) throws IOException {
    EvaluationMonitor monitor =
        new EvaluationMonitor() {
          @Override
          public void message(String text) {
            messages.add(text);
          }

          @Override
          public void images(int done, int total) {
            assertThat(done).isBetween(1, total);
          }
        };
    Evaluation.run(settings, fakes::open, monitor);
  }

  Comparison figures(Path... folders) throws IOException {
    return Figures.of(List.of(folders), Figures.Places.AS_BEFORE, Optional.empty());
  }
}
