package dev.quantmask.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.coco.CocoCategory;
import dev.quantmask.coco.CocoReader;
import dev.quantmask.detection.FakeDetector;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All commands read the files of Windows' editors: with a byte order mark, in UTF-16. */
class EncodedInputsTest {
  private static final String COCO =
      "{\"images\": [{\"id\": 1.0, \"file_name\": \"a.png\", \"width\": 20, \"height\": 20}],"
          + " \"categories\": [{\"id\": 1.0, \"name\": \"fu\u00df\"}], \"annotations\": [{\"id\":"
          + " 1.0, \"image_id\": 1.0, \"category_id\": 1.0, \"segmentation\": [[1, 1, 9, 1, 9, 9,"
          + " 1, 9]], \"area\": 64, \"bbox\": [1, 1, 8, 8], \"iscrowd\": 0}]}";

  @TempDir private Path directory;

  private Path write(String name, String text, String charset) throws IOException {
    return Files.write(
        directory.resolve(name), ("\ufeff" + text).getBytes(Charset.forName(charset)));
  }

  private static String run(Object... arguments) {
    ByteArrayOutputStream error = new ByteArrayOutputStream();
    Console console =
        new Console(
            new ByteArrayOutputStream(), new PrintStream(error, true, StandardCharsets.UTF_8));
    String[] texts = Stream.of(arguments).map(Object::toString).toArray(String[]::new);
    int exitCode = CommandLineInterface.run(console, settings -> new FakeDetector(), texts);
    assertThat(exitCode).as(error.toString(StandardCharsets.UTF_8)).isZero();
    return error.toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE"})
  void commandsTakeTheSameFiles(String charset) throws IOException {
    Path coco = write("coco.json", COCO, charset);
    Path classes = write("classes.txt", "van\r\nfu\u00df\r\n", charset);
    Path out = directory.resolve("out.json");
    Path detections =
        write(
            "detections.json",
            "[{\"image_id\": 1, \"category_id\": 1, \"score\": 1, \"bbox\": [1, 1, 8, 8]}]",
            charset);
    run("dataset", "check", "--annotations", coco);
    run("dataset", "stats", "--annotations", coco);
    run("coco", "score", "--gt", coco, "--dt", detections);
    run(
        Stream.concat(
                Stream.of("dataset", "import", "--format", "coco", "--in", coco, "--out", out),
                Stream.of("--no-image-files", "--classes", classes))
            .toArray());
    assertThat(CocoReader.read(out).categories())
        .extracting(CocoCategory::name)
        .containsExactly("van", "fu\u00df");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE"})
  void xmlIsReadWhateverItSaysItIsEncodedIn(String charset) throws IOException {
    Path cvat =
        write(
            "annotations.xml",
            "<?xml version='1.0' encoding='utf-8'?><annotations><image id='0' name='a.png'"
                + " width='40' height='30'><box label='fu\u00df' xtl='1' ytl='2' xbr='11' ybr='7'/>"
                + "</image></annotations>",
            charset);
    Path out = directory.resolve("out.json");
    run("dataset", "import", "--format", "cvat", "--in", cvat, "--out", out, "--no-image-files");
    assertThat(CocoReader.read(out).categories())
        .extracting(CocoCategory::name)
        .containsExactly("fu\u00df");
  }
}
