package dev.quantmask.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.quantmask.detection.FakeDetector;
import dev.quantmask.remote.RemoteSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands whose files a web server keeps. */
@Tag("slow")
class RemoteInputsTest {
  private static final Path MODELS = Path.of("src/main/model");
  private static final Path ANNOTATIONS = Path.of("test-data/frames/annotations.json");

  @TempDir Path directory;
  private Path kept;
  private HttpServer server;
  private String address;
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());

  @BeforeEach
  void start() throws IOException {
    kept = Files.createDirectories(directory.resolve("kept"));
    System.setProperty(RemoteSettings.CACHE_FOLDER, directory.resolve("cache").toString());
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    address = "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    System.clearProperty(RemoteSettings.CACHE_FOLDER);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String name = exchange.getRequestURI().getPath().substring(1);
    requests.add(name);
    try (exchange) {
      Path file = kept.resolve(name);
      if (!Files.isRegularFile(file)) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      exchange.getResponseHeaders().add("ETag", "\"1\"");
      exchange.sendResponseHeaders(200, Files.size(file));
      Files.copy(file, exchange.getResponseBody());
    } catch (IOException e) {
      // A look ends the connection before the content has come.
    }
  }

  private record Outcome(int exitCode, String output, String error) {}

  private Outcome run(String command) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    ByteArrayOutputStream error = new ByteArrayOutputStream();
    Console console = new Console(output, new PrintStream(error, true, StandardCharsets.UTF_8));
    int exitCode =
        CommandLineInterface.run(
            console,
            settings -> new FakeDetector(),
            command.replace("ADDRESS", address).replace("OUT", directory.toString()).split(" "));
    return new Outcome(
        exitCode, output.toString(StandardCharsets.UTF_8), error.toString(StandardCharsets.UTF_8));
  }

  @Test
  void everyInputOfAConversionMayHaveAnAddress() throws IOException {
    Files.copy(MODELS.resolve("model.pth"), kept.resolve("model.pth"));
    Files.copy(MODELS.resolve("classes.txt"), kept.resolve("classes.txt"));
    Files.copy(
        MODELS.resolve("config.yaml"),
        Files.createDirectories(kept.resolve("base")).resolve("base.yaml"));
    Files.writeString(
        Files.createDirectories(kept.resolve("own")).resolve("config.yaml"),
        "_BASE_: ../base/base.yaml\nSEED: 7\n");
    Outcome remote =
        run(
            "convert --checkpoint ADDRESS/model.pth --config ADDRESS/own/config.yaml --classes"
                + " ADDRESS/classes.txt --out OUT/remote.pt");
    assertThat(remote.exitCode()).as(remote.error()).isZero();
    run(
        "convert --checkpoint src/main/model/model.pth --config src/main/model/config.yaml"
            + " --classes src/main/model/classes.txt --out OUT/local.pt");
    Outcome inspected = run("inspect --model OUT/remote.pt");
    assertThat(inspected.output()).contains("\"scheme\"");
    assertThat(Files.size(directory.resolve("remote.pt")))
        .isEqualTo(Files.size(directory.resolve("local.pt")));
  }

  @Test
  void helpSaysWhichOptionsTakeAddresses() {
    assertThat(run("convert --help").output().replaceAll("\\s+", " "))
        .contains(
            "Fetched if given as https://HOST/PATH or s3://BUCKET/KEY: --checkpoint, --config,"
                + " --classes.");
    assertThat(run("coco score --help").output().replaceAll("\\s+", " "))
        .contains("s3://BUCKET/KEY: --gt, --dt.");
    assertThat(run("dataset synthesize --help").output()).doesNotContain("s3://");
  }

  @Test
  void anAddressIsFetchedOnceForSeveralOptions() throws IOException {
    Files.copy(ANNOTATIONS, kept.resolve("annotations.json"));
    String expected = run("dataset stats --annotations " + ANNOTATIONS).output();
    Outcome remote = run("dataset stats --annotations ADDRESS/annotations.json");
    assertThat(remote.output()).isEqualTo(expected);
    assertThat(run("dataset stats --annotations ADDRESS/annotations.json").output())
        .isEqualTo(expected);
    assertThat(requests).hasSize(3); // look, transfer, look
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | inspect --model ADDRESS/none.pt?geheim | quantmask: ADDRESS/none.pt: no such file"
            + " (404)",
        "2 | inspect --model http://a.example/geheim | Invalid value for option '--model': expected"
            + " https://, found http://",
        "2 | inspect --model s3://geheim | Invalid value for option '--model': expected"
            + " s3://BUCKET/KEY",
        "2 | dataset stats --annotations test-data/frames/annotations.json --json ADDRESS/geheim |"
            + " expected a file of this machine, found an address; addresses are for --model, ",
        "2 | inspect --model ADDRESS/geheim --wrong | Unknown option: '--wrong'"
      })
  void whatIsWrongIsToldWithoutWhatMayBeSecret(int exitCode, String command, String message) {
    Outcome outcome = run(command);
    assertThat(outcome.exitCode()).as(outcome.error()).isEqualTo(exitCode);
    assertThat(outcome.error())
        .contains(message.replace("ADDRESS", address))
        .doesNotContain("geheim");
  }

  @Test
  void aConfigurationThatIsNotThereIsNamed() throws IOException {
    Files.writeString(kept.resolve("config.yaml"), "_BASE_: base.yaml\n");
    assertThat(
            run("train --config ADDRESS/config.yaml --annotations a --images b --out OUT/c")
                .error())
        .contains("quantmask: " + address + "/base.yaml: no such file (404)");
  }

  @Test
  void helpFetchesNothing() {
    assertThat(run("inspect --model ADDRESS/model.pt --help").exitCode()).isZero();
    assertThat(requests).isEmpty();
  }

  @Test
  void withoutATerminalALineEveryTenSecondsSaysHowFarItIs() {
    ByteArrayOutputStream error = new ByteArrayOutputStream();
    long[] nanos = {0};
    var progress =
        new TransferProgress(
            new PrintStream(error, true, StandardCharsets.UTF_8), false, () -> nanos[0]);
    var model = dev.quantmask.remote.RemoteAddress.of("s3://models/model.pt");
    try (progress) {
      for (int second = 0; second < 25; second++) {
        nanos[0] = second * 1_000_000_000L;
        progress.bytes(model, second * 1_000_000L, second < 15 ? 25_000_000 : -1);
      }
    }
    assertThat(error.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "fetch: 10.00 MB of 25.00 MB of s3://models/model.pt",
            "fetch: 20.00 MB of s3://models/model.pt");
  }
}
