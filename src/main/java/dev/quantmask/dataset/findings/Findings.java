package dev.quantmask.dataset.findings;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts what is found, keeps the first of it, and hands all of it on. */
public final class Findings {
  private static final int KEPT = 20; // of a severity: enough to read, never too many to hold

  private final Sink sink;
  private final Map<FindingKind, Long> counts = new EnumMap<>(FindingKind.class);
  private final Map<FindingKind.Severity, List<Finding>> first =
      new EnumMap<>(FindingKind.Severity.class);

  /** Receives every finding. */
  @FunctionalInterface
  public interface Sink {
    void accept(Finding finding) throws IOException;
  }

  public Findings(Sink sink) {
    this.sink = sink;
  }

  public void add(Finding finding) throws IOException {
    counts.merge(finding.kind(), 1L, Long::sum);
    List<Finding> kept =
        first.computeIfAbsent(finding.kind().severity(), severity -> new ArrayList<>());
    if (kept.size() < KEPT) {
      kept.add(finding);
    }
    sink.accept(finding);
  }

  public void add(String file, InvalidAnnotationException defect) throws IOException {
    add(new Finding(defect.kind(), file, null, null, defect.getMessage()));
  }

  public void add(String file, String place, String label, InvalidAnnotationException defect)
      throws IOException {
    add(new Finding(defect.kind(), file, place, label, defect.getMessage()));
  }

  public void brokenFile(String file, String message) throws IOException {
    add(new Finding(FindingKind.BROKEN_FILE, file, null, null, message));
  }

  /** Records that one entry of a file of many images says nothing usable of its image. */
  public void malformedRecord(String source, String message) throws IOException {
    add(new Finding(FindingKind.MALFORMED_RECORD, source, null, null, message));
  }

  /**
   * Returns the counts by kind, in the order of the kinds; kinds that were not found are not there.
   */
  public Map<FindingKind, Long> counts() {
    return counts;
  }

  public long count(FindingKind.Severity severity) {
    return counts.entrySet().stream()
        .filter(entry -> entry.getKey().severity() == severity)
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** The first ones of every severity. */
  public Map<FindingKind.Severity, List<Finding>> first() {
    Map<FindingKind.Severity, List<Finding>> all = new EnumMap<>(FindingKind.Severity.class);
    for (FindingKind.Severity severity : FindingKind.Severity.values()) {
      all.put(severity, first(severity));
    }
    return all;
  }

  /** The first ones of a severity, in the order they were found. */
  public List<Finding> first(FindingKind.Severity severity) {
    return List.copyOf(first.getOrDefault(severity, List.of()));
  }
}
