package dev.quantmask.deployment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Dockerfile's instructions in order, continued lines put together.
 *
 * @param path of the file
 */
public record Dockerfile(Path path, List<Instruction> instructions) {
  public static final Path FOLDER = Path.of("deployment/docker");

  private static final Pattern VARIABLE = Pattern.compile("(?:^|\\s)([A-Z][A-Z0-9_]*)=(\\S+)");

  /**
   * One of them.
   *
   * @param name in capitals, such as COPY
   * @param text what follows
   */
  public record Instruction(String name, String text) {}

  /** All that are in the folder. */
  public static List<Dockerfile> all() throws IOException {
    List<Dockerfile> files = new ArrayList<>();
    try (Stream<Path> paths = Files.list(FOLDER)) {
      for (Path path : paths.sorted().toList()) {
        if (path.getFileName().toString().matches("Dockerfile\\.[a-z]+")) {
          files.add(new Dockerfile(path, parse(Files.readString(path))));
        }
      }
    }
    return files;
  }

  private static List<Instruction> parse(String text) {
    return text.lines()
        .filter(line -> !line.startsWith("#"))
        .reduce((all, line) -> all + "\n" + line)
        .orElse("")
        .replace("\\\n", " ")
        .lines()
        .filter(line -> !line.isBlank())
        .map(line -> line.split(" ", 2))
        .map(parts -> new Instruction(parts[0], parts[1].strip()))
        .toList();
  }

  public List<String> all(String name) {
    return instructions.stream()
        .filter(instruction -> instruction.name().equals(name))
        .map(Instruction::text)
        .toList();
  }

  /** The stage of this name. */
  Dockerfile stage(String name) {
    int start = 0;
    while (!isStart(start) || !instructions.get(start).text().endsWith(" AS " + name)) {
      start++;
    }
    int end = start + 1;
    while (!isStart(end)) {
      end++;
    }
    return new Dockerfile(path, instructions.subList(start, end));
  }

  private boolean isStart(int instruction) {
    return instructions.get(instruction).name().equals("FROM");
  }

  /** What the last stage has: that is what runs. */
  public List<String> last(String name) {
    int start = 0;
    for (int i = 0; i < instructions.size(); i++) {
      if (isStart(i)) {
        start = i;
      }
    }
    return new Dockerfile(path, instructions.subList(start, instructions.size())).all(name);
  }

  /** Of the last stage. */
  public Map<String, String> environment() {
    Map<String, String> environment = new TreeMap<>();
    for (String text : last("ENV")) {
      for (MatchResult variable : VARIABLE.matcher(text).results().toList()) {
        environment.put(variable.group(1), variable.group(2));
      }
    }
    return environment;
  }

  /** What is copied from the repository, not from another stage. */
  public List<String> copied() {
    return all("COPY").stream()
        .filter(text -> !text.startsWith("--from"))
        .map(text -> text.split(" +"))
        .flatMap(words -> Arrays.stream(words, 0, words.length - 1))
        .toList();
  }

  /** What the build may see: the rest is left out by a first line of {@code *}. */
  public List<String> seen() throws IOException {
    return Files.readAllLines(path.resolveSibling(path.getFileName() + ".dockerignore"));
  }

  @Override
  public String toString() {
    return path.getFileName().toString();
  }
}
