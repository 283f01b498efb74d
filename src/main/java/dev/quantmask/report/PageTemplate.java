package dev.quantmask.report;

import dev.quantmask.io.Sha256;
import dev.quantmask.text.Text;
import io.quarkus.qute.Engine;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.ReflectionValueResolver;
import io.quarkus.qute.TemplateLocator.TemplateLocation;
import io.quarkus.qute.ValueResolvers;
import io.quarkus.qute.Variant;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** {@code report.html} with its style and scripts put in. What it writes of the page is escaped. */
final class PageTemplate {
  private static final String HTML = "text/html";
  private static final Pattern SOURCE_MAP = Pattern.compile("(?m)^//# sourceMappingURL=.*\\R?");

  private PageTemplate() {}

  static String render(Page page) {
    List<Script> scripts =
        List.of(
            chartLibrary(), new Script(text("charts.js")), new Script(text("disagreements.js")));
    Engine engine =
        Engine.builder()
            .addDefaults()
            .addValueResolver(new ReflectionValueResolver())
            .addValueResolver(ValueResolvers.rawResolver())
            .addResultMapper(new HtmlEscaper(List.of(HTML)))
            .addLocator(name -> Optional.of(new Part(name)))
            .build();
    return engine
        .getTemplate("report.html")
        .data("page", page)
        .data("style", text("report.css"))
        .data("scripts", scripts)
        .render();
  }

  private static Script chartLibrary() {
    String library = SOURCE_MAP.matcher(text("chart.umd.min.js")).replaceAll("");
    return new Script(Text.format("/*\nChart.js\n\n%s*/\n%s", text("chart.licence.txt"), library));
  }

  private static String text(String name) {
    try (InputStream resource = PageTemplate.class.getResourceAsStream("/report/" + name)) {
      if (resource == null) {
        throw new FileNotFoundException(Text.format("/report/%s is not on the class path", name));
      }
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A template that is a resource. */
  private record Part(String name) implements TemplateLocation {
    @Override
    public Reader read() {
      return new StringReader(text(name));
    }

    @Override
    public Optional<Variant> getVariant() {
      return Optional.of(Variant.forContentType(HTML));
    }
  }

  /** The page runs these scripts, told by their hashes, and no other. */
  record Script(String text) {
    public String hash() {
      return "sha256-" + Base64.getEncoder().encodeToString(Sha256.bytes(text));
    }
  }
}
