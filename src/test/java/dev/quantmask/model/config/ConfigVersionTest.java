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
import org.junit.jupiter.params.provider.CsvSource;

/** Names are those of detectron2/config/compat.py. */
class ConfigVersionTest {
  private static final Path DUMP = Path.of("test-data/detectron2/based/resolved.yaml");

  @TempDir Path directory;

  private Path changed(String... replacements) throws IOException {
    String dump = Files.readString(DUMP);
    for (int i = 0; i < replacements.length; i += 2) {
      assertThat(dump).contains(replacements[i]);
      dump = dump.replace(replacements[i], replacements[i + 1]);
    }
    return Files.writeString(directory.resolve("config.yaml"), dump);
  }

  @ParameterizedTest
  @CsvSource({"1,VERSION: 1", "0,VERSION: 0", "guessed,WEIGHT: mine.pth"})
  void oldNamesAreUpgraded(String version, String line) throws IOException {
    MaskRcnnConfig expected = Detectron2Config.read(DUMP, List.of());
    boolean guessed = version.equals("guessed");
    Path old =
        changed(
            "SCORE_THRESH_TEST: 0.2",
            "SCORE_THRESH: 0.2",
            "    NMS_THRESH_TEST: 0.5\n    NUM_CLASSES: 3",
            "    NMS: 0.5\n    NUM_CLASSES: 3",
            "DETECTIONS_PER_IMAGE",
            "DETECTIONS_PER_IMG",
            "VERSION: 2",
            guessed ? "" : line,
            "  WEIGHTS: ",
            "  WEIGHT: ");

    assertThat(Detectron2Config.read(old, List.of())).isEqualTo(expected);
  }

  @Test
  void anchorsAreUpgraded() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("old.yaml"),
            "VERSION: 1\nMODEL: {RPN: {ANCHOR_SIZES: [[1], [2]], ANCHOR_ASPECT_RATIOS: [[3]]}}");
    YamlSection model = ConfigVersion.upgrade(InheritedYaml.read(file)).section("MODEL");
    assertThat(model.section("ANCHOR_GENERATOR").lists("SIZES", List.of()))
        .containsExactly(List.of(1.0), List.of(2.0));
    assertThat(model.has("RPN")).isFalse();
  }

  @Test
  void bothNamesAreTooMany() throws IOException {
    Path both = changed("VERSION: 2", "VERSION: 1", "  WEIGHTS: ", "  WEIGHT: a\n  WEIGHTS: ");
    assertThatIOException()
        .isThrownBy(() -> Detectron2Config.read(both, List.of()))
        .withMessage(
            "MODEL.WEIGHTS: expected one name of the two, found MODEL.WEIGHT of an older version,"
                + " too");
  }

  @Test
  void laterVersionsAreRefused() throws IOException {
    Path later = changed("VERSION: 2", "VERSION: 3");
    assertThatIOException()
        .isThrownBy(() -> Detectron2Config.read(later, List.of()))
        .withMessage(
            "VERSION: expected at most 2, the version of Detectron2's current names, found '3'");
  }

  @Test
  void anOldNameInACurrentFileIsToldTheCurrentOne() throws IOException {
    Path file = changed("SCORE_THRESH_TEST: 0.2", "SCORE_THRESH: 0.2");
    assertThatIOException()
        .isThrownBy(() -> Detectron2Config.read(file, List.of()))
        .withMessage(
            "MODEL.ROI_HEADS.SCORE_THRESH: expected a key of Detectron2's version 2, found one of"
                + " version 1; write MODEL.ROI_HEADS.SCORE_THRESH_TEST, or VERSION: 1 if the whole"
                + " file is of it");
  }

  @Test
  void textsThatAreLiteralsOfPython() throws IOException {
    Path file =
        changed(
            "MIN_SIZE_TEST: 240",
            "MIN_SIZE_TEST: '240'",
            "NMS_THRESH: 0.7",
            "NMS_THRESH: '7e-1'",
            "MASK_ON: true",
            "MASK_ON: 'True'");
    assertThat(Detectron2Config.read(file, List.of()))
        .isEqualTo(Detectron2Config.read(DUMP, List.of()));
  }
}
