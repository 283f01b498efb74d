package dev.quantmask.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.quantmask.model.quantization.Scheme;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrecisionTest {
  @ParameterizedTest
  @CsvSource({
    "STATIC, auto, amd64, INT8",
    "DYNAMIC, auto, x86_64, INT8",
    "LINEAR, auto, amd64, INT8",
    "STATIC, auto, aarch64, FP32",
    "LINEAR, auto, aarch64, FP32",
    "STATIC, on, aarch64, INT8",
    "STATIC, off, amd64, FP32",
    "LINEAR, off, amd64, FP32",
    "FP32, on, amd64, FP32"
  })
  void dependsOnSchemeSwitchAndProcessor(
      Scheme scheme, String wanted, String architecture, Precision precision) {
    assertThat(Precision.onCpu(scheme, wanted, architecture)).isEqualTo(precision);
  }

  @Test
  void aGpuComputesEightBitSchemesInHalfPrecision() {
    assertThat(Precision.on(true, Scheme.STATIC)).isEqualTo(Precision.FP16);
    assertThat(Precision.on(true, Scheme.FP32)).isEqualTo(Precision.FP32);
  }

  @Test
  void anUnknownValueOfTheSwitchIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Precision.onCpu(Scheme.STATIC, "yes", "amd64"))
        .withMessage("dev.quantmask.int8: expected auto, on or off, found 'yes'");
  }

  @Test
  void reportsNameAPrecisionThatIsNotTheSchemes() {
    assertThat(model("static", Precision.FP32).place()).isEqualTo("cpu (fp32)");
    assertThat(model("static", Precision.INT8).place()).isEqualTo("cpu");
    assertThat(model("fp32", Precision.FP32).place()).isEqualTo("cpu");
  }

  private static ModelDescription model(String scheme, Precision precision) {
    return new ModelDescription("model", scheme, precision, "cpu", "00ff", List.of());
  }
}
