package dev.quantmask.model.network;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.quantmask.model.config.Detectron2Config;
import dev.quantmask.model.config.Detectron2TrainingConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a configuration says, it is read, or an {@link IOException} says what is wrong. */
class ConfigurationFuzzTest {
  private static final Path FILE = Path.of("config.yaml");

  @TempDir private Path folder;

  static Stream<byte[]> configurations() {
    return Stream.of(
            "src/main/model/config.yaml",
            "test-data/detectron2/base.yaml",
            "test-data/detectron2/r18_bn/config.yaml",
            "test-data/detectron2/resnext_gn/config.yaml",
            "test-data/detectron2/zoo/cascade/config.yaml",
            "test-data/detectron2/zoo/c4/config.yaml",
            "test-data/detectron2/zoo/modulated/config.yaml",
            "test-data/detectron2/based/config.yaml")
        .map(ConfigurationFuzzTest::bytes);
  }

  private static byte[] bytes(String file) {
    try {
      return Files.readAllBytes(Path.of(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @MethodSource("configurations")
  @FuzzTest
  void detection(byte[] yaml) throws IOException {
    Path file = Files.write(folder.resolve(FILE), yaml);
    try {
      Detectron2Config.read(file, List.of());
    } catch (IOException refused) {
      return; // as documented
    }
  }

  @MethodSource("configurations")
  @FuzzTest
  void training(byte[] yaml) throws IOException {
    Path file = Files.write(folder.resolve(FILE), yaml);
    try {
      Detectron2TrainingConfig.read(file);
    } catch (IOException refused) {
      return; // as documented
    }
  }

  static Stream<byte[]> manifests() throws IOException {
    try (ModelArchive archive = ModelArchive.open(Path.of("src/main/model/default.pt"))) {
      return Stream.of(archive.manifest().toJson(), "null".getBytes(UTF_8));
    }
  }

  @MethodSource("manifests")
  @FuzzTest
  void manifest(byte[] json) {
    try {
      Manifest.ofJson(json, FILE);
    } catch (IOException refused) {
      return; // as documented
    }
  }
}
