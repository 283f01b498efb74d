package dev.quantmask.evaluation;

import dev.quantmask.coco.CocoDetection;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * All parts of an evaluation: complete, disjoint and of the same things.
 *
 * @param parts by number
 * @param byModel {@code [model][image]}: what it found, in the order of the images
 */
record RunSet(List<RunPart> parts, List<List<RunResult>> byModel) {
  /**
   * Joins the parts of one evaluation.
   *
   * @param files in any order
   * @throws IOException saying what is missing, there twice or different
   */
  static RunSet read(List<Path> files) throws IOException {
    Map<Integer, RunPart> parts = new TreeMap<>();
    RunPart first = null;
    for (Path file : files) {
      RunPart part = RunPart.read(file);
      if (part == null) {
        throw new IOException(Text.format("%s: expected results, found nothing", file));
      }
      first = first == null ? part : first;
      requireSame(first, part);
      RunPart twin = parts.put(part.header().shard().index(), part);
      if (twin != null) {
        throw new IOException(
            Text.format(
                "part %s is there twice: %s and %s",
                part.header().shard(), twin.file(), part.file()));
      }
    }
    if (first == null) {
      throw new IOException("expected the results of `evaluate`, found none");
    }
    requireComplete(parts, first.header().shard().count());
    return new RunSet(List.copyOf(parts.values()), byModel(parts, first.header()));
  }

  private static void requireSame(RunPart first, RunPart part) throws IOException {
    if (part.header().shard().count() != first.header().shard().count()) {
      throw new IOException(
          Text.format(
              "%s: expected a part of %d, as %s, found %s",
              part.file(), first.header().shard().count(), first.file(), part.header().shard()));
    }
    part.header().requireSame(first.header(), part.file().toString());
  }

  private static void requireComplete(Map<Integer, RunPart> parts, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      Shard shard = new Shard(i, count);
      RunPart part = parts.get(i);
      if (part == null) {
        throw new IOException(
            Text.format("part %s is missing: `evaluate --shard %s` makes it", shard, shard));
      }
      if (!part.isComplete()) {
        throw new IOException(
            Text.format(
                "%s: expected %d results, found %d: continue its run with --resume",
                part.file(), part.expected(), part.results().size()));
      }
    }
  }

  private static List<List<RunResult>> byModel(Map<Integer, RunPart> parts, RunHeader header) {
    List<List<RunResult>> byModel = new ArrayList<>();
    header.models().forEach(model -> byModel.add(new ArrayList<>()));
    parts.values().stream()
        .flatMap(part -> part.results().stream())
        .sorted(Comparator.comparingInt(RunResult::image))
        .forEach(result -> byModel.get(result.model()).add(result));
    return byModel;
  }

  /** Returns the header of the first part. */
  RunHeader header() {
    return parts.get(0).header();
  }

  Stream<RunHeader> headers() {
    return parts.stream().map(RunPart::header);
  }

  /** Returns what a model found in all images. */
  List<CocoDetection> detections(int model) {
    return byModel.get(model).stream().flatMap(result -> result.records().stream()).toList();
  }

  /** Milliseconds of a model, by image. */
  double[] milliseconds(int model) {
    return byModel.get(model).stream().mapToDouble(RunResult::milliseconds).toArray();
  }
}
