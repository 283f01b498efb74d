package dev.quantmask.model.config;

import dev.quantmask.io.PlainYaml;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads a configuration and those that it is based on ({@code _BASE_}), as fvcore's CfgNode does:
 * sections are merged key by key, everything else is replaced.
 */
final class InheritedYaml {
  private static final String BASE = "_BASE_";
  private static final String PUBLISHED = "detectron2://";

  /** Files that are being read, each named by the one before it. */
  private final Set<Path> chain = new LinkedHashSet<>();

  private InheritedYaml() {}

  /**
   * @throws IOException naming the file in the chain and the key that are wrong
   */
  static YamlSection read(Path file) throws IOException {
    return new YamlSection("", new InheritedYaml().merged(file));
  }

  private Map<Object, Object> merged(Path file) throws IOException {
    Path place = file.toAbsolutePath().normalize();
    if (!chain.add(place)) {
      String names = chain.stream().map(Path::toString).collect(Collectors.joining(" > "));
      throw wrong(file, "expected files that end somewhere, found a cycle: " + names);
    }
    if (file.toString().endsWith(".py")) {
      throw LazyConfig.found(file);
    }
    Map<Object, Object> own = new LinkedHashMap<>(PlainYaml.read(file));
    Object named = own.remove(BASE);
    Map<Object, Object> all = new LinkedHashMap<>();
    for (Object base : named instanceof List<?> list ? list : names(named)) {
      merge(merged(basePath(file, base)), all, file, "");
    }
    merge(own, all, file, "");
    chain.remove(place);
    return all;
  }

  private static List<Object> names(Object named) {
    return named == null ? List.of() : List.of(named);
  }

  private static Path basePath(Path file, Object named) throws IOException {
    if (!(named instanceof String name) || name.isBlank()) {
      throw wrong(file, Text.format("expected the path of a file, or some, found '%s'", named));
    }
    if (name.contains("://")) {
      throw wrong(
          file,
          Text.format(
              "expected the path of a file, found '%s'; download that file%s and write its path, or"
                  + " take the full configuration that Detectron2 dumps (cfg.dump())",
              name, published(name)));
    }
    Path base;
    try {
      base =
          name.startsWith("~")
              ? Path.of(System.getProperty("user.home") + name.substring(1))
              : file.resolveSibling(name);
    } catch (InvalidPathException e) {
      throw wrong(file, Text.format("expected the path of a file, or some, found '%s'", named));
    }
    if (!Files.exists(base)) {
      throw wrong(
          file,
          Text.format(
              "expected a file at %s ('%s', seen from this one), found none; get it, too, or take"
                  + " the full configuration that Detectron2 dumps (cfg.dump())",
              base.normalize(), name));
    }
    return base;
  }

  /** Where Detectron2 downloads from. */
  private static String published(String name) {
    return name.startsWith(PUBLISHED)
        ? " (https://dl.fbaipublicfiles.com/detectron2/" + name.substring(PUBLISHED.length()) + ")"
        : "";
  }

  private static void merge(Map<?, ?> from, Map<Object, Object> into, Path file, String path)
      throws IOException {
    for (Map.Entry<?, ?> entry : from.entrySet()) {
      Object key = entry.getKey();
      Object before = into.get(key);
      Object value = entry.getValue();
      if (before != null && value != null && before instanceof Map != value instanceof Map) {
        throw new IOException(
            Text.format(
                "%s: %s: expected %s, as in %s, found '%s'",
                file, path + key, before instanceof Map ? "a section" : "a value", BASE, value));
      }
      if (value instanceof Map<?, ?> section) {
        // A section is copied: what is merged into it must not change where it comes from.
        Map<Object, Object> copy = new LinkedHashMap<>();
        if (before instanceof Map<?, ?> base) {
          copy.putAll(base);
        }
        merge(section, copy, file, path + key + ".");
        into.put(key, copy);
      } else {
        into.put(key, value);
      }
    }
  }

  private static IOException wrong(Path file, String message) {
    return new IOException(Text.format("%s: %s: %s", file, BASE, message));
  }
}
