package dev.quantmask.cli;

import dev.quantmask.dataset.findings.Finding;
import dev.quantmask.dataset.findings.FindingKind;
import dev.quantmask.dataset.findings.FindingKind.Severity;
import dev.quantmask.text.Visible;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/** Findings for people: the first of each severity, then how many of each kind. */
final class FindingsPrinter {
  private static final int SHOWN_NOTES = 5;

  private final PrintStream out;
  private final String more; // the option that gives all of them

  FindingsPrinter(PrintStream out, String more) {
    this.out = out;
    this.more = more;
  }

  /**
   * Prints findings.
   *
   * @param errors what became of errors
   */
  void print(Map<FindingKind, Long> counts, Map<Severity, List<Finding>> first, String errors) {
    for (Severity severity : Severity.values()) {
      list(severity, counts, first.get(severity));
    }
    counts.forEach(
        (kind, count) -> {
          String outcome = kind.severity() == Severity.ERROR ? errors : kind.severity().label();
          out.print(Visible.format("%7d %s (%s)%n", count, kind.label(), outcome));
        });
  }

  private void list(Severity severity, Map<FindingKind, Long> counts, List<Finding> findings) {
    long all = 0;
    for (Map.Entry<FindingKind, Long> count : counts.entrySet()) {
      all += count.getKey().severity() == severity ? count.getValue() : 0;
    }
    int shown = severity == Severity.ERROR ? findings.size() : SHOWN_NOTES;
    for (Finding finding : findings.subList(0, Math.min(shown, findings.size()))) {
      out.print(Visible.format("%s: %s%n", severity.label(), finding));
    }
    if (all > shown) {
      out.print(
          Visible.format("%s: ... and %d more; %s has all%n", severity.label(), all - shown, more));
    }
  }
}
