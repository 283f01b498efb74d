package dev.quantmask.pytorch.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.quantmask.pytorch.io.MalformedCheckpointException;
import dev.quantmask.pytorch.zip.Zips;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives of a few hundred bytes whose values have no end, or one that is never reached. */
class TensorPathsTest {
  @TempDir private Path directory;

  private void assertRefused(String pickle) throws Exception {
    byte[] bytes = pickle.getBytes(StandardCharsets.ISO_8859_1);
    byte[] zip =
        Zips.zip(
            Zips.stored("m/data.pkl", bytes),
            Zips.stored("m/constants.pkl", new byte[] {'N', '.'}));
    Path file = Files.write(directory.resolve("m.pt"), zip);
    try (ScriptArchive archive = ScriptArchive.open(file)) {
      assertThatExceptionOfType(MalformedCheckpointException.class)
          .isThrownBy(archive::tensors)
          .withMessageEndingWith(
              "expected at most 1000000 values, 100 deep, found more, or one in itself");
    }
  }

  @Test
  void aListInItself() throws Exception {
    assertRefused("]q\u0000h\u0000a."); // empty list, remember it as 0, get 0, append
  }

  @Test
  void listsOfTheListBeforeTwice() throws Exception {
    StringBuilder pickle = new StringBuilder("]q\u0000");
    for (char level = 1; level < 40; level++) { // 2^39 lists, as a tree
      char before = (char) (level - 1);
      pickle
          .append("]q")
          .append(level)
          .append("h")
          .append(before)
          .append("ah")
          .append(before)
          .append("a");
    }
    assertRefused(pickle.append('.').toString());
    assertThat(pickle.length()).isLessThan(500);
  }
}
