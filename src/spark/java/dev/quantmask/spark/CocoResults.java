package dev.quantmask.spark;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;

import dev.quantmask.coco.CocoDataset;
import dev.quantmask.coco.CocoImage;
import dev.quantmask.io.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FilterFunction;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;

/** Rows as result files in COCO's format: JSON lines, which {@code coco score} reads. */
final class CocoResults {
  private final Broadcast<Ids> ids;

  CocoResults(JavaSparkContext context, CocoDataset dataset) {
    this.ids = context.broadcast(Ids.of(dataset));
  }

  /**
   * The ids that a data set has for images and classes.
   *
   * @param images by the last part of their names
   * @param categories by class id
   */
  private record Ids(Map<String, ArrayList<Image>> images, ArrayList<Long> categories)
      implements java.io.Serializable {
    private record Image(String name, long id) implements java.io.Serializable {}

    static Ids of(CocoDataset dataset) {
      Map<String, ArrayList<Image>> images = new HashMap<>();
      for (CocoImage image : dataset.images()) {
        images
            .computeIfAbsent(last(image.fileName()), name -> new ArrayList<>())
            .add(new Image(image.fileName(), image.id()));
      }
      ArrayList<Long> categories = new ArrayList<>();
      dataset.categoriesById().forEach(category -> categories.add(category.id()));
      return new Ids(images, categories);
    }

    private static String last(String name) {
      return name.substring(name.lastIndexOf('/') + 1);
    }

    /** Returns the id of the image whose name ends this path; of several, of the longest name. */
    Optional<Long> of(String path) {
      return images.getOrDefault(last(path), new ArrayList<>()).stream()
          .filter(image -> ("/" + path).endsWith("/" + image.name()))
          .max(Comparator.comparingInt(image -> image.name().length()))
          .map(Image::id);
    }
  }

  /**
   * Writes the results of images, in the place of earlier ones.
   *
   * @return how many images the data set does not have: they have no results
   */
  long write(Dataset<Row> rows, ImageInput.Images images, Path folder) {
    Dataset<Row> keys = images.rows().select(images.key().as("key"));
    Dataset<Row> found =
        rows.where(col("error").isNull())
            .withColumn("key", images.key())
            .join(broadcast(keys), "key", "left_semi")
            .select("path", "detections");
    Broadcast<Ids> known = ids;
    found
        .flatMap(
            (FlatMapFunction<Row, String>) row -> lines(known.value(), row).iterator(),
            Encoders.STRING())
        .write()
        .mode(SaveMode.Overwrite)
        .text(folder.toString());
    return found
        .filter((FilterFunction<Row>) row -> known.value().of(row.getString(0)).isEmpty())
        .count();
  }

  private static List<String> lines(Ids ids, Row row) {
    Optional<Long> image = ids.of(row.getString(0));
    return image.isEmpty()
        ? List.of()
        : row.<Row>getList(1).stream().map(found -> line(image.get(), ids, found)).toList();
  }

  private static String line(long image, Ids ids, Row found) {
    List<Float> box = found.getList(3);
    double left = box.get(0);
    double top = box.get(1);
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("image_id", image);
    record.put("category_id", ids.categories().get(found.getInt(1)));
    record.put("bbox", List.of(left, top, box.get(2) - left, box.get(3) - top));
    if (!found.isNullAt(4)) {
      Row mask = found.getStruct(4);
      record.put(
          "segmentation", Map.of("size", mask.<Integer>getList(0), "counts", mask.getString(1)));
    }
    record.put("score", (double) found.getFloat(2));
    return new String(Json.bytes(record), StandardCharsets.UTF_8);
  }
}
