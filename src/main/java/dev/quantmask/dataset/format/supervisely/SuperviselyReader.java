package dev.quantmask.dataset.format.supervisely;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quantmask.dataset.findings.Findings;
import dev.quantmask.dataset.findings.InvalidAnnotationException;
import dev.quantmask.dataset.reader.AnnotatedImage;
import dev.quantmask.dataset.reader.Fields;
import dev.quantmask.dataset.reader.ImagePaths;
import dev.quantmask.dataset.reader.ImagePerFileReader;
import dev.quantmask.dataset.reader.InputFiles;
import dev.quantmask.dataset.reader.JsonFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A project of <a href="https://docs.supervisely.com">Supervisely</a>: {@code DATASET/ann} with a
 * JSON file an image, named after it, and {@code DATASET/img} with the images, below a {@code
 * meta.json} with the classes.
 */
final class SuperviselyReader extends ImagePerFileReader {
  private static final String ANNOTATIONS = "ann";
  private static final String IMAGES = "img";
  private static final String SUFFIX = ".json";
  private static final List<String> EXTENSIONS = List.of("jpg", "jpeg", "png", "webp", "bmp");

  private final Path root;
  private final Map<String, SuperviselyMeta> metas = new LinkedHashMap<>(); // by file

  SuperviselyReader(InputFiles files) throws IOException {
    super(
        files.require(
            InputFiles.withSuffix(SUFFIX).and(SuperviselyReader::isAnnotation),
            "a folder " + ANNOTATIONS + " with annotations below"),
        Set.of());
    this.root = files.path("");
  }

  static boolean isAnnotation(String name) {
    String folder = ImagePaths.folder(name);
    return folder.equals(ANNOTATIONS) || folder.endsWith("/" + ANNOTATIONS);
  }

  @Override
  public AnnotatedImage image(String name, ObjectNode json, Findings findings)
      throws InvalidAnnotationException, IOException {
    JsonNode size = Fields.object(json, "size");
    JsonNode objects = Fields.array(json, "objects");
    return new AnnotatedImage(
        name,
        images(name),
        Fields.sizeOrZero(size, "width"),
        Fields.sizeOrZero(size, "height"),
        new SuperviselyShapes(name, meta(name, findings), findings).read(objects));
  }

  /** {@code a/ann/b.jpg.json}: {@code a/img/b.jpg}; of old projects, {@code b.json}: any image. */
  private static List<String> images(String name) {
    String folder = ImagePaths.folder(ImagePaths.folder(name));
    String file = name.substring(name.lastIndexOf('/') + 1);
    String image = file.substring(0, file.length() - SUFFIX.length());
    List<String> candidates = new ArrayList<>();
    for (String place : List.of(ImagePaths.join(folder, IMAGES), folder, "")) {
      candidates.add(ImagePaths.join(place, image));
    }
    String extension = image.substring(image.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    if (!EXTENSIONS.contains(extension)) {
      String stem = ImagePaths.join(ImagePaths.join(folder, IMAGES), image);
      EXTENSIONS.forEach(other -> candidates.add(stem + "." + other));
    }
    return candidates;
  }

  /** Returns the list of classes of the project, which is above the folder of the annotations. */
  private SuperviselyMeta meta(String name, Findings findings) throws IOException {
    for (String folder = ImagePaths.folder(name); ; folder = ImagePaths.folder(folder)) {
      String listed = ImagePaths.join(folder, SuperviselyMeta.NAME);
      if (metas.containsKey(listed) || Files.isRegularFile(root.resolve(listed))) {
        return read(listed, findings);
      }
      if (folder.isEmpty()) { // the folder that is read may be a data set of a project
        return read("../" + SuperviselyMeta.NAME, findings);
      }
    }
  }

  private SuperviselyMeta read(String name, Findings findings) throws IOException {
    if (metas.containsKey(name)) {
      return metas.get(name);
    }
    SuperviselyMeta meta = SuperviselyMeta.NONE;
    Path file = root.resolve(name);
    try {
      meta = Files.isRegularFile(file) ? SuperviselyMeta.read(file) : meta;
    } catch (InvalidAnnotationException | JsonFile.MalformedException e) {
      findings.brokenFile(name, e.getMessage());
    }
    metas.put(name, meta);
    return meta;
  }

  /** Those that the projects list, in their order. */
  @Override
  public List<String> classes() {
    return metas.values().stream().flatMap(meta -> meta.classes().stream()).distinct().toList();
  }
}
