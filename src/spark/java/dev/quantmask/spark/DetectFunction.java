package dev.quantmask.spark;

import dev.quantmask.detection.DetectionOptions;
import dev.quantmask.image.ImageException;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.io.Serializable;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import scala.runtime.AbstractFunction1;

/**
 * The function {@code detect(content)} of SQL: from the bytes of an image to what was found in it,
 * and NULL for bytes that are no image within the limits.
 */
public final class DetectFunction extends AbstractFunction1<Object, Object>
    implements UDF1<Object, Object>, Serializable {
  private static final long serialVersionUID = 1L;

  static final String NAME = "detect";

  private final SharedModel model;

  DetectFunction(SharedModel model) {
    this.model = model;
  }

  /**
   * Makes the function known to a session. A session whose {@code spark.sql.extensions} has {@link
   * QuantmaskExtensions} knows it by itself.
   *
   * @param model the archive, in any file system that Hadoop knows; empty: the one in the jar
   * @throws IOException saying why it cannot be used
   */
  public static void register(SparkSession spark, Optional<String> model) throws IOException {
    SharedModel shared = SharedModel.share(spark.sparkContext(), model);
    spark.udf().register(NAME, new DetectFunction(shared), DetectionRows.DETECTIONS);
  }

  @Override
  public Object call(Object content) throws IOException, InterruptedException {
    if (content == null) {
      return null;
    }
    if (!(content instanceof byte[] bytes)) {
      throw new IllegalArgumentException(
          Text.format(
              "%s(content): expected BINARY, the bytes of an image, found %s",
              NAME, content.getClass().getSimpleName()));
    }
    try {
      return DetectionRows.detections(
              ExecutorDetector.of(model).detect(bytes, DetectionOptions.ALL))
          .toArray();
    } catch (ImageException e) {
      return null;
    }
  }

  @Override
  public Object apply(Object content) {
    try {
      return call(content);
    } catch (IOException e) {
      throw new IllegalStateException(e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the task is killed", e);
    }
  }
}
