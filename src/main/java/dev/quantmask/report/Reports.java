package dev.quantmask.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** All files of a report. */
public final class Reports {
  private Reports() {}

  /**
   * Writes {@code report.json}, {@code report.md} and {@code index.html} into a folder, which is
   * made if need be.
   */
  public static void write(Comparison comparison, Path folder) throws IOException {
    Files.createDirectories(folder);
    JsonReport.write(comparison, folder.resolve("report.json"));
    MarkdownReport.write(comparison, folder.resolve("report.md"));
    HtmlReport.write(comparison, folder.resolve("index.html"));
  }
}
