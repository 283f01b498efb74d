package dev.quantmask.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

@EnabledForJreRange(max = JRE.JAVA_21, disabledReason = "Spark 4.0 runs on Java 17 and 21")
class DetectFunctionIT {
  private static SparkSession spark;

  @TempDir Path images;

  @BeforeAll
  static void start() {
    spark = Frames.spark();
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @BeforeEach
  void view() throws Exception {
    Frames.copy(2, images);
    Files.writeString(images.resolve("text.png"), "no image");
    spark.read().format("binaryFile").load(images.toString()).createOrReplaceTempView("images");
  }

  private static List<Row> sql(String query) {
    return spark.sql(query).collectAsList();
  }

  /** By the extension. */
  @Test
  void detectsInBytes() throws Exception {
    List<Row> rows = sql("SELECT detect(content) FROM images ORDER BY path");
    Frames.assertFound(rows.get(0).<Row>getList(0), Frames.file(2));
    assertThat(rows.get(1).isNullAt(0)).isTrue();
    assertThat(
            sql("SELECT count(*) FROM images WHERE exists(detect(content), d -> d.label = 'crate')")
                .get(0)
                .getLong(0))
        .isEqualTo(1);
  }

  @Test
  void otherArgumentsAreRefused() {
    assertThatThrownBy(() -> sql("SELECT detect(path) FROM images"))
        .hasStackTraceContaining("detect(content): expected BINARY, the bytes of an image");
    assertThatThrownBy(() -> sql("SELECT detect(content, 1) FROM images"))
        .hasStackTraceContaining("detect(content): expected one argument, found 2");
  }

  @Test
  void isRegisteredWithAModel() throws Exception {
    SparkSession other = spark.newSession();
    DetectFunction.register(other, Optional.of("src/main/model/default.pt"));
    List<Row> rows =
        other
            .read()
            .format("binaryFile")
            .load(images.toString())
            .selectExpr("detect(content) AS found")
            .where("found IS NOT NULL")
            .collectAsList();
    assertThat(rows).hasSize(1);
    Frames.assertFound(rows.get(0).<Row>getList(0), Frames.file(2));
  }
}
