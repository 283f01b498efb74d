package dev.quantmask.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.text.Text;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The natives that pom.xml chooses by operating system and processor. */
class PlatformsTest {
  private static final Path POM = Path.of("pom.xml");

  @ParameterizedTest
  @CsvSource({
    "linux-x86_64, linux-x86-64, linux-x86_64, libdjl_torch.so, libjnidispatch.so",
    "linux-aarch64, linux-aarch64, linux-arm64, libdjl_torch.so, libjnidispatch.so",
    "osx-aarch64, darwin-aarch64, macosx-arm64, libdjl_torch.dylib, libjnidispatch.jnilib",
    "win-x86_64, win32-x86-64, windows-x86_64, djl_torch.dll, jnidispatch.dll"
  })
  void djlAndJnaHaveALibraryForEachOfThem(
      String libtorch, String jna, String ffmpeg, String djlLibrary, String jnaLibrary)
      throws Exception {
    assertThat(Files.readString(POM))
        .containsPattern(
            Text.format(
                "<libtorch.platform>%s</libtorch.platform>\\s*<jna.platform>%s</jna.platform>"
                    + "\\s*<ffmpeg.platform>%s</ffmpeg.platform>",
                libtorch, jna, ffmpeg));
    assertThat(getClass().getResource("/jnilib/" + libtorch + "/cpu/" + djlLibrary)).isNotNull();
    assertThat(getClass().getResource("/com/sun/jna/" + jna + "/" + jnaLibrary)).isNotNull();
  }

  /** Such a profile would be switched off by {@code -Plambda} or {@code -Dnative}. */
  @Test
  void noProfileIsActiveOnlyWhileNoOtherIs() throws Exception {
    assertThat(Files.readString(POM)).doesNotContain("activeByDefault");
    assertThat(Pattern.compile("<os>").matcher(Files.readString(POM)).results()).hasSize(3);
  }
}
