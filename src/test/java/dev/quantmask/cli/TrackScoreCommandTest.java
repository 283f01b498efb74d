package dev.quantmask.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrackScoreCommandTest {
  /** Of two frames the second one is missed: MOTA and DetA are a half, AssA 1/2, LocA 1. */
  private static final String HALF =
      "0.5000 | 0.5000 | 0.5000 | 1.0000 | 0.5000 | 1.0000 | 0 | 1 | 0 | 0 | 0 | 0 | 0.6667"
          + " | 1.0000 | 0.5000 |";

  @TempDir Path directory;
  private Path truth;
  private Path tracks;

  @BeforeEach
  void write() throws IOException {
    truth = Files.createDirectory(directory.resolve("truth"));
    tracks = Files.createDirectory(directory.resolve("tracks"));
    for (String name : new String[] {"a.txt", "b.txt"}) {
      Files.writeString(truth.resolve(name), "1,1,0,0,9,9,1,1,1\n2,1,0,0,9,9,1,1,1\n");
      Files.writeString(tracks.resolve(name), "1,5,0,0,9,9,0.9,-1,-1,-1\n");
    }
  }

  private static Outcome score(Path truth, Path predictions, Object... more) {
    Object[] arguments = new Object[6 + more.length];
    System.arraycopy(
        new Object[] {"track", "score", "--ground-truth", truth, "--predictions", predictions},
        0,
        arguments,
        0,
        6);
    System.arraycopy(more, 0, arguments, 6, more.length);
    return Outcome.onJvm(arguments);
  }

  @Test
  void printsEachSequenceAndAllTogether() {
    Outcome outcome = score(truth, tracks);
    assertThat(outcome.output().lines().skip(2))
        .containsExactly(
            "| a | " + HALF, "| b | " + HALF, "| all | " + HALF.replace(" 1 |", " 2 |"));
    assertThat(outcome.exitCode()).isZero();
  }

  @Test
  void writesAllFiguresWithAllDigits() throws IOException {
    Path json = directory.resolve("scores.json");
    Outcome outcome = score(truth.resolve("a.txt"), tracks.resolve("b.txt"), "--json", json);
    assertThat(outcome.output().lines().skip(2)).containsExactly("| b | " + HALF);
    JsonNode scores = new ObjectMapper().readTree(json.toFile());
    assertThat(scores.fieldNames()).toIterable().containsExactly("combined", "sequences");
    assertThat(scores.at("/combined/IDF1").doubleValue()).isEqualTo(2 / 3.0);
    assertThat(scores.at("/sequences/b/CLR_FN").isIntegralNumber()).isTrue();
  }

  @Test
  void aWrongFileIsNamed() {
    Outcome outcome = score(truth.resolve("a.txt"), directory.resolve("none.txt"));
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.error()).contains("none.txt");
  }
}
