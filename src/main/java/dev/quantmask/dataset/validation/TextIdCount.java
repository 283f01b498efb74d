package dev.quantmask.dataset.validation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quantmask.dataset.findings.Finding;
import dev.quantmask.dataset.findings.FindingKind;
import dev.quantmask.dataset.findings.Findings;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** Counts ids that are texts in each section of a file, and reports them at the end. */
final class TextIdCount {
  private final Map<String, Integer> counts = new TreeMap<>();

  void count(String section, JsonNode record) {
    if (record.path("id").isTextual()) {
      counts.merge(section, 1, Integer::sum);
    }
  }

  void find(String file, Findings findings) throws IOException {
    for (Map.Entry<String, Integer> count : counts.entrySet()) {
      String message =
          Text.format(
              "id: expected whole numbers, found %d texts, which are numbered in their order",
              count.getValue());
      findings.add(new Finding(FindingKind.TEXT_IDS, file, count.getKey(), null, message));
    }
  }
}
