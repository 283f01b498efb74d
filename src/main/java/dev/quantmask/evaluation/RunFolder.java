package dev.quantmask.evaluation;

import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Says where an evaluation writes: {@code runs} has the results, a file a shard, and beside it are
 * the reports. Shards may share a folder.
 *
 * @param path that was asked for
 */
public record RunFolder(Path path) {
  private static final List<String> REPORTS = List.of("report.json", "report.md", "index.html");

  /** The file of a shard's results. */
  public Path part(Shard shard) {
    return runs().resolve(Text.format("part-%d-of-%d.jsonl", shard.index(), shard.count()));
  }

  /** Returns where archives go that are made for the comparison. */
  public Path models() {
    return path.resolve("models");
  }

  private Path runs() {
    return path.resolve("runs");
  }

  /** The files of all parts, sorted by name. */
  List<Path> parts() throws IOException {
    if (!Files.isDirectory(runs())) {
      return List.of();
    }
    List<Path> parts = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(runs(), "part-*.jsonl")) {
      files.forEach(parts::add);
    }
    Collections.sort(parts);
    return parts;
  }

  /**
   * Refuses to write over what is there.
   *
   * @param resume whether that was asked for; parts of another division are refused even so
   */
  public void requireFree(Shard shard, boolean resume) throws IOException {
    for (Path other : parts()) {
      String name = other.getFileName().toString();
      if (!name.endsWith(Text.format("-of-%d.jsonl", shard.count()))) {
        throw new IOException(
            Text.format(
                "%s: expected parts of the same division as %s; choose another --out",
                other, shard));
      }
    }
    if (resume) {
      return;
    }
    requireAbsent(part(shard));
    if (shard.count() == 1) {
      requireNoReports();
    }
  }

  /** Refuses to write over reports. */
  public void requireNoReports() throws IOException {
    for (String report : REPORTS) {
      requireAbsent(path.resolve(report));
    }
  }

  private static void requireAbsent(Path file) throws IOException {
    if (Files.exists(file)) {
      throw new IOException(
          Text.format(
              "%s is there already: go on with it by --resume, or choose another --out", file));
    }
  }
}
