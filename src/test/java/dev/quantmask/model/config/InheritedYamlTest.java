package dev.quantmask.model.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InheritedYamlTest {
  /** {@code resolved.yaml} is what Detectron2 itself makes of {@code config.yaml}. */
  private static final Path BASED = Path.of("test-data/detectron2/based");

  @TempDir Path directory;

  private Path file(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  @Test
  void aChainIsWhatDetectron2MakesOfIt() throws IOException {
    Path chain = BASED.resolve("config.yaml");
    Path resolved = BASED.resolve("resolved.yaml");

    assertThat(Detectron2Config.read(chain, List.of()))
        .isEqualTo(Detectron2Config.read(resolved, List.of()));
    assertThat(Detectron2TrainingConfig.read(chain))
        .isEqualTo(Detectron2TrainingConfig.read(resolved));
  }

  @Test
  void ofSeveralBasesTheLastWinsAndThenTheFileItself() throws IOException {
    file("a.yaml", "INPUT: {MIN_SIZE_TEST: 1, MAX_SIZE_TEST: 1, FORMAT: RGB}");
    file("b.yaml", "INPUT: {MIN_SIZE_TEST: 2, MAX_SIZE_TEST: 2}");
    Path both = file("c.yaml", "_BASE_: [a.yaml, b.yaml]\nINPUT: {MIN_SIZE_TEST: 3}");

    YamlSection input = InheritedYaml.read(both).section("INPUT");

    assertThat(input.integer("MIN_SIZE_TEST", 0, 0)).isEqualTo(3);
    assertThat(input.integer("MAX_SIZE_TEST", 0, 0)).isEqualTo(2);
    assertThat(input.text("FORMAT", "")).isEqualTo("RGB");
  }

  @Test
  void absolutePathsAndTheHomeDirectory() throws IOException {
    Path base = file("a.yaml", "SEED: 7");
    Path absolute = file("deep/b.yaml", "_BASE_: '" + base.toAbsolutePath() + "'");
    assertThat(InheritedYaml.read(absolute).integer("SEED", 0, 0)).isEqualTo(7);

    Path home = file("deep/c.yaml", "_BASE_: ~/none-of-that-name.yaml");
    assertThatIOException()
        .isThrownBy(() -> InheritedYaml.read(home))
        .withMessageContaining(
            "c.yaml: _BASE_: expected a file at "
                + Path.of(System.getProperty("user.home"), "none-of-that-name.yaml"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "3", "[a.yaml, 3]", "{a: b}", "''", "\"a\\0b\""})
  void basesThatAreNoPaths(String base) throws IOException {
    file("a.yaml", "SEED: 7");
    Path file = file("b.yaml", "_BASE_: " + base + "\nSEED: 1");
    if (base.isEmpty() || base.equals("[]")) {
      assertThat(InheritedYaml.read(file).keys()).containsExactly("SEED");
      return;
    }
    assertThatIOException()
        .isThrownBy(() -> InheritedYaml.read(file))
        .withMessageContaining("b.yaml: _BASE_: expected the path of a file, or some, found '");
  }

  @Test
  void otherSchemesSayHowToGetTheFile() throws IOException {
    Path file = file("a.yaml", "_BASE_: detectron2://some/base.yaml");
    assertThatIOException()
        .isThrownBy(() -> InheritedYaml.read(file))
        .withMessage(
            file
                + ": _BASE_: expected the path of a file, found 'detectron2://some/base.yaml';"
                + " download that file (https://dl.fbaipublicfiles.com/detectron2/some/base.yaml)"
                + " and write its path, or take the full configuration that Detectron2 dumps"
                + " (cfg.dump())");
  }

  @Test
  void circlesAreNamed() throws IOException {
    file("a.yaml", "_BASE_: deep/b.yaml");
    Path file = file("deep/b.yaml", "_BASE_: ../a.yaml");
    assertThatIOException()
        .isThrownBy(() -> InheritedYaml.read(file))
        .withMessageContaining("_BASE_: expected files that end somewhere, found a cycle: ")
        .withMessageContaining("b.yaml > " + directory.toAbsolutePath().resolve("a.yaml"));
  }

  @Test
  void aSectionIsNotReplacedByAValue() throws IOException {
    file("a.yaml", "MODEL: {RPN: {NMS_THRESH: 0.7}}");
    Path file = file("b.yaml", "_BASE_: a.yaml\nMODEL: {RPN: 3}");
    assertThatIOException()
        .isThrownBy(() -> InheritedYaml.read(file))
        .withMessage(file + ": MODEL.RPN: expected a section, as in _BASE_, found '3'");
  }

  @Test
  void lazyConfigsSayHowToDumpYaml() throws IOException {
    Path program = file("mask_rcnn.py", "model = 3");
    Path dump = file("dump.yaml", "model: {_target_: detectron2.modeling.GeneralizedRCNN}");
    for (Path file : List.of(program, dump)) {
      assertThatIOException()
          .isThrownBy(() -> Detectron2Config.read(file, List.of()))
          .withMessageStartingWith(file + ": expected a YAML configuration, found a LazyConfig")
          .withMessageContaining(".dump())\" > config.yaml");
    }
  }
}
