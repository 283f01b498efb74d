package dev.quantmask.dataset.findings;

import java.io.IOException;

/** Collects what is found in one record of a file. */
public record RecordFindings(String file, String place, Findings findings) {
  public void add(FindingKind kind, String message) throws IOException {
    findings.add(new Finding(kind, file, place, null, message));
  }
}
