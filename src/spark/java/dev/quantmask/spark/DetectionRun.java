package dev.quantmask.spark;

import dev.quantmask.coco.CocoDataset;
import dev.quantmask.detection.DetectionOptions;
import dev.quantmask.evaluation.ClassCheck;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.SerializableConfiguration;

/** What the driver does: looks for images without a row, and has tasks make these rows. */
final class DetectionRun {
  private static final int TASKS_PER_CORE = 4;

  private final Consumer<String> messages;
  private final int imagesPerTask;
  private final boolean retryErrors;
  private final SparkSession spark =
      SparkSession.builder()
          .appName("quantmask detect")
          // Tasks of an isolated session do not get the files of the context, the model among them.
          .config("spark.sql.artifact.isolation.enabled", false)
          .getOrCreate();
  private final JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
  private final Broadcast<SerializableConfiguration> configuration =
      context.broadcast(new SerializableConfiguration(context.hadoopConfiguration()));

  private SharedModel model;
  private ImageInput.Images images;
  private DetectionOutput output;

  DetectionRun(Consumer<String> messages, int imagesPerTask, boolean retryErrors) {
    this.messages = messages;
    this.imagesPerTask = imagesPerTask;
    this.retryErrors = retryErrors;
  }

  void detect(Optional<String> archive, ImageInput input, String folder, DetectionOptions options)
      throws Exception {
    model = SharedModel.share(spark.sparkContext(), archive);
    images = input.images(spark, configuration);
    output = new DetectionOutput(spark, folder);
    output.require(options);
    DetectPartition work = new DetectPartition(model, options, configuration);
    Exception failure = null;
    long left = Long.MAX_VALUE;
    do {
      Dataset<Row> missing = output.missing(images, model, retryErrors);
      if (!images.content()) {
        missing = missing.persist(StorageLevel.MEMORY_AND_DISK()); // files are not asked twice
      }
      long count = missing.count();
      if (failure != null && count >= left) {
        throw failure;
      }
      messages.accept(
          Text.format("detecting in %d images, with the model %s", count, model.sha256()));
      failure = append(missing, count, work);
      left = count;
      missing.unpersist();
    } while (failure != null);
  }

  /** Null, or why it failed: Spark gives up when an executor dies as its task commits. */
  private Exception append(Dataset<Row> missing, long count, DetectPartition work) {
    if (count == 0) {
      return null;
    }
    try {
      output.append(
          spread(missing, count).mapPartitions(work, Encoders.row(DetectionRows.RESULTS)));
      return null;
    } catch (Exception e) {
      messages.accept("the job has failed; what is missing is tried again if it has done a part");
      return e;
    }
  }

  /** Rows with bytes stay where they are, unless that leaves cores without work. */
  private Dataset<Row> spread(Dataset<Row> missing, long count) {
    long cores = spark.sparkContext().defaultParallelism();
    if (images.content() && missing.rdd().getNumPartitions() >= cores) {
      return missing;
    }
    long tasks =
        Math.max(
            Math.min(count, cores * TASKS_PER_CORE), (count + imagesPerTask - 1) / imagesPerTask);
    return missing.repartition(Math.toIntExact(tasks));
  }

  /**
   * Writes COCO's result files of these images, once they are detected in.
   *
   * @param annotations the name of the data set, for messages
   */
  void writeCoco(CocoDataset dataset, String annotations) throws IOException {
    ClassCheck.requireOfModel("the model", model.classes(), annotations, dataset.classNames());
    long unknown =
        new CocoResults(context, dataset)
            .write(output.rows(model), images, new Path(output.folder(), "_coco"));
    if (unknown > 0) {
      messages.accept(
          Text.format("%d images are not in %s: they have no results", unknown, annotations));
    }
  }
}
