package dev.quantmask;

import dev.quantmask.text.Text;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The generated part of {@code src/site/markdown/packages.md}: the packages' own comments. */
final class PackagePage {
  private PackagePage() {}

  static String of(List<PackageRule> rules) {
    StringBuilder page = new StringBuilder("```mermaid\nflowchart TD\n");
    reduced(outer(rules))
        .forEach((from, to) -> to.forEach(t -> page.append(Text.format("  %s --> %s\n", from, t))));
    page.append("```\n\n| package | what it is | may use |\n|---|---|---|\n");
    for (PackageRule rule : rules) {
      List<String> names =
          rule.packages().stream().map(name -> "`" + name + "`").collect(Collectors.toList());
      names.addAll(rule.libraries());
      page.append(
          Text.format(
              "| `%s` | %s | %s |\n",
              rule.name(), markdown(rule.text()), String.join(", ", names)));
    }
    return page.toString();
  }

  private static String markdown(String javadoc) {
    return javadoc.replace(" <p>", " ").replaceAll("\\{@(?:code|link) ([^}]*)}", "`$1`");
  }

  /** The edges between the first parts of the packages' names. */
  private static Map<String, Set<String>> outer(List<PackageRule> rules) {
    Map<String, Set<String>> edges = new TreeMap<>();
    for (PackageRule rule : rules) {
      Set<String> to = edges.computeIfAbsent(first(rule.name()), name -> new TreeSet<>());
      rule.packages().stream().map(PackagePage::first).forEach(to::add);
    }
    edges.forEach((from, to) -> to.remove(from));
    return edges;
  }

  private static String first(String name) {
    return name.split("\\.")[0];
  }

  /** The same without the edges that a longer way replaces. */
  private static Map<String, Set<String>> reduced(Map<String, Set<String>> edges) {
    Map<String, Set<String>> reduced = new TreeMap<>();
    edges.forEach(
        (from, to) ->
            reduced.put(
                from,
                to.stream()
                    .filter(
                        end ->
                            to.stream()
                                .noneMatch(via -> !via.equals(end) && reaches(edges, via, end)))
                    .collect(Collectors.toCollection(TreeSet::new))));
    return reduced;
  }

  private static boolean reaches(Map<String, Set<String>> edges, String from, String to) {
    return edges.getOrDefault(from, Set.of()).stream()
        .anyMatch(next -> next.equals(to) || reaches(edges, next, to));
  }
}
