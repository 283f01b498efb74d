package dev.quantmask.coco;

import dev.quantmask.coco.ReadOptions.Field;
import dev.quantmask.coco.json.CocoFormatException;
import dev.quantmask.coco.json.JsonScanner.Kind;
import dev.quantmask.coco.json.JsonSource;
import dev.quantmask.coco.json.TextIds;
import dev.quantmask.coco.mask.CocoBox;
import dev.quantmask.coco.mask.Polygons;
import dev.quantmask.coco.mask.Segmentation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Reads annotation files in the <a href="https://cocodataset.org/#format-data">COCO format</a>,
 * plain or in gzip, in a stream. Fields that it does not know are passed by.
 */
public final class CocoReader {
  private final JsonSource source;
  private final ReadOptions options;
  private final CocoHandler handler;
  private final ShapeReader shapes;
  private final LvisFields lvis;

  private CocoReader(JsonSource source, ReadOptions options, CocoHandler handler) {
    this.source = source;
    this.options = options;
    this.handler = handler;
    this.shapes = new ShapeReader(source);
    this.lvis = new LvisFields(source, options.required().contains(Field.LVIS));
  }

  /**
   * Reads a whole file.
   *
   * @throws CocoFormatException naming file, record and field, as in {@code annotations[17].bbox}
   */
  public static CocoDataset read(Path file) throws IOException {
    return read(file, note -> {});
  }

  /**
   * Reads a whole file.
   *
   * @param note takes what is doubtful, but not wrong
   * @throws CocoFormatException naming file, record and field
   */
  public static CocoDataset read(Path file, Consumer<String> note) throws IOException {
    Map<String, String> info = new LinkedHashMap<>();
    List<CocoImage> images = new ArrayList<>();
    List<CocoCategory> categories = new ArrayList<>();
    List<CocoAnnotation> annotations = new ArrayList<>();
    CocoHandler collector =
        new CocoHandler() {
          @Override
          public void info(String key, String value) {
            info.put(key, value);
          }

          @Override
          public void image(CocoImage image) {
            images.add(image);
          }

          @Override
          public void category(CocoCategory category) {
            categories.add(category);
          }

          @Override
          public void annotation(CocoAnnotation annotation) {
            annotations.add(annotation);
          }
        };
    TextIds texts = new TextIds();
    read(file, ReadOptions.all(texts), collector);
    MissingAreas areas = new MissingAreas(file);
    images.forEach(areas::add);
    for (int i = 0; i < annotations.size(); i++) {
      annotations.set(i, areas.fill(annotations.get(i), i));
    }
    areas.note(note);
    return TextIdNumbers.apply(
        new CocoDataset(info, images, categories, annotations), texts, file, note);
  }

  /**
   * Reads a file record by record, in bounded memory.
   *
   * @throws CocoFormatException naming file, record and field
   */
  public static void read(Path file, ReadOptions options, CocoHandler handler) throws IOException {
    try (JsonSource source = JsonSource.open(file, options.texts())) {
      new CocoReader(source, options, handler).readFile();
    }
  }

  private void readFile() throws IOException {
    source.beginObject("an object with images, annotations and categories");
    boolean images = false;
    for (String key = source.nextField(); key != null; key = source.nextField()) {
      switch (key) {
        case "info" -> readInfo();
        case "images" -> {
          images = true;
          source.forEachRecord(key, this::readImage);
        }
        case "categories" -> source.forEachRecord(key, this::readCategory);
        case "annotations" -> source.forEachRecord(key, this::readAnnotation);
        default -> source.skip();
      }
    }
    if (!images) {
      throw source.missing("images");
    }
    source.requireEnd();
  }

  private void readInfo() throws IOException {
    if (source.kind() != Kind.OBJECT) {
      source.skip();
      return;
    }
    source.beginObject("an object");
    for (String key = source.nextField(); key != null; key = source.nextField()) {
      String value = source.textIfAny();
      if (!value.isEmpty()) {
        handler.info(key, value);
      }
    }
  }

