package dev.quantmask.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the service tells Prometheus.
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/">its text format</a>
 */
public record Scrape(List<Sample> samples) {
  private static final Pattern LINE =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? (\\S+)");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  public record Sample(String name, Map<String, String> labels, double value) {}

  public static Scrape now() throws Exception {
    HttpResponse<byte[]> response = Http.send("GET", "/q/metrics", BodyPublishers.noBody());
    assertThat(response.statusCode()).isEqualTo(200);
    return of(new String(response.body(), StandardCharsets.UTF_8));
  }

  static Scrape of(String text) {
    List<Sample> samples = new ArrayList<>();
    for (String line : text.split("\n")) {
      if (!line.startsWith("#")) {
        Matcher sample = LINE.matcher(line);
        assertThat(sample.matches()).as(line).isTrue();
        samples.add(
            new Sample(
                sample.group(1), labels(sample.group(2)), Double.parseDouble(sample.group(3))));
      }
    }
    return new Scrape(samples);
  }

  private static Map<String, String> labels(String text) {
    Map<String, String> labels = new HashMap<>();
    if (text != null) {
      LABEL.matcher(text).results().forEach(label -> labels.put(label.group(1), label.group(2)));
    }
    return labels;
  }

  public List<Sample> named(String name) {
    return samples.stream().filter(sample -> sample.name().equals(name)).toList();
  }

  /** Values that a label has in the samples of a name; empty when it is no label of these. */
  public Set<String> values(String name, String label) {
    return named(name).stream()
        .filter(sample -> sample.labels().containsKey(label))
        .map(sample -> sample.labels().get(label))
        .collect(Collectors.toSet());
  }

  /**
   * The sum of the samples that have these labels, 0 when there are none.
   *
   * @param labels names and values in turn
   */
  public double sum(String name, String... labels) {
    double sum = 0;
    for (Sample sample : named(name)) {
      boolean matches = true;
      for (int i = 0; i < labels.length; i += 2) {
        matches &= labels[i + 1].equals(sample.labels().get(labels[i]));
      }
      sum += matches ? sample.value() : 0;
    }
    return sum;
  }
}
