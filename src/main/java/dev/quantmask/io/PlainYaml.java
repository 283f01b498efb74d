package dev.quantmask.io;

import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads a YAML file of plain values; nothing is constructed by name. */
public final class PlainYaml {
  private PlainYaml() {}

  /** Returns the keys of a file and their values. */
  public static Map<?, ?> read(Path file) throws IOException {
    try {
      Object root = new Yaml(new PlainConstructor()).load(ExistingFile.text(file));
      PlainTree.require(file.toString(), root);
      if (root instanceof Map<?, ?> map) {
        return map;
      }
      throw new IOException(
          file
              + ": expected a mapping of keys, found "
              + (root == null ? "nothing" : "'" + root + "'"));
    } catch (YAMLException e) {
      throw new IOException(Text.format("%s: not YAML: %s", file, e.getMessage()), e);
    }
  }

  /** Older dumps mark Python's tuples; they are lists. */
  private static final class PlainConstructor extends SafeConstructor {
    private static final Tag TUPLE = new Tag(Tag.PREFIX + "python/tuple");

    PlainConstructor() {
      super(options());
      yamlConstructors.put(TUPLE, new ConstructYamlSeq());
    }

    private static LoaderOptions options() {
      LoaderOptions options = new LoaderOptions();
      options.setTagInspector(TUPLE::equals);
      return options;
    }
  }
}