  private void readImage() throws IOException {
    Long id = null;
    String fileName = "";
    String address = ""; // LVIS has it instead of a name
    Integer width = null;
    Integer height = null;
    long[] negative = null;
    long[] notExhaustive = null;
    for (String key = source.nextField(); key != null; key = source.nextField()) {
      switch (key) {
        case "id" -> id = source.anyId();
        case "file_name" -> fileName = source.textIfAny();
        case "coco_url" -> address = source.textIfAny();
        case "width" -> width = source.skipNull() ? null : Integer.valueOf(source.size());
        case "height" -> height = source.skipNull() ? null : Integer.valueOf(source.size());
        case LvisFields.NEGATIVE -> negative = lvis.categoryIds();
        case LvisFields.NOT_EXHAUSTIVE -> notExhaustive = lvis.categoryIds();
        default -> source.skip();
      }
    }
    CocoImage image =
        new CocoImage(
            source.required("id", id),
            fileName.isEmpty() ? CocoImage.nameOf(address) : fileName,
            optional(Field.SIZE, "width", width, 0),
            optional(Field.SIZE, "height", height, 0));
    handler.image(
        image,
        optional(Field.LVIS, LvisFields.NEGATIVE, negative, null),
        optional(Field.LVIS, LvisFields.NOT_EXHAUSTIVE, notExhaustive, null));
  }

  private void readCategory() throws IOException {
    Long id = null;
    String idText = null;
    String name = null;
    String supercategory = "";
    Frequency frequency = null;
    for (String key = source.nextField(); key != null; key = source.nextField()) {
      switch (key) {
        case "id" -> {
          id = source.anyId();
          idText = source.idText();
        }
        case "name" -> name = source.name();
        case "supercategory" -> supercategory = source.textIfAny();
        case LvisFields.FREQUENCY -> frequency = lvis.frequency();
        default -> source.skip();
      }
    }
    CocoCategory category =
        new CocoCategory(
            source.required("id", id), optional(Field.NAME, "name", name, idText), supercategory);
    handler.category(category, optional(Field.LVIS, LvisFields.FREQUENCY, frequency, null));
  }

  private void readAnnotation() throws IOException {
    Long id = null;
    Long imageId = null;
    Long categoryId = null;
    Segmentation segmentation = Polygons.NONE;
    Double area = null;
    CocoBox box = null;
    Boolean crowd = null;
    boolean ignored = false;
    for (String key = source.nextField(); key != null; key = source.nextField()) {
      switch (key) {
        case "id" -> id = options.textsOfAnnotations() ? source.anyId() : source.id();
        case "image_id" -> imageId = source.anyId();
        case "category_id" -> categoryId = source.anyId();
        case "area" -> area = source.number();
        case "bbox" -> box = shapes.box();
        case "iscrowd" -> crowd = source.flag();
        case "ignore" -> ignored = lvis.ignored();
        case "segmentation" -> {
          if (options.segmentations()) {
            segmentation = shapes.segmentation();
          } else {
            source.skip();
          }
        }
        default -> source.skip();
      }
    }
    boolean boxed = box != null || options.required().contains(Field.BBOX);
    CocoBox anyBox = boxed ? source.required("bbox", box) : boxOf(segmentation);
    CocoAnnotation annotation =
        new CocoAnnotation(
            source.required("id", id),
            source.required("image_id", imageId),
            source.required("category_id", categoryId),
            segmentation,
            area(area, Boolean.TRUE.equals(crowd)),
            anyBox,
            optional(Field.ISCROWD, "iscrowd", crowd, false));
    handler.annotation(annotation, ignored);
  }

  /** The area of a crowd does not matter: pycocotools does not look at it. */
  private double area(Double area, boolean crowd) throws IOException {
    return crowd && area == null ? Double.NaN : optional(Field.AREA, "area", area, Double.NaN);
  }

  private CocoBox boxOf(Segmentation segmentation) throws IOException {
    if (segmentation.isEmpty()) {
      throw source.missing("bbox");
    }
    return segmentation.box();
  }

  private <T> T optional(Field field, String name, T value, T otherwise) throws IOException {
    return value != null || options.required().contains(field)
        ? source.required(name, value)
        : otherwise;
  }
}
