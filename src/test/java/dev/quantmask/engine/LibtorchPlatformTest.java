package dev.quantmask.engine;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIOException;

import org.junit.jupiter.api.Test;

class LibtorchPlatformTest {
  @Test
  void aBuildForAnotherMachineSaysWhatToBuild() {
    assertThatIOException()
        .isThrownBy(() -> LibtorchPlatform.check("linux-x86_64", "osx-aarch64"))
        .withMessage(
            "libtorch: this build has it for linux-x86_64, and this machine is osx-aarch64: build"
                + " with -Dlibtorch.platform=osx-aarch64");
  }

  @Test
  void thisBuildIsForThisMachine() {
    assertThatCode(LibtorchPlatform::check).doesNotThrowAnyException();
  }
}
