package dev.quantmask.spark;

import static org.apache.spark.sql.types.DataTypes.BinaryType;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.FloatType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.apache.spark.sql.types.DataTypes.TimestampType;
import static org.apache.spark.sql.types.DataTypes.createArrayType;

import dev.quantmask.coco.mask.Rle;
import dev.quantmask.detection.Detection;
import dev.quantmask.detection.Detections;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.StructType;

/** The columns of images and of what was found in them; names are those of the service's JSON. */
final class DetectionRows {
  private static final StructType MASK =
      new StructType().add("size", createArrayType(IntegerType)).add("counts", StringType);

  /** What the function {@code detect} returns. */
  static final ArrayType DETECTIONS =
      createArrayType(
          new StructType()
              .add("label", StringType)
              .add("classId", IntegerType)
              .add("score", FloatType)
              .add("box", createArrayType(FloatType))
              .add("mask", MASK));

  static final StructType MODEL =
      new StructType().add("name", StringType).add("sha256", StringType);

  /** Images as they come; content is null where the file has to be read. */
  static final StructType IMAGES =
      new StructType()
          .add("path", StringType)
          .add("modificationTime", TimestampType)
          .add("length", LongType)
          .add("content", BinaryType);

  /** Images as they go. */
  static final StructType RESULTS =
      new StructType()
          .add("path", StringType)
          .add("modificationTime", TimestampType)
          .add("length", LongType)
          .add("width", IntegerType)
          .add("height", IntegerType)
          .add("model", MODEL)
          .add("detections", DETECTIONS)
          .add("milliseconds", DoubleType)
          .add("error", StringType);

  private DetectionRows() {}

  static Row found(Row image, long length, Row model, Detections found) {
    return RowFactory.create(
        image.get(0),
        image.get(1),
        length,
        found.width(),
        found.height(),
        model,
        detections(found).toArray(),
        found.timing().total(),
        null);
  }

  static Row failed(Row image, Long length, Row model, String error) {
    return RowFactory.create(
        image.get(0), image.get(1), length, null, null, model, null, null, error);
  }

  static List<Row> detections(Detections found) {
    return found.detections().stream().map(DetectionRows::detection).toList();
  }

  private static Row detection(Detection one) {
    Detection.Box box = one.box();
    return RowFactory.create(
        one.label(),
        one.classId(),
        one.score(),
        new Float[] {box.x0(), box.y0(), box.x1(), box.y1()},
        mask(one.mask()));
  }

  private static Row mask(Rle mask) {
    return mask == null
        ? null
        : RowFactory.create(new Integer[] {mask.height(), mask.width()}, mask.compressed());
  }
}
