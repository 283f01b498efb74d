package dev.quantmask.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.coco.mask.Rle;
import dev.quantmask.detection.Detection;
import dev.quantmask.detection.DetectionOptions;
import dev.quantmask.detection.Detections;
import dev.quantmask.detection.torch.DetectorOpener;
import dev.quantmask.detection.torch.DetectorSettings;
import dev.quantmask.detection.torch.ModelSource;
import dev.quantmask.detection.torch.SingleThreadDetector;
import dev.quantmask.engine.Device;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Rendered frames, and what the command {@code detect} finds in them. */
final class Frames {
  private static final Path FOLDER = Path.of("test-data/frames");

  /** With one thread, as a task has it: sums in another order differ in their last digits. */
  private static final SingleThreadDetector DETECT =
      new SingleThreadDetector(
          () ->
              DetectorOpener.LIBTORCH.open(
                  new DetectorSettings(ModelSource.of(Optional.empty()), Device.CPU, 1)));

  private Frames() {}

  static Path file(int number) {
    return FOLDER.resolve(Text.format("frame_%06d.jpg", number));
  }

  static Path copy(int number, Path folder) throws IOException {
    Files.createDirectories(folder);
    return Files.copy(file(number), folder.resolve(file(number).getFileName()));
  }

  /** Asserts that a row has exactly what {@code detect} finds in the frame. */
  static void assertFound(Row row, Path image) throws Exception {
    Detections expected = detect(image);
    assertThat(row.<String>getAs("error")).as(image.toString()).isNull();
    assertThat(row.<Integer>getAs("width")).isEqualTo(expected.width());
    assertThat(row.<Integer>getAs("height")).isEqualTo(expected.height());
    assertThat(row.<Double>getAs("milliseconds")).isPositive();
    assertFound(row.getList(row.fieldIndex("detections")), expected.detections());
  }

  private static void assertFound(List<Row> found, List<Detection> expected) {
    assertThat(found.stream().map(Frames::text))
        .containsExactlyElementsOf(expected.stream().map(Frames::text).toList());
  }

  /** The same of what the function of SQL returns. */
  static void assertFound(List<Row> found, Path image) throws Exception {
    assertFound(found, detect(image).detections());
  }

  static Detections detect(Path image) throws Exception {
    return DETECT.detect(Files.readAllBytes(image), DetectionOptions.ALL).detections();
  }

  private static String text(Row found) {
    Row mask = found.getStruct(4);
    return text(
        found.getString(0),
        found.getInt(1),
        found.getFloat(2),
        found.getList(3),
        mask.getList(0),
        mask.getString(1));
  }

  private static String text(Detection found) {
    Detection.Box box = found.box();
    Rle mask = found.mask();
    return text(
        found.label(),
        found.classId(),
        found.score(),
        List.of(box.x0(), box.y0(), box.x1(), box.y1()),
        List.of(mask.height(), mask.width()),
        mask.compressed());
  }

  private static String text(Object... values) {
    return Arrays.toString(values);
  }

  /** Spark in this process, with two cores. */
  static SparkSession spark() {
    return SparkSession.builder()
        .master("local[2]")
        .config("spark.ui.enabled", false)
        .config("spark.sql.shuffle.partitions", 2)
        .config("spark.sql.extensions", QuantmaskExtensions.class.getName())
        .getOrCreate();
  }
}
