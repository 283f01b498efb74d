package dev.quantmask.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class ResidentMemoryTest {
  private static final int BYTES = 100_000_000;

  /** Outside of Java's heap, as libtorch does; its pages are touched when it is filled with 0. */
  private static Integer allocate() {
    return ByteBuffer.allocateDirect(BYTES).capacity();
  }

  @Test
  void whatWorkNeedsIsSeen() throws Exception {
    ModelMemory memory = new ModelMemory();
    assertThat(memory.megabytes()).isNaN(); // nothing has run
    memory.loading(() -> 0);
    memory.inferring(ResidentMemoryTest::allocate);
    memory.inferring(() -> 0); // the most counts, not the last
    assertThat(memory.megabytes()).isBetween(90.0, 250.0);
  }
}
