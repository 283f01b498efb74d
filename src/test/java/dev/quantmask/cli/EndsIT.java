package dev.quantmask.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that are ended by a signal. */
@DisabledOnOs(OS.WINDOWS) // which has no such signals
class EndsIT {
  private static final long SEED = 15;

  @TempDir Path directory;
  private Ends ends;

  @BeforeEach
  void start() {
    ends = new Ends(directory, SEED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"detect", "bench", "train", "evaluate", "tune", "quantize", "convert", "dataset"})
  void nothingIsLeftWheneverItComes(String command) throws Exception {
    long length = ends.wholeRun(command);
    for (int i = 0; i < 2; i++) {
      assertThat(ends.atRandom(command, i, length).call().problems()).isEmpty();
    }
  }

  /** While libtorch is busy, or about to be: the moments in which the usual exit crashed. */
  @ParameterizedTest
  @CsvSource({
    "detect, TERM, 143, '\"detections\":', To do it again: quantmask detect",
    "detect, INT, 130, '\"detections\":', To do it again: quantmask detect",
    "train, HUP, 129, 'device:', interrupted at iteration",
    "train, TERM, 143, 'device:', ' --resume'",
    "evaluate, INT, 130, 'evaluate: ', what was measured is kept. To continue: quantmask evaluate",
    "tune, TERM, 143, 'tune: measurement', what was measured is kept. To continue: quantmask tune"
  })
  void itSaysHowToGoOn(String command, String signal, int exitCode, String mark, String message)
      throws Exception {
    requireSendable(signal);
    Ends.Ending ending = ends.run(command, "marked", signal, now -> now.log().contains(mark));
    assertThat(ending.problems()).isEmpty();
    assertThat(ending.exitCode()).as(ending.log()).isEqualTo(exitCode);
    assertThat(ending.log()).contains("quantmask: interrupted", message);
  }

  @ParameterizedTest
  @CsvSource({"quantize, TERM, 143", "bench, TERM, 143", "detect, HUP, 129", "train, INT, 130"})
  void temporaryFilesGo(String command, String signal, int exitCode) throws Exception {
    requireSendable(signal);
    Ends.Ending ending = ends.run(command, "marked", signal, now -> now.hasTemporaryFile(".pt"));
    assertThat(ending.problems()).isEmpty();
    assertThat(ending.exitCode()).as(ending.log()).isEqualTo(exitCode);
  }

  /** The signal comes while JNA's library is being unpacked, if there is such a moment. */
  @Test
  void theLibraryOfJnaIsNotLeft() throws Exception {
    Ends.Ending ending = ends.run("detect", "jna", "TERM", now -> now.hasTemporaryFile(".tmp"));
    assertThat(ending.problems()).isEmpty();
  }

  /** The signal comes while one of a frame's two files is there, if there is such a moment. */
  @Test
  void framesAreLeftWithTheirAnnotationsOrNotAtAll() throws Exception {
    Ends.Ending ending = ends.run("frames", "half", "TERM", Ends.Running::hasHalfAFrame);
    assertThat(ending.problems()).isEmpty();
  }

  @Test
  void framesThatAreLeftAreNamed() throws Exception {
    requireSendable("TERM");
    Ends.Ending ending =
        ends.run(
            "frames", "some", "TERM", now -> !Ends.filesIn(now.folder().resolve("out")).isEmpty());
    assertThat(ending.problems()).isEmpty();
    assertThat(ending.exitCode()).as(ending.log()).isEqualTo(143);
    assertThat(ending.log())
        .contains("complete images are kept. To do it again: quantmask dataset synthesize")
        .contains(" --overwrite");
  }

  /** At the first start libtorch's libraries are unpacked, which are hundreds of megabytes. */
  @Test
  void ofLibrariesThatAreUnpackedOnlyWholeOnesStay() throws Exception {
    requireSendable("TERM");
    Path cache = directory.resolve("cache");
    List<String> properties = List.of("-DENGINE_CACHE_DIR=" + cache);
    Ends.Ending ending =
        ends.run("detect", "first", "TERM", now -> hasPart(cache, "torch_cpu"), properties);
    assertThat(ending.problems()).isEmpty();
    assertThat(ending.exitCode()).as(ending.log()).isEqualTo(143);
    List<Path> whole = libraries(cache);
    assertThat(whole).isNotEmpty().noneMatch(library -> library.toString().endsWith(".part"));
    List<Long> sizes = whole.stream().map(library -> library.toFile().length()).toList();

    Ends.Ending next = ends.run("detect", "next", "TERM", now -> false, properties);
    assertThat(next.exitCode()).as(next.log()).isZero();
    assertThat(whole.stream().map(library -> library.toFile().length()))
        .containsExactlyElementsOf(sizes);
    assertThat(Ends.filesIn(cache)).containsAll(whole).isEqualTo(libraries(cache));
  }

  private static boolean hasPart(Path cache, String library) throws IOException {
    return Files.isDirectory(cache)
        && Ends.filesIn(cache).stream()
            .map(file -> file.getFileName().toString())
            .anyMatch(name -> name.contains(library) && name.endsWith(".part"));
  }

  /** Without the file that processes lock. */
  private static List<Path> libraries(Path cache) throws IOException {
    return Ends.filesIn(cache).stream().filter(file -> !file.endsWith("lock")).toList();
  }

  private static void requireSendable(String signal) {
    assumeTrue(Ends.canBeSent(signal), "this process, or a shell above it, ignores SIG" + signal);
  }
}
