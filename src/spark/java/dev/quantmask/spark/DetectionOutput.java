package dev.quantmask.spark;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;

import dev.quantmask.detection.DetectionOptions;
import dev.quantmask.io.Json;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/** The rows that are there, in a folder of Parquet files, and those that are added. */
final class DetectionOutput {
  /** Tasks show their files as they end, and not all of them with the job: a rerun finds them. */
  private static final String COMMIT = "mapreduce.fileoutputcommitter.algorithm.version";

  /** Readers of Parquet pass by what begins with _. */
  private static final String OPTIONS = "_quantmask.json";

  private final SparkSession spark;
  private final Path folder;
  private final FileSystem files;

  DetectionOutput(SparkSession spark, String folder) throws IOException {
    this.spark = spark;
    this.folder = new Path(folder);
    this.files = this.folder.getFileSystem(spark.sparkContext().hadoopConfiguration());
  }

  /**
   * Writes down what rows are made with, the first time; all rows of a folder are made alike.
   *
   * @throws IOException when there are others
   */
  void require(DetectionOptions options) throws IOException {
    Path file = new Path(folder, OPTIONS);
    byte[] wanted = Json.line(options);
    if (!files.exists(file)) {
      try (OutputStream out = files.create(file, false)) {
        out.write(wanted);
      }
      return;
    }
    try (InputStream in = files.open(file)) {
      DetectionOptions found = Json.read(in.readAllBytes(), DetectionOptions.class, "" + file);
      if (!found.equals(options)) {
        throw new IOException(
            Text.format(
                "%s: its rows are made with %s, expected the same options or another folder, found"
                    + " %s",
                folder, found, options));
      }
    }
  }

  /** Returns the rows of a model. */
  Dataset<Row> rows(SharedModel model) {
    return spark
        .read()
        .schema(DetectionRows.RESULTS)
        .parquet(folder.toString())
        .where(col("model.sha256").equalTo(model.sha256()));
  }

  /**
   * Returns the images of which there is no row. The key is a hash of 64 bits: of a million images
   * two share one by chance once in tens of millions of times.
   *
   * @param again those of which there is only an error, too
   */
  Dataset<Row> missing(ImageInput.Images images, SharedModel model, boolean again) {
    Dataset<Row> done = rows(model);
    Column key = images.key();
    Dataset<Row> keys = (again ? done.where(col("error").isNull()) : done).select(key.as("key"));
    return images
        .rows()
        .withColumn("key", key)
        .join(broadcast(keys), "key", "left_anti")
        .drop("key");
  }

  void append(Dataset<Row> rows) {
    var writer = rows.write().mode(SaveMode.Append);
    if (!spark.sparkContext().getConf().contains("spark.hadoop." + COMMIT)) {
      writer = writer.option(COMMIT, "2");
    }
    writer.parquet(folder.toString());
  }

  Path folder() {
    return folder;
  }
}
