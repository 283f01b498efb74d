package dev.quantmask.model.config;

import dev.quantmask.text.Text;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Brings a configuration to the names of Detectron2's current version, as
 * detectron2/config/compat.py does.
 */
final class ConfigVersion {
  private static final String VERSION = "VERSION";
  private static final int CURRENT = 2;

  /** New names by old ones, of version 0. */
  private static final Map<String, String> BEFORE_1 =
      Map.of("MODEL.RPN_HEAD.NAME", "MODEL.RPN.HEAD_NAME");

  /** New names by old ones, of version 1. Names within sections that are not used are left out. */
  private static final Map<String, String> BEFORE_2 =
      Map.ofEntries(
          Map.entry("MODEL.WEIGHT", "MODEL.WEIGHTS"),
          Map.entry("MODEL.PANOPTIC_FPN.RPN_LOSS_SCALE", "MODEL.RPN.LOSS_WEIGHT"),
          Map.entry("MODEL.ROI_HEADS.SCORE_THRESH", "MODEL.ROI_HEADS.SCORE_THRESH_TEST"),
          Map.entry("MODEL.ROI_HEADS.NMS", "MODEL.ROI_HEADS.NMS_THRESH_TEST"),
          Map.entry("MODEL.RPN.ANCHOR_ASPECT_RATIOS", "MODEL.ANCHOR_GENERATOR.ASPECT_RATIOS"),
          Map.entry("MODEL.RPN.ANCHOR_SIZES", "MODEL.ANCHOR_GENERATOR.SIZES"),
          Map.entry("TEST.DETECTIONS_PER_IMG", "TEST.DETECTIONS_PER_IMAGE"),
          Map.entry("TEST.AUG_ON", "TEST.AUG.ENABLED"),
          Map.entry("TEST.AUG_MIN_SIZES", "TEST.AUG.MIN_SIZES"),
          Map.entry("TEST.AUG_MAX_SIZE", "TEST.AUG.MAX_SIZE"),
          Map.entry("TEST.AUG_FLIP", "TEST.AUG.FLIP"));

  private ConfigVersion() {}

  /**
   * Returns the configuration under the current names.
   *
   * @throws IOException when it is of a later version, or has both names of one thing
   */
  static YamlSection upgrade(YamlSection root) throws IOException {
    int version = root.integer(VERSION, guess(root), 0);
    if (version > CURRENT) {
      throw root.wrong(
          VERSION, "at most " + CURRENT + ", the version of Detectron2's current names", version);
    }
    YamlSection upgraded = root;
    if (version < 1) {
      upgraded = renamed(upgraded, BEFORE_1);
    }
    return version < CURRENT ? renamed(upgraded, BEFORE_2) : upgraded;
  }

  /** The current name of a key that is known in an older version only. */
  static Optional<String> currentName(String path) {
    return Optional.ofNullable(BEFORE_2.get(path));
  }

  /** Detectron2 looks for these two where no version is said. */
  private static int guess(YamlSection root) throws IOException {
    boolean old = root.section("MODEL").has("WEIGHT") || root.section("TEST").has("AUG_ON");
    return old ? 1 : CURRENT;
  }

  private static YamlSection renamed(YamlSection root, Map<String, String> names)
      throws IOException {
    Map<Object, Object> tree = copy(root.values());
    for (Map.Entry<String, String> name : names.entrySet()) {
      String[] old = name.getKey().split("\\.");
      Object value = remove(tree, old, 0);
      if (value != null && put(tree, name.getValue().split("\\."), value) != null) {
        throw new IOException(
            Text.format(
                "%s: expected one name of the two, found %s of an older version, too",
                name.getValue(), name.getKey()));
      }
    }
    return new YamlSection("", tree);
  }

  private static Map<Object, Object> copy(Map<?, ?> map) {
    Map<Object, Object> copy = new LinkedHashMap<>();
    map.forEach(
        (key, value) -> copy.put(key, value instanceof Map<?, ?> inner ? copy(inner) : value));
    return copy;
  }

  /** Takes the value out, and sections that are empty then. */
  private static Object remove(Map<?, ?> tree, String[] names, int depth) {
    if (depth == names.length - 1) {
      return tree.remove(names[depth]);
    }
    if (!(tree.get(names[depth]) instanceof Map<?, ?> section)) {
      return null;
    }
    Object value = remove(section, names, depth + 1);
    if (value != null && section.isEmpty()) {
      tree.remove(names[depth]);
    }
    return value;
  }

  /** Returns what was there before, or null. */
  @SuppressWarnings("unchecked") // all maps are copies made here
  private static Object put(Map<Object, Object> tree, String[] names, Object value) {
    Map<Object, Object> section = tree;
    for (int i = 0; i < names.length - 1; i++) {
      Object inner = section.computeIfAbsent(names[i], name -> new LinkedHashMap<>());
      if (!(inner instanceof Map)) {
        return inner;
      }
      section = (Map<Object, Object>) inner;
    }
    return section.put(names[names.length - 1], value);
  }
}
