package dev.quantmask.coco.scoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A line of an {@code expected.json} under {@code test-data/coco/scoring}, and its files. */
record ScoringCase(Path folder, JsonNode expected) {
  private static final Path FOLDER = Path.of("test-data/coco/scoring");

  static Stream<ScoringCase> all() {
    try (Stream<Path> folders = Files.list(FOLDER)) {
      return folders.filter(Files::isDirectory).sorted().toList().stream()
          .flatMap(ScoringCase::read);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<ScoringCase> read(Path folder) {
    try {
      JsonNode lines = new ObjectMapper().readTree(folder.resolve("expected.json").toFile());
      return list(lines).stream().map(line -> new ScoringCase(folder, line));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<JsonNode> list(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }

  static Path file(String caseName, String name) {
    return FOLDER.resolve(caseName).resolve(name);
  }

  Path truth() {
    return folder.resolve("gt.json.gz");
  }

  Path detections() {
    return folder.resolve("dt.json.gz");
  }

  boolean fails() {
    return expected.has("error");
  }

  ScoringOptions options() {
    return new ScoringOptions(
        IouType.valueOf(expected.get("iouType").textValue().toUpperCase(Locale.ROOT)),
        Protocol.COCO,
        list(expected.get("maxDets")).stream().map(JsonNode::intValue).toList(),
        expected.get("categories").booleanValue(),
        Thresholds.STANDARD_IOU,
        AreaRange.STANDARD);
  }

  CocoScores score() throws IOException {
    ScoringOptions options = options();
    return CocoScorer.score(
        ScoringFiles.read(truth(), detections(), Set.of(options.iouType()), Protocol.COCO),
        options);
  }

  @Override
  public String toString() {
    return Text.format("%s %s", folder.getFileName(), options());
  }
}
