package dev.quantmask.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.xxhash64;

import dev.quantmask.image.ImageListing;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.FilterFunction;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Where images are.
 *
 * @param column of a table: bytes of images, or paths
 * @param pathColumn that names images whose bytes are in a table
 */
record ImageInput(String path, Kind kind, String column, String pathColumn) {
  /**
   * So many rows of a table, with the bytes of their images, are in memory together, in each task.
   */
  private static final String ROWS_AT_ONCE = "spark.sql.parquet.columnarReaderBatchSize";

  private static final int FEW = 64;

  enum Kind {
    IMAGES,
    PATHS,
    PARQUET
  }

  /**
   * Images, a row of {@link DetectionRows#IMAGES} for each.
   *
   * @param content whether their bytes are in the rows
   */
  record Images(Dataset<Row> rows, boolean content) {
    /** What tells that an image is the same as one of which there is a result. */
    Column key() {
      return content
          ? xxhash64(col("path"))
          : xxhash64(col("path"), col("modificationTime"), col("length"));
    }
  }

  Images images(SparkSession spark, Broadcast<SerializableConfiguration> configuration)
      throws IOException {
    return switch (kind) {
      case IMAGES -> new Images(folder(spark), false);
      case PATHS -> new Images(files(spark.read().textFile(path), configuration), false);
      case PARQUET -> table(spark, configuration);
    };
  }

  /** Spark's source of binary files would pass by those that are empty, and say nothing of them. */
  private Dataset<Row> folder(SparkSession spark) throws IOException {
    Path folder = new Path(path);
    FileSystem files = folder.getFileSystem(spark.sparkContext().hadoopConfiguration());
    List<Row> images = new ArrayList<>();
    for (FileStatus root : roots(files, folder)) {
      for (var all = files.listFiles(root.getPath(), true); all.hasNext(); ) {
        FileStatus file = all.next();
        if (ImageListing.isImage(file.getPath().getName())) {
          images.add(row(file));
        }
      }
    }
    if (images.isEmpty()) {
      throw new IOException(Text.format("%s: expected images, found none", path));
    }
    return spark.createDataFrame(images, DetectionRows.IMAGES);
  }

  /** A folder or a file, or those that a pattern is for. */
  private static FileStatus[] roots(FileSystem files, Path folder) throws IOException {
    if (files.exists(folder)) {
      return new FileStatus[] {files.getFileStatus(folder)};
    }
    FileStatus[] found = files.globStatus(folder);
    if (found == null || found.length == 0) {
      throw new IOException(Text.format("%s: no such file or directory", folder));
    }
    return found;
  }

  private static Row row(FileStatus file) {
    Timestamp modified = new Timestamp(file.getModificationTime());
    return RowFactory.create(file.getPath().toString(), modified, file.getLen(), null);
  }

  private Images table(SparkSession spark, Broadcast<SerializableConfiguration> configuration)
      throws IOException {
    if (!spark.sparkContext().getConf().contains(ROWS_AT_ONCE)) {
      spark.conf().set(ROWS_AT_ONCE, FEW);
    }
    Dataset<Row> table = spark.read().parquet(path);
    DataType type = typeOf(table, column);
    if (type.equals(DataTypes.StringType)) {
      return new Images(
          files(table.select(col(column)).as(Encoders.STRING()), configuration), false);
    }
    if (!(type instanceof BinaryType)) {
      throw new IOException(
          Text.format(
              "%s: column %s: expected bytes or paths, found %s", path, column, type.sql()));
    }
    typeOf(table, pathColumn);
    return new Images(
        table.select(
            col(pathColumn).cast(DataTypes.StringType).as("path"),
            lit(null).cast(DataTypes.TimestampType).as("modificationTime"),
            lit(null).cast(DataTypes.LongType).as("length"),
            col(column).as("content")),
        true);
  }

  private DataType typeOf(Dataset<Row> table, String name) throws IOException {
    if (!Arrays.asList(table.columns()).contains(name)) {
      throw new IOException(
          Text.format(
              "%s: expected a column %s, found %s", path, name, Arrays.toString(table.columns())));
    }
    return table.schema().apply(name).dataType();
  }

  private static Dataset<Row> files(
      Dataset<String> paths, Broadcast<SerializableConfiguration> configuration) {
    return paths
        .filter((FilterFunction<String>) file -> file != null && !file.isBlank())
        .distinct()
        .map(
            (MapFunction<String, Row>) file -> status(file, configuration.value().value()),
            Encoders.row(DetectionRows.IMAGES));
  }

  /** What a file system says of a file; without a length where it cannot be asked. */
  private static Row status(String name, Configuration hadoop) {
    try {
      Path file = new Path(name);
      return row(file.getFileSystem(hadoop).getFileStatus(file));
    } catch (IOException | IllegalArgumentException e) {
      return RowFactory.create(name, null, null, null);
    }
  }
}
