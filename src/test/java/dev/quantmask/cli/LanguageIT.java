package dev.quantmask.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.model.network.Converter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged program where the system speaks another language, and writes ISO-8859-1. */
@Timeout(120)
class LanguageIT {
  private static final Path MODELS = Path.of("src/main/model");

  @TempDir Path directory;

  private record Result(int exitCode, String output) {}

  private static Result run(String language, Object... arguments) throws Exception {
    Locale locale = Locale.forLanguageTag(language);
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Duser.language=" + locale.getLanguage(),
                "-Duser.country=" + locale.getCountry(),
                "-Duser.timezone=Asia/Kathmandu",
                "-Dfile.encoding=ISO-8859-1",
                "-jar",
                "target/quarkus-app/quarkus-run.jar"));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Result(process.waitFor(), output);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ar-EG", "fa-IR", "tr-TR"})
  void checkpointsAreConvertedToTheSameBytes(String language) throws Exception {
    Path expected = directory.resolve("expected.pt");
    Path checkpoint = MODELS.resolve("model.pth");
    Path config = MODELS.resolve("config.yaml");
    Path classes = MODELS.resolve("classes.txt");
    Converter.convertDetectron2(checkpoint, config, Files.readAllLines(classes), expected);
    Path found = directory.resolve("found.pt");
    Result result =
        run(
            language,
            "convert",
            "--checkpoint",
            checkpoint,
            "--config",
            config,
            "--classes",
            classes,
            "--out",
            found);
    String note = checkpoint + ": the weights at 'model' are taken" + System.lineSeparator();
    assertThat(result)
        .isEqualTo(new Result(0, note + found + ": 11.10 MB" + System.lineSeparator()));
    assertThat(found).hasSameBinaryContentAs(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ar-EG", "de-DE", "ja-JP"})
  void whatTheJdkSaysIsEnglish(String language) throws Exception {
    Path annotations = Files.createDirectory(directory.resolve("cvat"));
    Files.writeString(
        annotations.resolve("annotations.xml"), "<annotations>\n<track></annotations>");
    Result result =
        run(
            language,
            "dataset",
            "import",
            "--format",
            "cvat",
            "--in",
            annotations,
            "--out",
            directory.resolve("out.json"));
    assertThat(result.output())
        .contains("annotations.xml: line 2, column 10: invalid XML: The element type \"track\"");
  }
}
