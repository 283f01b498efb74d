package dev.quantmask.dataset.importing;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is to be imported.
 *
 * @param input a file, or a folder for formats of a file an image
 * @param images the folder of the images; if not given, the input folder, or that of the input
 * @param withImages false: there are none, and the sizes are those that the annotations state
 * @param classes in the order of their numbers; empty for the labels that come, sorted
 * @param out the file to write; with a split {@code out.json} becomes {@code out.NAME.json}
 * @param skipBroken leave out what cannot be used
 * @param report where everything that is found is written to, as JSON
 * @param classAttribute of VIA's regions that holds the label
 */
public record ImportRequest(
    AnnotationFormat format,
    Path input,
    Optional<Path> images,
    boolean withImages,
    List<String> classes,
    Path out,
    Optional<Split> split,
    boolean skipBroken,
    Optional<Path> report,
    Optional<String> classAttribute) {
  /** The file of a part: {@code a/b.json} and {@code val}: {@code a/b.val.json}. */
  Path output(String part) {
    String name = out.getFileName().toString();
    int dot = name.lastIndexOf('.');
    String stem = dot > 0 ? name.substring(0, dot) : name;
    String suffix = dot > 0 ? name.substring(dot) : "";
    return out.resolveSibling(stem + "." + part + suffix);
  }

  /** What the import writes, which is no input; absolute. */
  Set<Path> written() {
    Set<Path> written = new LinkedHashSet<>();
    written.add(out);
    split.ifPresent(parts -> parts.shares().keySet().forEach(part -> written.add(output(part))));
    report.ifPresent(written::add);
    Set<Path> absolute = new LinkedHashSet<>();
    written.forEach(file -> absolute.add(file.toAbsolutePath().normalize()));
    return absolute;
  }
}
