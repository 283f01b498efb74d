package dev.quantmask.dataset.format.via;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.quantmask.dataset.findings.Findings;
import dev.quantmask.dataset.findings.InvalidAnnotationException;
import dev.quantmask.dataset.reader.AnnotationReader.ImageHandler;
import dev.quantmask.dataset.reader.CsvFile;
import dev.quantmask.dataset.reader.Fields;
import dev.quantmask.io.Json;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The CSV that VIA 1, 2 and 3 export: a record is a region, with JSON in its values. Versions 1 and
 * 2 have a record of an image without regions, too.
 */
final class ViaCsv {
  private static final List<String> VERSION_2 =
      List.of(
          "filename", "file_size", "region_count", "region_shape_attributes", "region_attributes");
  private static final char KEY = '\0';
  private static final List<String> VERSION_3 =
      List.of("file_list", "temporal_coordinates", "spatial_coordinates", "metadata");

  private final String file;
  private final ViaLabel label;
  private final Findings findings;
  private JsonNode attributes = MissingNode.getInstance();
  private List<String> columns = List.of();

  ViaCsv(String file, ViaLabel label, Findings findings) {
    this.file = file;
    this.label = label;
    this.findings = findings;
  }

  /** Returns whether a file begins as an export: with the names of columns, or with a comment. */
  static boolean isBeginning(String text) {
    return text.startsWith("# Exported using VGG Image Annotator")
        || text.lines().limit(1).anyMatch(line -> line.contains("region_shape_attributes"));
  }

  void read(Path path, ImageHandler handler) throws IOException {
    try (CsvFile csv = CsvFile.open(path);
        RegionStore regions = new RegionStore()) {
      readHead(csv);
      boolean third = columns.containsAll(VERSION_3);
      if (!third && !columns.containsAll(VERSION_2)) {
        String message =
            Text.format("expected the columns %s or %s, found %s", VERSION_2, VERSION_3, columns);
        findings.brokenFile(file, message);
        return;
      }
      while (!csv.isAtEnd()) {
        add(csv.record(), csv.recordLine(), third, regions);
      }
      handOver(third, regions, handler);
    }
  }

  /** Versions 1 and 3 mark the names of the columns as a comment, among others in version 3. */
  private void readHead(CsvFile csv) throws IOException {
    while (columns.isEmpty() && !csv.isAtEnd()) {
      boolean comment = csv.beginsWith('#');
      String line = csv.line();
      int equals = line.indexOf('=');
      if (comment && line.startsWith("# ATTRIBUTE") && equals > 0) {
        attributes = attributes(line.substring(equals + 1));
      } else if (comment && line.startsWith("# CSV_HEADER") && equals > 0) {
        columns = columns(line.substring(equals + 1), csv);
      } else if (!comment || line.startsWith("#filename")) {
        columns = columns(comment ? line.substring(1) : line, csv);
      }
    }
  }

  private JsonNode attributes(String text) throws IOException {
    try {
      return json("ATTRIBUTE", text);
    } catch (InvalidAnnotationException e) {
      findings.brokenFile(file, e.getMessage());
      return MissingNode.getInstance();
    }
  }

  private static List<String> columns(String line, CsvFile csv) {
    char separator = line.indexOf(',') < 0 && line.indexOf(';') >= 0 ? ';' : ',';
    csv.setSeparator(separator);
    return Stream.of(line.split(String.valueOf(separator), 0)).map(String::strip).toList();
  }

  private void add(List<String> values, int line, boolean third, RegionStore regions)
      throws IOException {
    String source = Text.format("%s, line %d", file, line);
    if (values.size() < columns.size()) {
      String message = Text.format("expected %d values, found %d", columns.size(), values.size());
      findings.malformedRecord(source, message);
      return;
    }
    try {
      if (third) {
        ObjectNode region = JsonNodeFactory.instance.objectNode();
        region.set("z", json(values, "temporal_coordinates"));
        region.set("xy", json(values, "spatial_coordinates"));
        region.set("av", json(values, "metadata"));
        regions.add(image(json(values, "file_list")), region);
      } else {
        addOfVersion2(values, regions);
      }
    } catch (InvalidAnnotationException e) {
      findings.malformedRecord(source, e.getMessage());
    }
  }

  private void addOfVersion2(List<String> values, RegionStore regions)
      throws IOException, InvalidAnnotationException {
    String image = value(values, "filename");
    if (image.isBlank()) {
      throw InvalidAnnotationException.malformed("filename", "the name of an image", "none");
    }
    String key = image + KEY + value(values, "file_size"); // as VIA tells images apart
    if (value(values, "region_count").strip().equals("0")) {
      regions.add(key);
      return;
    }
    ObjectNode region = JsonNodeFactory.instance.objectNode();
    region.set("shape_attributes", json(values, "region_shape_attributes"));
    region.set("region_attributes", json(values, "region_attributes"));
    regions.add(key, region);
  }

  private static String image(JsonNode files) throws InvalidAnnotationException {
    if (files.size() != 1 || !files.path(0).isTextual()) {
      throw InvalidAnnotationException.malformed("file_list", "one image", Fields.excerpt(files));
    }
    return files.get(0).textValue();
  }

  private String value(List<String> values, String column) {
    return values.get(columns.indexOf(column));
  }

  private JsonNode json(List<String> values, String column)
      throws IOException, InvalidAnnotationException {
    return json(column, value(values, column));
  }

  private static JsonNode json(String place, String text)
      throws IOException, InvalidAnnotationException {
    try {
      return Json.tree(text.getBytes(StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw InvalidAnnotationException.malformed(
          place, "JSON", Fields.excerpt(TextNode.valueOf(text.strip())));
    }
  }

  private void handOver(boolean third, RegionStore regions, ImageHandler handler)
      throws IOException {
    Via2Images second = new Via2Images(label, handler, findings);
    Via3Images images = new Via3Images(file, new Via3Labels(label, attributes), handler, findings);
    for (String image : regions.images()) {
      if (third) {
        images.image(List.of(image), regions.regions(image));
      } else {
        String name = image.substring(0, image.indexOf(KEY));
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("filename", name);
        json.set("regions", regions.regions(image));
        second.image(file, name, json);
      }
    }
  }
}
