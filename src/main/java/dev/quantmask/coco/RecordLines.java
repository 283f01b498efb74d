package dev.quantmask.coco;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;

/** A line for each record of the arrays that are fields of the file; nothing else breaks lines. */
final class RecordLines extends MinimalPrettyPrinter {
  private static final long serialVersionUID = 1;

  @Override
  public void beforeArrayValues(JsonGenerator json) throws IOException {
    breakLine(json);
  }

  @Override
  public void writeArrayValueSeparator(JsonGenerator json) throws IOException {
    json.writeRaw(',');
    breakLine(json);
  }

  private static void breakLine(JsonGenerator json) throws IOException {
    JsonStreamContext file = json.getOutputContext().getParent();
    if (file != null && file.getParent() != null && file.getParent().inRoot()) {
      json.writeRaw('\n');
    }
  }
}
