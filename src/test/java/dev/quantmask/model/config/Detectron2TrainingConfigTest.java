package dev.quantmask.model.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.quantmask.model.config.TrainingConfig.Clipping;
import dev.quantmask.model.config.TrainingConfig.NormMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Detectron2TrainingConfigTest {
  @TempDir private Path directory;

  private TrainingConfig read(String yaml) throws IOException {
    Path file = directory.resolve("config.yaml");
    Files.writeString(file, yaml);
    return Detectron2TrainingConfig.read(file);
  }

  /** The values of detectron2/config/defaults.py. */
  @Test
  void absentKeysHaveDetectron2sDefaults() throws IOException {
    TrainingConfig config = read("VERSION: 2");
    assertThat(config.freezeAt()).isEqualTo(2);
    assertThat(config.norms().backbone()).isEqualTo(NormMode.FROZEN);
    assertThat(config.input().minSizes()).containsExactly(800);
    assertThat(config.input().mirrored()).isTrue();
    assertThat(config.losses().rpn().sampling().batch()).isEqualTo(256);
    assertThat(config.losses().rpn().matching()).isEqualTo(new TrainingConfig.Matching(0.3, 0.7));
    assertThat(config.losses().heads().sampling().objectFraction()).isEqualTo(0.25);
    assertThat(config.solver().images()).isEqualTo(16);
    assertThat(config.solver().schedule().steps()).containsExactly(30000);
    assertThat(config.solver().decay()).isEqualTo(1e-4);
    assertThat(config.solver().normDecay()).isZero();
    assertThat(config.solver().clipping().kind()).isEqualTo(Clipping.Kind.NONE);
  }

  @Test
  void whatIsSaid() throws IOException {
    TrainingConfig config =
        read(
            """
            MODEL:
              RESNETS: {NORM: BN}
              RPN: {BBOX_REG_LOSS_TYPE: giou}
              ROI_HEADS: {IOU_THRESHOLDS: [0.3, 0.5], IOU_LABELS: [0, -1, 1]}
            INPUT: {MIN_SIZE_TRAIN: "(100, 200)", MIN_SIZE_TRAIN_SAMPLING: range, RANDOM_FLIP: none}
            SOLVER:
              LR_SCHEDULER_NAME: WarmupCosineLR
              WEIGHT_DECAY: 0.01
              WEIGHT_DECAY_BIAS: 0
              CLIP_GRADIENTS: {ENABLED: true, CLIP_TYPE: norm, CLIP_VALUE: 5}
              AMP: {ENABLED: true}
            """);
    assertThat(config.norms().backbone()).isEqualTo(NormMode.TRAINED);
    assertThat(config.losses().rpn().boxes().byOverlap()).isTrue();
    assertThat(config.losses().heads().matching()).isEqualTo(new TrainingConfig.Matching(0.3, 0.5));
    assertThat(config.input().minSizes()).isEqualTo(List.of(100, 200));
    assertThat(config.input().range()).isTrue();
    assertThat(config.solver().schedule().cosine()).isTrue();
    assertThat(config.solver().biasDecay()).hasValue(0);
    assertThat(config.solver().clipping()).isEqualTo(new Clipping(Clipping.Kind.NORM, 5));
    assertThat(config.solver().reduced()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SOLVER: {LR_SCHEDULER_NAME: Wild} | SOLVER.LR_SCHEDULER_NAME: 'Wild' is not supported",
        "SOLVER: {MAX_ITER: 0} | SOLVER.MAX_ITER: expected an integer of at least 1, found '0'",
        "INPUT: {CROP: {ENABLED: true}} | INPUT.CROP.ENABLED: 'true' is not supported",
        "INPUT: {MIN_SIZE_TRAIN: [1.5]} | INPUT.MIN_SIZE_TRAIN: expected integers of at least 0",
        "MODEL: {RPN: {IOU_LABELS: [0, 1]}} | MODEL.RPN.IOU_LABELS: '[0.0, 1.0]' is not supported",
        "MODEL: {RPN: {BOUNDARY_THRESH: 0}} | MODEL.RPN.BOUNDARY_THRESH: '0' is not supported"
      })
  void whatIsNotSupportedIsNamed(String yaml, String message) {
    assertThatIOException().isThrownBy(() -> read(yaml)).withMessageStartingWith(message);
  }
}
