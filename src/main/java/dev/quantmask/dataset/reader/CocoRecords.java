package dev.quantmask.dataset.reader;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Records of a COCO file as they are, right or wrong; {@link dev.quantmask.coco.CocoReader} reads
 * right ones only.
 */
public final class CocoRecords {
  private CocoRecords() {}

  /** Takes a record. */
  @FunctionalInterface
  public interface Action {
    void accept(int index, JsonNode record) throws IOException;
  }

  /**
   * Reads the records of a section one by one.
   *
   * @return whether there is such a section
   */
  public static boolean read(Path file, String section, Action action) throws IOException {
    boolean[] found = {false};
    try (JsonFile json = JsonFile.open(file)) {
      json.eachField(
          field -> {
            if (field.equals(section)) {
              found[0] = true;
              json.eachElement(index -> action.accept(index, json.value()));
            }
          });
      json.requireEnd();
    }
    return found[0];
  }
}
