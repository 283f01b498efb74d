package dev.quantmask.dataset.format.cityscapes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quantmask.dataset.findings.Findings;
import dev.quantmask.dataset.findings.InvalidAnnotationException;
import dev.quantmask.dataset.geometry.ImageSize;
import dev.quantmask.dataset.geometry.Shape;
import dev.quantmask.dataset.reader.AnnotatedImage;
import dev.quantmask.dataset.reader.Fields;
import dev.quantmask.dataset.reader.ImagePerFileReader;
import dev.quantmask.dataset.reader.InputFiles;
import dev.quantmask.dataset.reader.LabelledShape;
import dev.quantmask.dataset.reader.ShapeList;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Files of <a href="https://www.cityscapes-dataset.com">Cityscapes</a>, in whose order later
 * polygons lie before earlier ones and hide them. As in Detectron2, an object is what is visible of
 * it, and a group, such as {@code cargroup}, is a crowd.
 */
final class CityscapesReader extends ImagePerFileReader {
  private static final String GROUP = "group";
  private static final String ANNOTATION = "_gtFine_polygons.json";
  private static final String COARSE_ANNOTATION = "_gtCoarse_polygons.json";
  private static final String IMAGE = "_leftImg8bit.png";

  /** Surfaces and the like, of which Cityscapes tells no single objects apart. */
  private static final Set<String> NO_OBJECTS =
      Set.of(
          "unlabeled",
          "ego vehicle",
          "rectification border",
          "out of roi",
          "static",
          "dynamic",
          "ground",
          "road",
          "sidewalk",
          "parking",
          "rail track",
          "building",
          "wall",
          "fence",
          "guard rail",
          "bridge",
          "tunnel",
          "pole",
          "polegroup",
          "traffic light",
          "traffic sign",
          "vegetation",
          "terrain",
          "sky",
          "license plate");

  CityscapesReader(InputFiles files) {
    super(files, Set.of());
  }

  @Override
  public AnnotatedImage image(String name, ObjectNode json, Findings findings)
      throws IOException, InvalidAnnotationException {
    int width = Fields.size(json, "imgWidth");
    int height = Fields.size(json, "imgHeight");
    ImageSize.check(width, height);
    JsonNode objects = Fields.array(json, "objects");
    List<LabelledShape> drawn =
        new ShapeList(name, "objects", findings).read(objects, CityscapesReader::polygon);
    return new AnnotatedImage(name, images(name), width, height, visible(drawn, width, height));
  }

  private static List<LabelledShape> polygon(String place, JsonNode json)
      throws InvalidAnnotationException {
    if (json.path("deleted").asInt() != 0) {
      return List.of();
    }
    String label = Fields.text(json, "label");
    Shape polygon = new Shape.Polygon(Fields.points(json, "polygon"));
    return List.of(new LabelledShape(place, label, null, polygon));
  }

  /** Goes from the front to the back, for what is in front hides what is behind. */
  private static List<LabelledShape> visible(List<LabelledShape> drawn, int width, int height) {
    Occlusion occlusion = new Occlusion(width, height);
    List<LabelledShape> objects = new ArrayList<>();
    for (int i = drawn.size() - 1; i >= 0; i--) {
      LabelledShape one = drawn.get(i);
      Shape seen = occlusion.visible((Shape.Polygon) one.shape());
      boolean isGroup = one.label().endsWith(GROUP);
      String label =
          isGroup ? one.label().substring(0, one.label().length() - GROUP.length()) : one.label();
      if (seen != null && !NO_OBJECTS.contains(one.label())) {
        objects.add(0, new LabelledShape(one.place(), label, null, isGroup, seen));
      }
    }
    return objects;
  }

  /** {@code gtFine/val/a/b_gtFine_polygons.json}: {@code leftImg8bit/val/a/b_leftImg8bit.png}. */
  private static List<String> images(String name) {
    String image = name.replace(ANNOTATION, IMAGE).replace(COARSE_ANNOTATION, IMAGE);
    Set<String> places = new LinkedHashSet<>();
    places.add(image.replaceFirst("(^|/)gt(Fine|Coarse)/", "$1leftImg8bit/"));
    places.add(image);
    String[] path = image.split("/");
    String file = path[path.length - 1];
    if (path.length > 2) {
      String below = path[path.length - 3] + "/" + path[path.length - 2] + "/" + file;
      places.add("leftImg8bit/" + below);
      places.add(below);
    }
    places.add(file);
    return List.copyOf(places);
  }
}
