package dev.quantmask.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.quantmask.engine.Device;
import dev.quantmask.model.config.Detectron2Config;
import dev.quantmask.model.config.Detectron2TrainingConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** MODEL.WEIGHTS is used, or a message names it. */
class StartTest {
  private static final Path DATA = Path.of("test-data/training/backbones").toAbsolutePath();

  @TempDir private Path directory;
  private final List<String> messages = new ArrayList<>();

  private TrainingState start(String weights, Optional<Path> init) throws IOException {
    Path config = directory.resolve("config.yaml");
    String text = Files.readString(DATA.resolve("config.yaml"));
    Files.writeString(config, text.replace("WEIGHTS: ''", "WEIGHTS: '" + weights + "'"));
    TrainingSettings.Data data = new TrainingSettings.Data(directory, directory);
    TrainingSettings settings =
        new TrainingSettings(
            config, data, Optional.empty(), directory, init, Optional.empty(), Device.CPU, false);
    TrainingMonitor monitor =
        new TrainingMonitor() {
          @Override
          public void message(String message) {
            messages.add(message);
          }

          @Override
          public void progress(Progress progress) {}
        };
    return new Start(settings, Detectron2TrainingConfig.read(config), monitor)
        .state(Detectron2Config.read(config, List.of()));
  }

  private static float bias(TrainingState state) {
    return state.weights().get("backbone.bottom_up.stem.conv1.norm.bias").toFloats()[0];
  }

  @Test
  void aFileIsUsed() throws IOException {
    float expected = bias(start("", Optional.of(DATA.resolve("caffe2.pkl"))));
    messages.clear();

    assertThat(bias(start(DATA.resolve("caffe2.pkl").toString(), Optional.empty())))
        .isEqualTo(expected)
        .isNotZero();
    assertThat(messages).contains("weights: those of " + DATA.resolve("caffe2.pkl"));
  }

  @Test
  void aFileBesideTheConfigurationIsUsed() throws IOException {
    Files.copy(DATA.resolve("caffe2.pkl"), directory.resolve("R-50.pkl"));

    assertThat(bias(start("R-50.pkl", Optional.empty()))).isNotZero();
    assertThat(messages).contains("weights: those of " + directory.resolve("R-50.pkl"));
  }

  @Test
  void anAddressIsNamed() throws IOException {
    String address = "detectron2://ImageNetPretrained/MSRA/R-50.pkl";

    assertThat(bias(start(address, Optional.empty()))).isZero();
    assertThat(messages)
        .containsExactly(
            "MODEL.WEIGHTS "
                + address
                + " is not downloaded, and the weights are drawn at random; --init starts from a"
                + " file",
            "weights: drawn at random with seed -1");
  }

  @Test
  void theOptionComesFirst() throws IOException {
    Path init = DATA.resolve("detectron2.pkl");

    assertThat(bias(start("none.pkl", Optional.of(init)))).isNotZero();
    assertThat(messages)
        .startsWith("MODEL.WEIGHTS none.pkl is not used: --init " + init + " is given");
  }

  @Test
  void aFileThatIsNotThereIsAnError() {
    assertThatIOException()
        .isThrownBy(() -> start("none.pkl", Optional.empty()))
        .withMessageContaining("MODEL.WEIGHTS: expected a file, found none at none.pkl or ");
  }
}
