package dev.quantmask.dataset.format.via;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quantmask.dataset.findings.FindingKind;
import dev.quantmask.dataset.findings.InvalidAnnotationException;
import dev.quantmask.dataset.reader.Fields;
import dev.quantmask.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads the {@code av} of VIA 3: values of attributes by their ids, which are texts, or ids of the
 * options that were chosen.
 */
final class Via3Labels {
  private static final int TEXT = 1;
  // Where the options are not listed, a number is that of one, and no label.
  private static final Pattern OPTION = Pattern.compile("[0-9, ]*");

  private final ViaLabel label;
  private final JsonNode attributes;

  /**
   * Labels of a file.
   *
   * @param attributes by id; in the CSV of the first versions only their names
   */
  Via3Labels(ViaLabel label, JsonNode attributes) {
    this.label = label;
    this.attributes = attributes;
  }

  String of(JsonNode values) throws InvalidAnnotationException {
    List<String> ids = values.properties().stream().map(Map.Entry::getKey).toList();
    if (label.attribute().isEmpty()) {
      ViaLabel.requireOne(ids.stream().map(this::name).toList());
    } else {
      ids = ids.stream().filter(id -> name(id).equals(label.attribute().get())).toList();
    }
    return ids.isEmpty() ? null : value(ids.get(0), values.get(ids.get(0)));
  }

  private String name(String id) {
    JsonNode attribute = attributes.path(id);
    return attribute.isTextual() ? attribute.textValue() : attribute.path("aname").asText(id);
  }

  private String value(String id, JsonNode value) throws InvalidAnnotationException {
    JsonNode attribute = attributes.path(id);
    if (Fields.isAbsent(value)) {
      return null;
    }
    boolean named = !attribute.isObject() && !OPTION.matcher(value.asText()).matches();
    if (named || attribute.path("type").asInt() == TEXT) {
      return value.asText();
    }
    List<String> chosen = new ArrayList<>();
    for (String option : value.asText().split(",", 0)) {
      JsonNode text = attribute.path("options").path(option.strip());
      if (!option.isBlank() && !text.isTextual()) {
        throw new InvalidAnnotationException(
            FindingKind.MISSING_LABEL,
            Text.format("av: expected an option of '%s', found %s", name(id), value));
      }
      if (!option.isBlank()) {
        chosen.add(text.textValue());
      }
    }
    return ViaLabel.only(chosen);
  }
}
