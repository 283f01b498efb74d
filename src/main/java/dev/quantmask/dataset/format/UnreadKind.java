package dev.quantmask.dataset.format;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Files that people take for annotations of objects with masks, and that are something else.
 *
 * @param name of it, and what to do
 */
record UnreadKind(String name, Predicate<JsonOutline> isIt) {
  private static final List<UnreadKind> ALL =
      List.of(
          new UnreadKind(
              "a COCO panoptic file, which has no objects but coloured images: export instances",
              json -> json.hasBelow("annotations", "segments_info")),
          new UnreadKind(
              "a COCO captions file, which has no objects",
              json -> json.hasBelow("annotations", "caption")),
          new UnreadKind(
              "detections in COCO's results format, which coco score --dt reads",
              json -> json.isList() && json.has("image_id", "category_id", "score")),
          new UnreadKind(
              "a COCO file without annotations, such as image_info of a test set",
              json -> json.isObjectWith("images", "categories")),
          new UnreadKind(
              "Label Studio's JSON-MIN, which lacks the sizes and types of regions: export JSON",
              json ->
                  json.isList()
                      && !json.has("annotations")
                      && (json.has("annotation_id") || json.has("lead_time", "image"))),
          new UnreadKind(
              "an export of Labelbox: convert it to COCO first",
              json -> json.has("data_row") || json.has("Labeled Data")),
          new UnreadKind(
              "Create ML's JSON, which has boxes only",
              json -> json.isList() && json.has("image", "annotations")),
          new UnreadKind("GeoJSON", json -> json.isObjectWith("type", "features")));

  static Optional<String> of(InputSample input) throws IOException {
    for (UnreadKind kind : ALL) {
      if (input.hasJson(kind.isIt())) {
        return Optional.of(kind.name());
      }
    }
    return Optional.empty();
  }
}
