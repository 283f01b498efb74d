package dev.quantmask.dataset.reader;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quantmask.dataset.findings.Findings;
import dev.quantmask.dataset.findings.InvalidAnnotationException;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads the shapes of an image one by one; those that cannot be used become findings. */
public final class ShapeList {
  private final String file;
  private final String field;
  private final Findings findings;

  /**
   * Shapes of a file.
   *
   * @param field that holds them, for messages
   */
  public ShapeList(String file, String field, Findings findings) {
    this.file = file;
    this.field = field;
    this.findings = findings;
  }

  /** Makes shapes of an entry: one, or several of one group; none for what is no shape at all. */
  @FunctionalInterface
  public interface Parser {
    List<LabelledShape> parse(String place, JsonNode entry) throws InvalidAnnotationException;
  }

  public List<LabelledShape> read(Iterable<JsonNode> entries, Parser parser) throws IOException {
    List<LabelledShape> shapes = new ArrayList<>();
    int index = 0;
    for (JsonNode entry : entries) {
      String place = Text.format("%s[%d]", field, index++);
      try {
        shapes.addAll(parser.parse(place, entry));
      } catch (InvalidAnnotationException defect) {
        findings.add(file, place, null, defect);
      }
    }
    return shapes;
  }
}
