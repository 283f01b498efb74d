package dev.quantmask.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Commands that {@link Ends} ends, each of which takes some seconds. */
final class EndedCommands {
  private static final Path FRAMES = Path.of("test-data/frames");
  private static final Path MODEL = Path.of("src/main/model");

  private EndedCommands() {}

  /**
   * The arguments of a command.
   *
   * @param out the folder to write to; what runs share is beside its parent
   */
  static List<String> arguments(String command, Path out) throws IOException {
    String text =
        switch (command) {
          case "detect" -> "detect --overlay OUT/drawn --json OUT/found.jsonl FRAMES";
          case "bench" -> "bench --model MODEL/default.pt --runs 4 --json OUT/bench.json FEW";
          case "quantize" ->
              "quantize --model FP32 --scheme static --calibration test-data/frames"
                  + " --calibration-images 6 --save-ranges OUT/ranges.json --out OUT/static.pt";
          case "evaluate" ->
              "evaluate --model MODEL/default.pt --annotations test-data/frames/annotations.json"
                  + " --images test-data/frames --limit 6 --out OUT";
          case "tune" ->
              "tune --checkpoint MODEL/model.pth --config MODEL/config.yaml --classes"
                  + " MODEL/classes.txt --annotations test-data/frames/annotations.json --images"
                  + " test-data/frames --ranges MODEL/ranges.json --max-loss 50 --budget 1s"
                  + " --threads 1 --limit 3 --out OUT/best.pt";
          case "train" ->
              "train --config CONFIG --annotations test-data/frames/annotations.json --images"
                  + " test-data/frames --out OUT";
          case "convert" ->
              "convert --checkpoint MODEL/model.pth --config MODEL/config.yaml --out OUT/fp32.pt";
          case "dataset" -> "dataset synthesize --count 6 --seed 1 --out OUT";
          case "frames" -> "dataset synthesize --count 60 --size 320x180 --seed 1 --out OUT";
          default -> throw new IllegalArgumentException(command);
        };
    List<String> arguments = new ArrayList<>();
    for (String word : text.split(" ")) {
      switch (word) {
        case "FRAMES" -> arguments.addAll(frames(30));
        case "FEW" -> arguments.addAll(frames(3));
        case "FP32" -> arguments.add(fp32(out).toString());
        case "CONFIG" -> arguments.add(config(out).toString());
        default ->
            arguments.add(word.replace("OUT", out.toString()).replace("MODEL", MODEL.toString()));
      }
    }
    return arguments;
  }

  private static List<String> frames(int most) throws IOException {
    try (Stream<Path> files = Files.list(FRAMES)) {
      return files
          .map(Path::toString)
          .filter(name -> name.endsWith(".jpg"))
          .sorted()
          .limit(most)
          .toList();
    }
  }

  /** Beside all runs, and made once. */
  private static synchronized Path fp32(Path out) throws IOException {
    Path file = out.getParent().resolveSibling("fp32.pt");
    if (!Files.exists(file)) {
      List<String> line = new ArrayList<>();
      line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      line.addAll(List.of("-jar", "target/quarkus-app/quarkus-run.jar", "convert"));
      line.addAll(List.of("--checkpoint", MODEL.resolve("model.pth").toString()));
      line.addAll(List.of("--config", MODEL.resolve("config.yaml").toString()));
      line.addAll(List.of("--out", file.toString()));
      try {
        new ProcessBuilder(line).inheritIO().start().waitFor();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return file;
  }

  /** A few iterations, with a checkpoint every other one. */
  private static Path config(Path out) throws IOException {
    String text = Files.readString(Path.of("test-data/training/tiny.yaml"));
    return Files.writeString(
        out.resolveSibling("tiny.yaml"),
        text.replace("MAX_ITER: 60", "MAX_ITER: 6")
            .replace("CHECKPOINT_PERIOD: 20", "CHECKPOINT_PERIOD: 2"));
  }
}
