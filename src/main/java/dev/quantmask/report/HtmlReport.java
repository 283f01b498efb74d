package dev.quantmask.report;

import dev.quantmask.text.Visible;

/** A comparison as one page: charts, tables and images in it, nothing loaded from elsewhere. */
final class HtmlReport {
  private HtmlReport() {}

  /**
   * The page.
   *
   * @param comparison of at least one model
   */
  static String page(Comparison comparison) {
    if (comparison.models().isEmpty()) {
      throw new IllegalArgumentException("models: expected at least one, found none");
    }
    return Visible.lines(PageTemplate.render(Page.of(comparison)));
  }
}
