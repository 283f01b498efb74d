package dev.quantmask.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.detection.RuntimeVersions;
import dev.quantmask.report.Comparison.Machine;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MachineFactsTest {
  @ParameterizedTest
  @CsvSource({
    "'flags\t\t: fpu avx2 avx512f avx512bw avx512_vnni', AVX-512 VNNI",
    "'flags\t\t: fpu avx2 avx_vnni', AVX VNNI",
    "'flags\t\t: fpu avx2', AVX2",
    "'flags\t\t: amx_int8 avx512_vnni', AMX INT8",
    "'Features\t: fp asimd asimddp', Arm dot product",
    "'flags\t\t: fpu', unknown",
    "'nothing', unknown"
  })
  void theWidestInstructions(String line, String wanted) {
    assertThat(MachineFacts.widestInstructions(List.of("processor\t: 0", line))).isEqualTo(wanted);
  }

  @Test
  void theNameOfTheCpu() {
    assertThat(MachineFacts.cpuName(List.of("cpu family\t: 25", "model name\t: AMD EPYC")))
        .isEqualTo("AMD EPYC");
    assertThat(MachineFacts.cpuName(List.of())).isEqualTo(System.getProperty("os.arch"));
  }

  @Test
  void machinesThatDifferStandSideBySide() {
    Machine here = MachineFacts.here("0.1", new RuntimeVersions("0.35.1", "2.7.1"));
    assertThat(here.cores()).isPositive();
    assertThat(here.libtorch()).isEqualTo("2.7.1");
    Machine other =
        new Machine(
            "Other",
            here.cores(),
            "AVX2",
            here.threads(),
            here.operatingSystem(),
            here.java(),
            "0.1",
            "0.35.1",
            "2.7.1");
    assertThat(MachineFacts.joined(List.of(here, other, here)).cpu())
        .isEqualTo(here.cpu() + "; Other");
    assertThat(MachineFacts.joined(List.of(here, here))).isEqualTo(here);
  }
}
