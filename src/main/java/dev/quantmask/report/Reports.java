package dev.quantmask.report;

import dev.quantmask.io.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** All files of a report. */
public final class Reports {
  private Reports() {}

  /**
   * Writes {@code report.json}, {@code report.md} and {@code index.html} into a folder, which is
   * made if need be.
   */
  public static void write(Comparison comparison, Path folder) throws IOException {
    Files.createDirectories(folder);
    AtomicFile.writeTogether(
        Map.of(
            folder.resolve("report.json"),
            JsonReport.json(comparison),
            folder.resolve("report.md"),
            MarkdownReport.text(comparison).getBytes(StandardCharsets.UTF_8),
            folder.resolve("index.html"),
            HtmlReport.page(comparison).getBytes(StandardCharsets.UTF_8)));
  }
}
