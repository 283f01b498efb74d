package dev.quantmask.coco;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import dev.quantmask.coco.mask.CocoBox;
import dev.quantmask.coco.mask.CompressedRunLengths;
import dev.quantmask.coco.mask.Polygons;
import dev.quantmask.coco.mask.RunLengths;
import dev.quantmask.coco.mask.Segmentation;
import dev.quantmask.io.AtomicFile;
import dev.quantmask.text.Text;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * Writes an annotation file record by record, in bounded memory: what it says about itself, then
 * images, categories, annotations. The same records give the same bytes on every machine; a record
 * is a line. The file is in its place when {@link #complete} returns, not before.
 */
public final class CocoWriter implements Closeable {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER) // the shortest digits on every JDK
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .build();
  private static final double WHOLE_NUMBERS = 1L << 53; // below, a double may be written as a long

  /** The parts of the file in their order. */
  private enum Section {
    START,
    INFO,
    IMAGES,
    CATEGORIES,
    ANNOTATIONS
  }

  private final AtomicFile file;
  private final JsonGenerator json;
  private Section section = Section.START;

  private CocoWriter(AtomicFile file) throws IOException {
    this.file = file;
    this.json = FACTORY.createGenerator(file.output(), JsonEncoding.UTF8);
    json.setPrettyPrinter(new RecordLines());
    json.writeStartObject();
  }

  /** Begins to write; {@link #complete} puts the file in its place. */
  public static CocoWriter to(Path file) throws IOException {
    return new CocoWriter(AtomicFile.at(file));
  }

  /** Writes a whole file. */
  public static void write(Path file, CocoDataset dataset) throws IOException {
    try (CocoWriter writer = to(file)) {
      writer.info(dataset.info());
      for (CocoImage image : dataset.images()) {
        writer.image(image);
      }
      for (CocoCategory category : dataset.categories()) {
        writer.category(category);
      }
      for (CocoAnnotation annotation : dataset.annotations()) {
        writer.annotation(annotation);
      }
      writer.complete();
    }
  }

  /**
   * Writes what the file says about itself; it is called at most once, and before everything else.
   */
  void info(Map<String, String> info) throws IOException {
    if (section != Section.START) {
      throw new IllegalStateException("info: expected it first, found it after " + section);
    }
    section = Section.INFO;
    json.writeObjectFieldStart("info");
    for (Map.Entry<String, String> entry : info.entrySet()) {
      json.writeStringField(entry.getKey(), entry.getValue());
    }
    json.writeEndObject();
  }

  public void image(CocoImage image) throws IOException {
    goTo(Section.IMAGES);
    json.writeStartObject();
    json.writeNumberField("id", image.id());
    json.writeStringField("file_name", image.fileName());
    json.writeNumberField("width", image.width());
    json.writeNumberField("height", image.height());
    json.writeEndObject();
  }

  public void category(CocoCategory category) throws IOException {
    goTo(Section.CATEGORIES);
    json.writeStartObject();
    json.writeNumberField("id", category.id());
    json.writeStringField("name", category.name());
    json.writeStringField("supercategory", category.supercategory());
    json.writeEndObject();
  }

  public void annotation(CocoAnnotation annotation) throws IOException {
    goTo(Section.ANNOTATIONS);
    json.writeStartObject();
    json.writeNumberField("id", annotation.id());
    json.writeNumberField("image_id", annotation.imageId());
    json.writeNumberField("category_id", annotation.categoryId());
    json.writeFieldName("segmentation");
    write(annotation.segmentation());
    json.writeFieldName("area");
    write(annotation.area());
    json.writeFieldName("bbox");
    CocoBox box = annotation.box();
    writeBox(box);
    json.writeNumberField("iscrowd", annotation.crowd() ? 1 : 0);
    json.writeEndObject();
  }

  /**
   * With decimal points: Detectron2 truncates the boxes that it resizes where they are integers.
   */
  private void writeBox(CocoBox box) throws IOException {
    json.writeStartArray();
    for (double number : new double[] {box.x(), box.y(), box.width(), box.height()}) {
      requireFinite(number);
      json.writeNumber(number);
    }
    json.writeEndArray();
  }

  private void write(Segmentation segmentation) throws IOException {
    if (segmentation instanceof Polygons polygons) {
      json.writeStartArray();
      for (double[] ring : polygons.rings()) {
        write(ring);
      }
      json.writeEndArray();
    } else if (segmentation instanceof CompressedRunLengths runs) {
      writeSize(runs.height(), runs.width());
      json.writeStringField("counts", runs.counts());
      json.writeEndObject();
    } else if (segmentation instanceof RunLengths runs) {
      writeSize(runs.rle().height(), runs.rle().width());
      json.writeFieldName("counts");
      json.writeArray(runs.rle().counts(), 0, runs.rle().counts().length);
      json.writeEndObject();
    }
  }

  private void writeSize(int height, int width) throws IOException {
    json.writeStartObject();
    json.writeFieldName("size");
    json.writeArray(new int[] {height, width}, 0, 2);
  }

  private void write(double[] numbers) throws IOException {
    json.writeStartArray();
    for (double number : numbers) {
      write(number);
    }
    json.writeEndArray();
  }

  private void requireFinite(double number) {
    if (!Double.isFinite(number)) {
      throw new IllegalArgumentException(
          Text.format("%s: expected finite numbers, found %s", section, number));
    }
  }

  private void write(double number) throws IOException {
    requireFinite(number);
    if (number == Math.rint(number) && Math.abs(number) < WHOLE_NUMBERS) {
      json.writeNumber((long) number);
    } else {
      json.writeNumber(number);
    }
  }

  /** Ends the arrays before, empty ones too, and begins the next. */
  private void goTo(Section next) throws IOException {
    if (section.compareTo(next) > 0) {
      throw new IllegalStateException(
          Text.format("%s: expected before %s, found after", next, section));
    }
    if (section == Section.START) {
      section = Section.INFO;
    }
    while (section != next) {
      if (section != Section.INFO) {
        json.writeEndArray();
      }
      section = Section.values()[section.ordinal() + 1];
      json.writeArrayFieldStart(section.name().toLowerCase(Locale.ROOT));
    }
  }

  /** Everything is written: the file takes its place. */
  public void complete() throws IOException {
    goTo(Section.ANNOTATIONS);
    json.writeEndArray();
    json.writeEndObject();
    json.writeRaw('\n');
    json.flush();
    file.complete();
  }

  /** Drops a file that is not complete. */
  @Override
  public void close() throws IOException {
    file.close();
  }
}
