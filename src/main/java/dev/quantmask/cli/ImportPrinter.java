package dev.quantmask.cli;

import dev.quantmask.dataset.importing.ImportResult;
import dev.quantmask.text.Visible;
import java.io.PrintStream;

/** Says what became of an import or an export. */
final class ImportPrinter {
  private final PrintStream out;

  ImportPrinter(PrintStream out) {
    this.out = out;
  }

  void print(ImportResult result, boolean skipBroken) {
    new FindingsPrinter(out, "--report FILE")
        .print(result.counts(), result.first(), skipBroken ? "error, left out" : "error");
    if (!result.isWritten()) {
      out.println(
          "quantmask: no file is written; fix the errors, or leave the objects out with"
              + " --skip-broken");
    }
    for (ImportResult.WrittenFile file : result.files()) {
      out.print(
          Visible.format(
              "%s: %d images, %d annotations, %d classes%n",
              file.path(), file.images(), file.annotations(), result.classes().size()));
    }
  }
}
