package dev.quantmask.tracking.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quantmask.text.Text;
import dev.quantmask.tracking.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TrackingFilesTest {
  /**
   * numpy adds in pairs, Java in order: n positive numbers then differ by n x 2^-53 at most of
   * their sum, and the longest sum here is of some thousand.
   */
  private static final double SUMS = 1e-12;

  @TempDir Path directory;

  private static List<JsonNode> cases() {
    return Fixtures.cases("scores.json.gz");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void figuresAreThoseOfTrackeval(JsonNode one) throws IOException {
    write(one);
    Map<String, TrackingScores> scores =
        TrackingFiles.score(directory.resolve("gt"), directory.resolve("predictions"));
    assertThat(scores).hasSize(one.get("sequences").size());
    scores.forEach((name, score) -> compare(name, score, one.get("scores").get(name)));
    compare("all", TrackingScores.combined(scores.values()), one.get("scores").get("COMBINED_SEQ"));
  }

  private static void compare(String name, TrackingScores found, JsonNode expected) {
    Map<String, Number> figures = found.figures();
    assertThat(figures.keySet()).containsExactlyInAnyOrderElementsOf(expected::fieldNames);
    figures.forEach(
        (key, figure) ->
            assertThat(figure.doubleValue())
                .as("%s of %s", key, name)
                .isCloseTo(
                    expected.get(key).doubleValue(),
                    within(figure instanceof Long ? 0 : SUMS * Math.max(1, figure.doubleValue()))));
  }

  private void write(JsonNode one) throws IOException {
    Files.createDirectories(directory.resolve("predictions"));
    Files.createDirectories(directory.resolve("gt"));
    file("gt/classes.txt", "no sequence\n");
    for (Map.Entry<String, JsonNode> sequence : one.get("sequences").properties()) {
      Path truth = directory.resolve("gt").resolve(sequence.getKey()).resolve("gt");
      Files.createDirectories(truth);
      Files.writeString(truth.resolve("gt.txt"), sequence.getValue().get("gt").textValue());
      Files.writeString(
          directory.resolve("predictions").resolve(sequence.getKey() + ".txt"),
          sequence.getValue().get("predictions").textValue());
    }
  }

  @Test
  void spacesMaySeparateNumbers() throws IOException {
    Path truth = file("gt.txt", "1,1,0,0,10,10,1,1,1\n");
    Path tracks = file("t.txt", "1 7 0 0 10 10 0.5\n\n");
    Map<String, TrackingScores> scores = TrackingFiles.score(truth, tracks);
    assertThat(scores).containsOnlyKeys("t");
    assertThat(scores.get("t").figures()).containsEntry("HOTA", 1.0).containsEntry("MOTA", 1.0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1,1,0,0,10 | line 2: expected frame, id, left, top, width, height, confidence; found 5"
            + " columns",
        "1,1,0,0,ten,10,1 | line 2: column 5: expected a number, found ten",
        "1,1,0,0,NaN,10,1 | line 2: column 5: expected a number, found NaN",
        "0,1,0,0,10,10,1 | line 2: column 1: expected a frame from 1, found 0.0",
        "1,-1,0,0,10,10,1 | line 2: column 2: expected the id of a track, 0 or more, found -1.0;"
            + " detections without tracks cannot be scored",
        "5,9,0,0,10,10,1 | line 2: expected an id once in a frame, found id 9 again in frame 5",
      })
  void wrongLinesAreNamed(String line, String message) throws IOException {
    Path truth = file("gt.txt", "1,1,0,0,10,10,1,1,1\n");
    Path tracks = file("t.txt", "5,9,0,0,10,10,1\n" + line + "\n");
    assertThatThrownBy(() -> TrackingFiles.score(truth, tracks))
        .isInstanceOf(IOException.class)
        .hasMessage(Text.format("%s: %s", tracks, message));
  }

  @Test
  void sequencesAreOnBothSides() throws IOException {
    Path truth = Files.createDirectory(directory.resolve("truth"));
    Path tracks = Files.createDirectory(directory.resolve("tracks"));
    assertThatThrownBy(() -> TrackingFiles.score(truth, tracks))
        .hasMessage(Text.format("%s: expected NAME.txt or NAME/gt/gt.txt, found neither", truth));
    Path a = file("truth/a.txt", "");
    Path b = file("tracks/b.txt", "");
    assertThatThrownBy(() -> TrackingFiles.score(truth, tracks))
        .hasMessage(Text.format("%s: expected sequence a, which %s is of", tracks, a));
    file("tracks/a.txt", "");
    assertThatThrownBy(() -> TrackingFiles.score(truth, tracks))
        .hasMessage(Text.format("%s: expected sequence b, which %s is of", truth, b));
    assertThatThrownBy(() -> TrackingFiles.score(truth, a))
        .hasMessage(Text.format("%s: expected a folder of sequences, as the other one is", a));
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }
}
