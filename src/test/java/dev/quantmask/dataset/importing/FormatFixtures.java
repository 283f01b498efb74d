package dev.quantmask.dataset.importing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.coco.CocoAnnotation;
import dev.quantmask.coco.CocoCategory;
import dev.quantmask.coco.CocoDataset;
import dev.quantmask.coco.CocoImage;
import dev.quantmask.coco.CocoReader;
import dev.quantmask.coco.mask.Rle;
import dev.quantmask.dataset.format.AnnotationFormats;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Data sets of {@code test-data/formats}, which other tools wrote, and masks as texts. */
final class FormatFixtures {
  static final Path FOLDER = Path.of("test-data/formats");

  private FormatFixtures() {}

  /** Returns the class, the area and the mask of each object by image, as the other tools say. */
  static Map<String, List<String>> expected(String folder) throws IOException {
    JsonNode all = new ObjectMapper().readTree(FOLDER.resolve("expected.json").toFile());
    Map<String, List<String>> images = new TreeMap<>();
    for (Map.Entry<String, JsonNode> image : all.get(folder).properties()) {
      List<String> objects = new ArrayList<>();
      for (JsonNode object : image.getValue()) {
        objects.add(
            Text.format(
                "%s %d %s",
                object.get("label").asText(),
                object.get("area").asLong(),
                object.get("counts").asText()));
      }
      images.put(image.getKey(), objects.stream().sorted().toList());
    }
    return images;
  }

  /** Returns the same of files of COCO. */
  static Map<String, List<String>> read(List<ImportResult.WrittenFile> files) throws IOException {
    Map<String, List<String>> images = new TreeMap<>();
    for (ImportResult.WrittenFile file : files) {
      CocoDataset dataset = CocoReader.read(file.path());
      for (CocoImage image : dataset.images()) {
        images.put(
            image.fileName(),
            dataset.annotations().stream()
                .filter(annotation -> annotation.imageId() == image.id())
                .map(annotation -> text(annotation, image, dataset))
                .sorted()
                .toList());
      }
    }
    return images;
  }

  private static String text(CocoAnnotation annotation, CocoImage image, CocoDataset dataset) {
    Rle mask = annotation.segmentation().toRle(image.height(), image.width());
    String label =
        dataset.categories().stream()
            .filter(category -> category.id() == annotation.categoryId())
            .map(CocoCategory::name)
            .collect(Collectors.joining());
    return Text.format("%s %d %s", label, mask.area(), mask.compressed());
  }

  /** Imports a folder, whatever it looks like, and writes it in another format. */
  static ImportResult convert(Path in, Path images, String format, Path out) throws IOException {
    return DatasetImport.run(request(in, images, format, out), (read, total) -> {});
  }

  static ImportRequest request(Path in, Path images, String format, Path out) {
    ImportSource source =
        new ImportSource(
            Optional.empty(),
            List.of(in),
            Optional.ofNullable(images),
            false,
            true,
            Optional.empty(),
            Optional.of("thing"));
    return ImportRequest.of(
        source, new ImportTarget(AnnotationFormats.named(format), out, true), List.of());
  }
}
