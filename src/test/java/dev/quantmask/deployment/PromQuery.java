package dev.quantmask.deployment;

import dev.quantmask.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What an expression of PromQL asks for; enough of the language for those of {@code deployment}.
 *
 * @param groupings labels that it groups or matches by
 */
public record PromQuery(String text, List<Selector> selectors, Set<String> groupings) {
  private static final Pattern RANGE = Pattern.compile("\\[[^]]*]");
  private static final Pattern GROUPING =
      Pattern.compile("\\b(by|without|on|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");
  private static final Pattern SELECTOR =
      Pattern.compile("(?<![\\w.])([a-zA-Z_:][\\w:]*)\\s*(?:\\{([^}]*)}|(?!\\s*[\\w(]))");
  private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(=~|!~|!=|=)\\s*\"([^\"]*)\"");
  private static final Pattern VARIABLE =
      Pattern.compile("label_values\\(\\s*([\\w:]+)\\s*,\\s*(\\w+)\\s*\\)");
  private static final Set<String> WORDS =
      Set.of("and", "or", "unless", "bool", "offset", "by", "on");

  /** A metric with what its labels have to be. */
  public record Selector(String metric, List<Condition> conditions) {}

  /**
   * What a label has to be.
   *
   * @param values that it may have, or may not; empty when a variable of Grafana stands there
   */
  public record Condition(String label, List<String> values) {}

  public static PromQuery of(String text) {
    String plain = RANGE.matcher(text).replaceAll("");
    Set<String> groupings =
        GROUPING
            .matcher(plain)
            .results()
            .flatMap(grouping -> Pattern.compile("\\s*,\\s*").splitAsStream(grouping.group(2)))
            .map(String::strip)
            .filter(label -> !label.isEmpty())
            .collect(Collectors.toCollection(TreeSet::new));
    // A duration after `offset` begins with a digit, as does a number: neither is a name.
    Matcher selectors = SELECTOR.matcher(GROUPING.matcher(plain).replaceAll(" "));
    List<Selector> found = new ArrayList<>();
    selectors
        .results()
        .filter(selector -> !WORDS.contains(selector.group(1)))
        .forEach(selector -> found.add(selector(selector)));
    return new PromQuery(text, found, groupings);
  }

  /** Of a variable of Grafana: {@code label_values(metric, label)}. */
  public static PromQuery ofVariable(String text) {
    Matcher variable = VARIABLE.matcher(text);
    if (!variable.matches()) {
      throw new IllegalArgumentException(
          Text.format("expected label_values(metric, label), found \"%s\"", text));
    }
    return new PromQuery(
        text, List.of(new Selector(variable.group(1), List.of())), Set.of(variable.group(2)));
  }

  private static Selector selector(MatchResult selector) {
    String conditions = selector.group(2) == null ? "" : selector.group(2);
    return new Selector(
        selector.group(1),
        MATCHER.matcher(conditions).results().map(PromQuery::condition).toList());
  }

  private static Condition condition(MatchResult condition) {
    String value = condition.group(3);
    return new Condition(
        condition.group(1), value.contains("$") ? List.of() : List.of(value.split("\\|")));
  }
}
