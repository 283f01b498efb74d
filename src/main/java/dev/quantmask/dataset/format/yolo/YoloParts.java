package dev.quantmask.dataset.format.yolo;

import dev.quantmask.dataset.format.InputPart;
import dev.quantmask.dataset.reader.InputFiles;
import dev.quantmask.io.ExistingFile;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The splits of a data set: those that its {@code data.yaml} names, or else its folders. */
final class YoloParts {
  private final InputFiles files;
  private final YoloLayout layout;
  private final Optional<String> yaml;
  private final Set<String> names;

  YoloParts(InputFiles input) throws IOException {
    this.yaml = yaml(input);
    this.files = yaml.isPresent() ? input.wholeFolder() : input;
    this.names = new HashSet<>(files.names());
    this.layout = YoloLayout.of(files.names());
  }

  /** Returns the file that describes the data set: the one given, or the uppermost. */
  private static Optional<String> yaml(InputFiles input) throws IOException {
    List<String> all = input.names().stream().filter(YoloLayout::isYaml).toList();
    long depth = all.stream().mapToLong(YoloParts::depth).min().orElse(0);
    List<String> top = all.stream().filter(name -> depth(name) == depth).toList();
    Optional<String> usual =
        top.stream().filter(name -> name.matches("(.*/)?data(set)?\\.ya?ml")).findFirst();
    if (top.size() > 1 && usual.isEmpty()) {
      throw new IOException(
          Text.format(
              "%s: expected data.yaml, found %s: give --in one of them",
              input.given(), String.join(", ", top)));
    }
    return usual.isPresent() ? usual : top.stream().findFirst();
  }

  private static long depth(String name) {
    return name.chars().filter(character -> character == '/').count();
  }

  List<InputPart> parts() throws IOException {
    List<InputPart> parts = yaml.isPresent() ? stated(yaml.get()) : folders();
    if (parts.isEmpty()) {
      throw new IOException(
          Text.format("%s: expected labels/*.txt beside images, found none", files.given()));
    }
    return parts;
  }

  private List<InputPart> folders() {
    Map<String, List<String>> parts = new TreeMap<>();
    for (String name : files.names()) {
      if (layout.isLabel(name) || isLabelled(name)) {
        parts.computeIfAbsent(YoloLayout.part(name), part -> new ArrayList<>()).add(name);
      }
    }
    return parts.entrySet().stream().map(part -> part(part.getKey(), part.getValue())).toList();
  }

  /** Other images, such as a chart of a training, are none of the data set. */
  private boolean isLabelled(String name) {
    boolean hasLabel = names.contains(YoloLayout.label(name));
    return YoloLayout.isImage(name) && (hasLabel || ("/" + name).contains("/images/"));
  }

  private InputPart part(String split, List<String> own) {
    List<String> all = new ArrayList<>(own);
    yaml.ifPresent(all::add);
    files.names().stream().filter(YoloLayout::isClassList).forEach(all::add);
    String name = split.isEmpty() ? files.stem() : split;
    return new InputPart(files.named(all), List.of(name, files.stem() + "." + name));
  }

  private List<InputPart> stated(String name) throws IOException {
    YoloYaml data = YoloYaml.read(files.path(name));
    List<InputPart> parts = new ArrayList<>();
    Set<List<String>> seen = new HashSet<>(); // train and val are often the same
    boolean splits = false;
    for (String key : List.of("train", "val", "test")) {
      List<String> places = data.split(key);
      splits |= !places.isEmpty();
      List<String> own = new ArrayList<>();
      for (String place : places) {
        own.addAll(below(place, name, data));
      }
      if (own.isEmpty() && !places.isEmpty() && !key.equals("test")) { // which is seldom published
        throw data.wrong(key, "a folder or a list of images in " + files.given(), places);
      }
      if (!own.isEmpty() && seen.add(places)) {
        parts.add(part(key, own));
      }
    }
    return splits ? parts : folders();
  }

  /** Returns the images and labels of a folder, or of a list, at the first place that has any. */
  private List<String> below(String place, String yamlName, YoloYaml data) throws IOException {
    for (String candidate : new YoloPlaces(files, yamlName, data.path()).of(place)) {
      List<String> own =
          names.contains(candidate) ? listed(candidate, yamlName, data) : inFolder(candidate);
      if (!own.isEmpty()) {
        return own;
      }
    }
    return List.of();
  }

  private List<String> inFolder(String folder) {
    String start = folder.isEmpty() ? "" : folder + "/";
    Predicate<String> image = name -> YoloLayout.isImage(name) && name.startsWith(start);
    Predicate<String> label =
        name -> layout.isLabel(name) && YoloLayout.imageStem(name).startsWith(start);
    return files.names().stream().filter(image.or(label)).toList();
  }

  private List<String> listed(String list, String yamlName, YoloYaml data) throws IOException {
    YoloPlaces places = new YoloPlaces(files, yamlName, data.path());
    Set<String> own = new LinkedHashSet<>();
    for (String line : ExistingFile.lines(files.path(list))) {
      String image = line.strip().replace('\\', '/');
      if (image.isEmpty()) {
        continue;
      }
      Stream<String> candidates =
          image.startsWith("./")
              ? Stream.concat(places.beside(list, image).stream(), places.of(image).stream())
              : places.of(image).stream();
      List<String> all = candidates.toList();
      String found = all.stream().filter(names::contains).findFirst().orElse(all.get(0));
      own.add(found); // whether it is there or not
      if (names.contains(YoloLayout.label(found))) {
        own.add(YoloLayout.label(found));
      }
    }
    return List.copyOf(own);
  }
}
