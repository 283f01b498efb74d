package dev.quantmask.spark;

import dev.quantmask.detection.DetectionOptions;
import dev.quantmask.engine.InferenceException;
import dev.quantmask.image.ImageException;
import dev.quantmask.io.FileErrors;
import dev.quantmask.serving.admission.ImageMemory;
import dev.quantmask.serving.api.ServingException;
import java.io.IOException;
import java.util.Iterator;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.util.SerializableConfiguration;

/** The work of a task: a row for each image, one after another, whatever is wrong with an image. */
record DetectPartition(
    SharedModel model, DetectionOptions options, Broadcast<SerializableConfiguration> configuration)
    implements MapPartitionsFunction<Row, Row> {
  private static final int PATH = 0;
  private static final int LENGTH = 2;
  private static final int CONTENT = 3;

  @Override
  public Iterator<Row> call(Iterator<Row> images) throws IOException {
    if (!images.hasNext()) {
      return images;
    }
    ExecutorDetector detector = ExecutorDetector.of(model);
    Row name = RowFactory.create(detector.modelName(), model.sha256());
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return images.hasNext();
      }

      @Override
      public Row next() {
        return detect(detector, name, images.next());
      }
    };
  }

  private Row detect(ExecutorDetector detector, Row name, Row image) {
    Long length = image.isNullAt(LENGTH) ? null : image.getLong(LENGTH);
    try {
      if (!image.isNullAt(CONTENT)) {
        byte[] content = image.getAs(CONTENT);
        length = (long) content.length;
        return detect(detector, name, image, content);
      }
      if (length == null) {
        return DetectionRows.failed(image, null, name, "no such file, or it cannot be read");
      }
      try (ImageMemory.Share share = HeapShares.FILES.take(length, 1, HeapShares.FOREVER)) {
        return detect(detector, name, image, read(new Path(image.getString(PATH)), length));
      }
    } catch (ImageException | InferenceException | IllegalArgumentException e) {
      return DetectionRows.failed(image, length, name, e.getMessage());
    } catch (ServingException e) {
      return DetectionRows.failed(image, length, name, HeapShares.tooLarge(e));
    } catch (IOException e) {
      return DetectionRows.failed(image, length, name, FileErrors.reason(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the task is killed", e);
    }
  }

  private Row detect(ExecutorDetector detector, Row name, Row image, byte[] bytes)
      throws ImageException, InterruptedException {
    return DetectionRows.found(image, bytes.length, name, detector.detect(bytes, options));
  }

  private byte[] read(Path file, long length) throws IOException {
    try (FSDataInputStream in = file.getFileSystem(configuration.value().value()).open(file)) {
      byte[] bytes = new byte[Math.toIntExact(length)];
      in.readFully(bytes);
      return bytes;
    }
  }
}
