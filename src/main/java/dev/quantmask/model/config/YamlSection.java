package dev.quantmask.model.config;

import dev.quantmask.io.PlainTree;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** A part of a YAML file that names the full key in every error. Absent keys have defaults. */
final class YamlSection {
  private static final Pattern LITERAL = Pattern.compile("[(\\[\\d.+-]|(True|False)$");

  private final String path;
  private final Map<?, ?> values;

  YamlSection(String path, Map<?, ?> values) {
    this.path = path;
    this.values = values;
  }

  YamlSection section(String key) throws IOException {
    Object value = values.get(key);
    if (value == null) {
      return new YamlSection(name(key), Map.of());
    }
    if (value instanceof Map<?, ?> map) {
      return new YamlSection(name(key), map);
    }
    throw wrong(key, "a section", value);
  }

  String path() {
    return path;
  }

  Map<?, ?> values() {
    return values;
  }

  /** All keys, known or not. */
  List<String> keys() {
    return values.keySet().stream().map(String::valueOf).toList();
  }

  boolean has(String key) {
    return values.get(key) != null;
  }

  int integer(String key, int whenAbsent, int least) throws IOException {
    Object value = valueOr(key, whenAbsent);
    if (value instanceof Integer number && number >= least) {
      return number;
    }
    throw wrong(key, "an integer of at least " + least, value);
  }

  double number(String key, double whenAbsent) throws IOException {
    Object value = valueOr(key, whenAbsent);
    if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
      return number.doubleValue();
    }
    throw wrong(key, "a number", value);
  }

  boolean flag(String key, boolean whenAbsent) throws IOException {
    Object value = valueOr(key, whenAbsent);
    if (value instanceof Boolean flag) {
      return flag;
    }
    throw wrong(key, "true or false", value);
  }

  String text(String key, String whenAbsent) throws IOException {
    Object value = valueOr(key, whenAbsent);
    if (value instanceof String text) {
      return text;
    }
    throw wrong(key, "text", value);
  }

  /** The value, which must be one of those supported. */
  String oneOf(String key, String whenAbsent, List<String> supported) throws IOException {
    String value = text(key, whenAbsent);
    if (!supported.contains(value)) {
      throw unsupported(key, value, String.join(", ", supported));
    }
    return value;
  }

  /** The list, which must be one of those supported. */
  List<String> oneOfLists(String key, List<String> whenAbsent, List<List<String>> supported)
      throws IOException {
    Object value = valueOr(key, whenAbsent);
    for (List<String> one : supported) {
      if (one.equals(value)) {
        return one;
      }
    }
    throw unsupported(key, value, supported);
  }

  List<Boolean> flags(String key, List<Boolean> whenAbsent) throws IOException {
    Object value = valueOr(key, whenAbsent);
    List<Boolean> flags = new ArrayList<>();
    for (Object element : value instanceof List<?> list ? list : List.of(value)) {
      if (!(element instanceof Boolean flag)) {
        throw wrong(key, "a list of true and false", value);
      }
      flags.add(flag);
    }
    return flags;
  }

  /** Fails unless the value is the one supported. */
  void require(String key, Object whenAbsent, Object supported) throws IOException {
    Object value = valueOr(key, whenAbsent);
    if (!value.equals(supported)) {
      throw unsupported(key, value, supported);
    }
  }

  List<Double> numbers(String key, List<Double> whenAbsent) throws IOException {
    Object value = valueOr(key, whenAbsent);
    return numbers(key, value);
  }

  /** Integers of at least that; a single one is a list of one. */
  List<Integer> integers(String key, List<Integer> whenAbsent, int least) throws IOException {
    Object value = valueOr(key, whenAbsent);
    List<Integer> integers = new ArrayList<>();
    for (Object element : value instanceof List<?> list ? list : List.of(value)) {
      if (!(element instanceof Integer number) || number < least) {
        throw wrong(key, "integers of at least " + least, value);
      }
      integers.add(number);
    }
    return integers;
  }

  /** Lists of numbers; a plain list of numbers is a list of one. */
  List<List<Double>> lists(String key, List<List<Double>> whenAbsent) throws IOException {
    Object value = valueOr(key, whenAbsent);
    List<List<Double>> lists = new ArrayList<>();
    if (value instanceof List<?> list) {
      if (!list.isEmpty() && list.get(0) instanceof Number) {
        return List.of(numbers(key, list));
      }
      for (Object element : list) {
        lists.add(numbers(key, element));
      }
      return lists;
    }
    throw wrong(key, "a list of lists of numbers", value);
  }

  private List<Double> numbers(String key, Object value) throws IOException {
    if (!(value instanceof List<?> list)) {
      throw wrong(key, "a list of numbers", value);
    }
    List<Double> numbers = new ArrayList<>();
    for (Object element : list) {
      if (!(element instanceof Number number) || !Double.isFinite(number.doubleValue())) {
        throw wrong(key, "a list of numbers", value);
      }
      numbers.add(number.doubleValue());
    }
    return numbers;
  }

  private Object valueOr(String key, Object whenAbsent) throws IOException {
    Object value = values.get(key);
    if (value == null) {
      return whenAbsent;
    }
    return value instanceof String text ? literal(key, text) : value;
  }

  /**
   * A text that is a literal of Python counts as its value: {@code "(0.5, 1.0)"}, {@code "2e-2"}.
   */
  private Object literal(String key, String text) throws IOException {
    if (!LITERAL.matcher(text).lookingAt()) {
      return text;
    }
    boolean list = text.startsWith("(") || text.startsWith("[");
    try {
      String yaml = text.replace('(', '[').replace(')', ']');
      Object parsed = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
      PlainTree.require(name(key), parsed);
      return list || parsed instanceof Number || parsed instanceof Boolean ? parsed : text;
    } catch (RuntimeException e) {
      if (list) {
        throw wrong(key, "a list of numbers", text);
      }
      return text;
    }
  }

  IOException unsupported(String key, Object value, Object supported) {
    return new IOException(
        Text.format("%s: '%s' is not supported; supported: %s", name(key), value, supported));
  }

  IOException wrong(String key, String expected, Object found) {
    return new IOException(Text.format("%s: expected %s, found '%s'", name(key), expected, found));
  }

  String name(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
