package dev.quantmask.dataset.importing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.coco.CocoDataset;
import dev.quantmask.coco.CocoReader;
import dev.quantmask.dataset.format.AnnotationFormat;
import dev.quantmask.testing.TestImages;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A folder to import from, and a request that a test changes one thing of. */
public final class ImportFixture {
  public final Path folder;
  public final Path out;
  private final Path outFolder;
  private AnnotationFormat format;
  private List<Path> inputs;
  private Optional<Path> images = Optional.empty();
  private boolean extractImages;
  private boolean withImages = true;
  private List<String> classes = List.of();
  private Optional<Split> split = Optional.empty();
  private boolean skipBroken;
  private Optional<String> classAttribute = Optional.empty();
  private Optional<String> label = Optional.empty();

  /**
   * An empty folder.
   *
   * @param format null for what the files look like
   */
  public ImportFixture(Path directory, AnnotationFormat format) throws IOException {
    this.folder = Files.createDirectories(directory.resolve("in"));
    this.outFolder = Files.createDirectories(directory.resolve("out"));
    this.out = outFolder.resolve("annotations.json");
    this.format = format;
    this.inputs = List.of(folder);
  }

  /** An image of noise. */
  ImportFixture image(String name, int width, int height) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, TestImages.png(width, height));
    return this;
  }

  /** A text, with ' for ". */
  ImportFixture file(String name, String text) throws IOException {
    return bytes(name, text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  ImportFixture bytes(String name, byte[] bytes) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
    return this;
  }

  /** A LabelMe file of an image of the same name, .png, of 40 x 30 pixels, which is made too. */
  public ImportFixture labelMe(String name, String... shapes) throws IOException {
    String image = name.replace(".json", ".png");
    image(image, 40, 30);
    String fileName = image.substring(image.lastIndexOf('/') + 1);
    return file(
        name,
        Text.format(
            "{'version': '5.4.1', 'imagePath': '%s', 'imageWidth': 40, 'imageHeight': 30, 'shapes':"
                + " [%s]}",
            fileName, String.join(", ", shapes)));
  }

  public static String shape(String label, String type, String points) {
    return Text.format("{'label': '%s', 'shape_type': '%s', 'points': %s}", label, type, points);
  }

  ImportFixture input(String... names) {
    inputs = Stream.of(names).map(folder::resolve).toList();
    return this;
  }

  /** The folder as a zip beside it, which is the input from then on; the folder is gone. */
  ImportFixture zipped(String name) throws IOException {
    Path zip = outFolder.resolveSibling(name);
    try (ZipOutputStream packed = new ZipOutputStream(Files.newOutputStream(zip));
        Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        packed.putNextEntry(new ZipEntry(folder.relativize(file).toString().replace('\\', '/')));
        packed.write(Files.readAllBytes(file));
      }
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
    inputs = List.of(zip);
    return this;
  }

  ImportFixture images(Path path) {
    images = Optional.of(path);
    return this;
  }

  ImportFixture extractImages() {
    extractImages = true;
    return this;
  }

  ImportFixture withoutImages() {
    withImages = false;
    return this;
  }

  ImportFixture classes(String... names) {
    classes = List.of(names);
    return this;
  }

  ImportFixture split(String text, long seed) {
    split = Optional.of(Split.parse(text, seed));
    return this;
  }

  ImportFixture skipBroken() {
    skipBroken = true;
    return this;
  }

  ImportFixture classAttribute(String name) {
    classAttribute = Optional.of(name);
    return this;
  }

  ImportFixture label(String name) {
    label = Optional.of(name);
    return this;
  }

  Path report() {
    return outFolder.resolve("report.json");
  }

  ImportRequest request() {
    return new ImportRequest(
        new ImportSource(
            Optional.ofNullable(format),
            inputs,
            images,
            extractImages,
            withImages,
            classAttribute,
            label),
        ImportTarget.coco(out),
        classes,
        split,
        skipBroken,
        Optional.of(report()));
  }

  public ImportResult run() throws IOException {
    return DatasetImport.run(request(), (read, total) -> {});
  }

  /** Imports, and reads what was written. */
  CocoDataset dataset() throws IOException {
    ImportResult result = run();
    if (!result.isWritten()) {
      throw new AssertionError("nothing was written: " + result.first());
    }
    return CocoReader.read(out);
  }

  /** Imports, and reads all that was found, as kind, then the message with its place. */
  List<String> findings() throws IOException {
    return allFindings().stream().filter(text -> !text.contains(": data set: ")).toList();
  }

  /** The same with those about the data set as a whole. */
  List<String> allFindings() throws IOException {
    run();
    JsonNode report = new ObjectMapper().readTree(report().toFile());
    List<String> findings = new ArrayList<>();
    for (JsonNode finding : report.get("findings")) {
      String shape = finding.get("shape").isNull() ? "" : " " + finding.get("shape").asText();
      findings.add(
          Text.format(
              "%s: %s%s: %s",
              finding.get("kind").asText(),
              finding.get("file").asText(),
              shape,
              finding.get("message").asText()));
    }
    return findings;
  }
}
