package dev.quantmask.dataset.format.coco;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quantmask.coco.CocoImage;
import dev.quantmask.dataset.findings.InvalidAnnotationException;
import dev.quantmask.dataset.reader.Fields;
import java.util.Comparator;

/** Reads fields of COCO that tools write in several ways. */
public final class CocoFields {
  /** Orders numbers by their value, before texts. */
  public static final Comparator<String> BY_ID =
      Comparator.comparing((String id) -> number(id) == null)
          .thenComparing(id -> number(id) == null ? 0 : number(id))
          .thenComparing(Comparator.naturalOrder());

  private CocoFields() {}

  /** Returns an id: a whole number, or a text, as VIA's export has it. */
  public static String id(JsonNode record, String field) throws InvalidAnnotationException {
    JsonNode id = record.path(field);
    return id.isTextual() ? id.textValue() : Long.toString(Fields.integer(record, field));
  }

  private static Long number(String id) {
    try {
      return Long.valueOf(id);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** Returns the name of an image; LVIS has an address instead. */
  public static String fileName(JsonNode image) throws InvalidAnnotationException {
    boolean named =
        !Fields.isAbsent(image.path("file_name")) || !image.path("coco_url").isTextual();
    return named
        ? Fields.text(image, "file_name")
        : CocoImage.nameOf(image.get("coco_url").textValue());
  }

  /** Returns whether polygons were written as the numbers of one, without the list around it. */
  public static boolean isFlat(JsonNode segmentation) {
    return segmentation.isArray() && segmentation.path(0).isNumber();
  }
}
