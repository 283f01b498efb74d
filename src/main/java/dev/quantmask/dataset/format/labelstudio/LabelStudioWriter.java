package dev.quantmask.dataset.format.labelstudio;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quantmask.coco.mask.Polygons;
import dev.quantmask.coco.mask.Rle;
import dev.quantmask.dataset.format.FolderWriter;
import dev.quantmask.dataset.format.ImageAnnotations;
import dev.quantmask.dataset.format.ObjectAnnotation;
import dev.quantmask.dataset.format.WriterOptions;
import dev.quantmask.dataset.format.XmlOutput;
import dev.quantmask.dataset.geometry.BrushRle;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes the tasks that Label Studio imports, and the labelling configuration that they need.
 * Detections are predictions, which a person accepts or corrects. Images are named as local files,
 * below the folder that Label Studio serves.
 */
final class LabelStudioWriter extends FolderWriter {
  private static final String LOCAL_FILES = "/data/local-files/?d=";
  private static final String IMAGE = "image";
  private static final String POLYGON = "polygon"; // names of the controls of the configuration
  private static final String BRUSH = "brush";

  LabelStudioWriter(Path out, WriterOptions options) throws IOException {
    super(out, options);
  }

  @Override
  public void write(ImageSource images) throws IOException {
    folder.write("label_config.xml", configuration());
    try (OutputStream output = folder.open("tasks.json");
        JsonGenerator json = new JsonFactory().createGenerator(output, JsonEncoding.UTF8)) {
      json.writeStartArray();
      images.each(
          image -> {
            json.writeRaw('\n');
            json.writeRawValue(task(image).toString());
          });
      json.writeEndArray();
      json.writeRaw('\n');
    }
  }

  private byte[] configuration() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    XmlOutput xml = new XmlOutput(bytes);
    xml.begin("View");
    xml.begin("Image", "name", IMAGE, "value", "$" + IMAGE);
    xml.end();
    labels(xml, "PolygonLabels", POLYGON);
    labels(xml, "BrushLabels", BRUSH);
    xml.complete();
    return bytes.toByteArray();
  }

  private void labels(XmlOutput xml, String element, String name) throws IOException {
    xml.begin(element, "name", name, "toName", IMAGE);
    for (String label : options.classes()) {
      xml.begin("Label", "value", label);
      xml.end();
    }
    xml.end();
  }

  private ObjectNode task(ImageAnnotations image) throws IOException {
    folder.copyImage(image.fileName(), image.fileName());
    ObjectNode task = JsonNodeFactory.instance.objectNode();
    task.putObject("data").put(IMAGE, LOCAL_FILES + image.fileName());
    boolean isPredicted = image.objects().stream().anyMatch(ObjectAnnotation::isDetection);
    ObjectNode answer = task.putArray(isPredicted ? "predictions" : "annotations").addObject();
    if (isPredicted) {
      answer.put("model_version", "quantmask");
    }
    ArrayNode results = answer.putArray("result");
    List<ObjectAnnotation> objects = image.objects();
    for (int i = 0; i < objects.size(); i++) {
      result(image, objects.get(i), results.addObject().put("id", "object-" + (i + 1)));
    }
    return task;
  }

  private void result(ImageAnnotations image, ObjectAnnotation object, ObjectNode result)
      throws IOException {
    if (object.crowd()) {
      options.lose(
          image.fileName(),
          object.label(),
          "Label Studio has no crowds: it is written as an object");
    }
    // It has no groups of polygons: several are one mask.
    boolean isPolygon =
        object.segmentation() instanceof Polygons polygons && polygons.rings().size() == 1;
    String control = isPolygon ? POLYGON : BRUSH;
    result.put("type", control + "labels").put("from_name", control).put("to_name", IMAGE);
    result.put("original_width", image.width()).put("original_height", image.height());
    result.put("image_rotation", 0);
    if (object.isDetection()) {
      result.put("score", object.score());
    }
    ObjectNode value = result.putObject("value");
    if (isPolygon) {
      double[] ring = ((Polygons) object.segmentation()).rings().get(0);
      points(ring, image, value.putArray("points"));
      value.put("closed", true);
    } else {
      Rle mask = object.segmentation().toRle(image.height(), image.width());
      ArrayNode bytes = value.put("format", "rle").putArray("rle");
      for (byte one : BrushRle.encode(mask)) {
        bytes.add(one & 0xff);
      }
    }
    value.putArray(control + "labels").add(object.label());
  }

  /** In percent of the image's sides. */
  private static void points(double[] ring, ImageAnnotations image, ArrayNode points) {
    for (int i = 0; i + 1 < ring.length; i += 2) {
      points.addArray().add(ring[i] * 100 / image.width()).add(ring[i + 1] * 100 / image.height());
    }
  }
}
