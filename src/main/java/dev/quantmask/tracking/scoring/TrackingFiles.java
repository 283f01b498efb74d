package dev.quantmask.tracking.scoring;

import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Scores files of MOTChallenge, one or folders of them. */
public final class TrackingFiles {
  private static final String SUFFIX = ".txt";

  private TrackingFiles() {}

  /**
   * Scores each sequence of the ground truth.
   *
   * @param truth a file, or a folder with {@code NAME/gt/gt.txt} or {@code NAME.txt} for each
   *     sequence
   * @param predictions a file, or a folder with the same names
   * @return the scores of each sequence by its name
   * @throws IOException also when a sequence is on one side only
   */
  public static NavigableMap<String, TrackingScores> score(Path truth, Path predictions)
      throws IOException {
    NavigableMap<String, TrackingScores> scores = new TreeMap<>();
    if (!Files.isDirectory(truth) && !Files.isDirectory(predictions)) {
      scores.put(name(predictions), score(List.of(truth, predictions)));
      return scores;
    }
    NavigableMap<String, Path> truths = sequences(truth);
    NavigableMap<String, Path> predicted = sequences(predictions);
    requireAll(truths, predicted, predictions);
    requireAll(predicted, truths, truth);
    for (Map.Entry<String, Path> one : truths.entrySet()) {
      String name = one.getKey();
      scores.put(name, score(List.of(one.getValue(), predicted.get(name))));
    }
    return scores;
  }

  private static TrackingScores score(List<Path> pair) throws IOException {
    return TrackingScores.of(
        ScoredSequence.of(MotFile.groundTruth(pair.get(0)), MotFile.predictions(pair.get(1))));
  }

  private static NavigableMap<String, Path> sequences(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IOException(
          Text.format("%s: expected a folder of sequences, as the other one is", folder));
    }
    NavigableMap<String, Path> folders = new TreeMap<>();
    NavigableMap<String, Path> files = new TreeMap<>();
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path entry : entries.toList()) {
        Path inside = entry.resolve("gt").resolve("gt.txt");
        if (Files.isRegularFile(inside)) {
          folders.put(entry.getFileName().toString(), inside);
        } else if (Files.isRegularFile(entry) && entry.toString().endsWith(SUFFIX)) {
          files.put(name(entry), entry);
        }
      }
    }
    // beside folders of sequences a text file is something else, such as the names of classes
    NavigableMap<String, Path> sequences = folders.isEmpty() ? files : folders;
    if (sequences.isEmpty()) {
      throw new IOException(
          Text.format("%s: expected NAME.txt or NAME/gt/gt.txt, found neither", folder));
    }
    return sequences;
  }

  private static String name(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
  }

  private static void requireAll(Map<String, Path> sequences, Map<String, Path> others, Path place)
      throws IOException {
    for (String name : sequences.keySet()) {
      if (!others.containsKey(name)) {
        throw new IOException(
            Text.format(
                "%s: expected sequence %s, which %s is of", place, name, sequences.get(name)));
      }
    }
  }
}
