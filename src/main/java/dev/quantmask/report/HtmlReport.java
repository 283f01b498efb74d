package dev.quantmask.report;

import dev.quantmask.files.NewFile;
import dev.quantmask.text.Visible;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A comparison as one page: charts, tables and pictures in it, nothing loaded from elsewhere. */
public final class HtmlReport {
  private HtmlReport() {}

  /**
   * Writes the page.
   *
   * @param comparison of at least one model
   * @throws IOException when the file cannot be written
   */
  public static void write(Comparison comparison, Path file) throws IOException {
    NewFile.write(file, page(comparison).getBytes(StandardCharsets.UTF_8));
  }

  static String page(Comparison comparison) {
    if (comparison.models().isEmpty()) {
      throw new IllegalArgumentException("models: expected at least one, found none");
    }
    return Visible.lines(PageTemplate.render(Page.of(comparison)));
  }
}
