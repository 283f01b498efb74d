package dev.quantmask.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** {@code spark-submit} of the packaged jar to a master and two workers, processes on loopback. */
@EnabledForJreRange(max = JRE.JAVA_21, disabledReason = "Spark 4.0 runs on Java 17 and 21")
class ClusterIT {
  private static final int FRAMES = 16;
  private static final int FRAMES_PER_TASK = 2;
  private static final String JAR = System.getProperty("dev.quantmask.spark.jar");

  @TempDir Path directory;

  private Path images;
  private Path output;

  private SparkProcess worker(String master, String name) throws IOException {
    return new SparkProcess(
        "org.apache.spark.deploy.worker.Worker",
        List.of(
            "--host",
            "127.0.0.1",
            "--cores",
            "1",
            "--memory",
            "512m",
            "--webui-port",
            "0",
            "--work-dir",
            directory.resolve(name).toString(),
            master));
  }

  private SparkProcess submit(String master) throws IOException {
    return new SparkProcess(
        "org.apache.spark.deploy.SparkSubmit",
        List.of(
            "--master",
            master,
            "--conf",
            "spark.driver.host=127.0.0.1",
            "--conf",
            "spark.ui.enabled=false",
            "--conf",
            "spark.sql.shuffle.partitions=2",
            "--conf",
            "spark.executor.memory=512m",
            "--conf",
            "spark.executor.extraJavaOptions=-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
            "--conf",
            "spark.speculation=true",
            "--class",
            DetectJob.class.getName(),
            JAR,
            "--model",
            "src/main/model/default.pt",
            "--input",
            images.toString(),
            "--output",
            output.toString(),
            "--images-per-task",
            Integer.toString(FRAMES_PER_TASK)));
  }

  @Test
  void resultIsCompleteThoughAWorkerDies() throws Exception {
    images = directory.resolve("images");
    output = directory.resolve("rows");
    List<Path> frames = new ArrayList<>();
    for (int number = 0; number < FRAMES; number++) {
      frames.add(Frames.copy(number, images));
    }
    try (SparkProcess master =
        new SparkProcess(
            "org.apache.spark.deploy.master.Master",
            List.of("--host", "127.0.0.1", "--port", "0", "--webui-port", "0"))) {
      String line = master.await("Starting Spark master at spark://");
      String url = line.substring(line.indexOf("spark://"));
      try (SparkProcess first = worker(url, "first");
          SparkProcess second = worker(url, "second")) {
        first.await("Successfully registered with master");
        second.await("Successfully registered with master");
        try (SparkProcess job = submit(url)) {
          job.await("detecting in " + FRAMES + " images");
          awaitFiles(job);
          assertThat(parts()).hasSizeLessThan(FRAMES / FRAMES_PER_TASK);
          second.close();
          assertThat(job.exitCode()).as(job.output()).isZero();
          assertThat(job.output()).contains("Lost executor");
        }
      }
    }
    assertThat(rowsAreThoseOfDetect(frames)).hasSize(FRAMES);
  }

  /** Until tasks have written rows, and there are others to come. */
  private void awaitFiles(SparkProcess job) throws Exception {
    job.await("Finished task 1.0 in stage");
    while (parts().isEmpty()) {
      Thread.onSpinWait();
      assertThat(job.output()).doesNotContain("SparkException");
    }
  }

  private List<Path> parts() throws IOException {
    if (!Files.isDirectory(output)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(output)) {
      return files.filter(file -> file.getFileName().toString().startsWith("part-")).toList();
    }
  }

  private List<Row> rowsAreThoseOfDetect(List<Path> frames) throws Exception {
    try (SparkSession spark = Frames.spark()) {
      List<Row> rows = spark.read().parquet(output.toString()).orderBy("path").collectAsList();
      for (int i = 0; i < rows.size(); i++) {
        assertThat(rows.get(i).<String>getAs("path")).endsWith("/" + frames.get(i).getFileName());
        Frames.assertFound(rows.get(i), frames.get(i));
      }
      return rows;
    }
  }
}
