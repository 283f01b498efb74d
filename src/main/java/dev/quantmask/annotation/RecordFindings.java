package dev.quantmask.annotation;

import java.io.IOException;

/** What is found of one record of a file. */
record RecordFindings(String file, String place, Findings findings) {
  void add(FindingKind kind, String message) throws IOException {
    findings.add(new Finding(kind, file, place, null, message));
  }
}
