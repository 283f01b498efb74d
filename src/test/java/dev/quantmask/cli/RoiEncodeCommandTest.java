package dev.quantmask.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.detection.Detection;
import dev.quantmask.detection.Detections;
import dev.quantmask.detection.Detector;
import dev.quantmask.detection.FakeDetector;
import dev.quantmask.detection.ModelDescription;
import dev.quantmask.detection.PendingDetections;
import dev.quantmask.detection.Timing;
import dev.quantmask.image.RgbImage;
import dev.quantmask.video.MovingClip;
import dev.quantmask.video.VideoReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoiEncodeCommandTest {
  private static final int FRAMES = 20;

  @TempDir Path folder;
  private final MovingClip clip = new MovingClip();
  private Path video;

  /** Knows where the square of the clip is, which it calls a cat. */
  private final class SquareDetector implements Detector {
    private final AtomicInteger frames = new AtomicInteger();

    @Override
    public ModelDescription model() {
      return FakeDetector.MODEL;
    }

    @Override
    public List<PendingDetections> infer(List<RgbImage> images) {
      Detection cat =
          new Detection(
              0, "cat", 1, new Detection.Box(0, 0, 1, 1), clip.mask(frames.getAndIncrement()));
      Timing timing = new Timing(0, 0, 0, 0, 0, 0, false);
      return List.of(
          options -> new Detections(MovingClip.WIDTH, MovingClip.HEIGHT, List.of(cat), timing));
    }

    @Override
    public void close() {
      // holds nothing
    }
  }

  private record Ended(int exitCode, String output, String error) {}

  @BeforeEach
  void writeVideo() throws IOException {
    video = folder.resolve("game.y4m");
    clip.write(video, FRAMES);
  }

  private Ended run(Object... arguments) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    ByteArrayOutputStream error = new ByteArrayOutputStream();
    Console console = new Console(output, new PrintStream(error, true, StandardCharsets.UTF_8));
    String[] texts =
        Stream.concat(Stream.of("roi", "encode"), Stream.of(arguments).map(Object::toString))
            .toArray(String[]::new);
    int exitCode = CommandLineInterface.run(console, settings -> new SquareDetector(), texts);
    return new Ended(
        exitCode, output.toString(StandardCharsets.UTF_8), error.toString(StandardCharsets.UTF_8));
  }

  /** 64 x 64 of 320 x 192 pixels are 6.7%. */
  @Test
  void theSquareIsSeenBetterAndTheReportSaysHowMuch() throws Exception {
    Path better = folder.resolve("better.webm");
    Path report = folder.resolve("gain");
    Ended ended =
        run(
            video,
            "--out",
            better,
            "--bitrate",
            "1M",
            "--curve",
            "500k",
            "--strength",
            "8",
            "--margin",
            "0",
            "--report",
            report);
    assertThat(ended.error()).isEmpty();
    assertThat(ended.exitCode()).isZero();
    assertThat(ended.output())
        .startsWith("| Mbit/s | strength | inside, dB |")
        .contains("| 1.000 | 8 | +");

    JsonNode json = new ObjectMapper().readTree(report.resolve("report.json").toFile());
    assertThat(json.get("frames").intValue()).isEqualTo(FRAMES);
    assertThat(json.get("objectArea").doubleValue()).isEqualTo(64.0 * 64 / (320 * 192));
    assertThat(json.get("rates")).hasSize(2);
    JsonNode rate = json.at("/rates/1");
    assertThat(rate.get("bitRate").intValue()).isEqualTo(1_000_000);
    assertThat(rate.at("/with/insidePsnr").doubleValue())
        .isGreaterThan(rate.at("/without/insidePsnr").doubleValue() + 0.5);
    String text = Files.readString(report.resolve("report.md"));
    assertThat(text)
        .contains("20 frames of 320 x 192 pixels, 30.00 a second; objects have 6.7% of the pixels")
        .contains("quantmask roi encode " + video)
        .contains("![Without the map, and with it](crops.png)");
    assertThat(ImageIO.read(report.resolve("crops.png").toFile()).getWidth()).isEqualTo(644);
    assertThat(ImageIO.read(report.resolve("chart.png").toFile())).isNotNull();
    assertThat(frames(better)).isEqualTo(FRAMES);
  }

  private static int frames(Path file) throws IOException {
    try (VideoReader reader = VideoReader.open(file.toString())) {
      int frames = 0;
      while (reader.read().isPresent()) {
        frames++;
      }
      return frames;
    }
  }

  @Test
  void theFirstFramesAreEncodedAlone() throws Exception {
    Path better = folder.resolve("better.mp4");
    assertThat(run(video, "--out", better, "--frames", "3", "--weight", "cat=0").exitCode())
        .isZero();
    assertThat(frames(better)).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--bitrate=fast | --bitrate: expected 10k to 1000M bits a second, as in 2M, found 'fast'",
        "--curve=1M,5 | --curve: expected 10k to 1000M bits a second, as in 2M, found '5'",
        "--strength=60 | --strength: expected a whole number from 0 to 51, found 60",
        "--block=20 | --block: expected 8, 16, 32 or 64, found 20",
        "--hud=0,0,320 | --hud: expected X,Y,W,H, as in 0,0,320,48, found '0,0,320'",
        "--hud=0,0,0,9 | --hud: expected x and y of at least 0",
        "--weight=kat=1 | --weight=kat: the model has no such class; expected one of cat, dog or *",
        "--weight=cat=2 | --weight=cat: expected a number from 0 to 1, found 2.0",
        "--frames=0 | --frames: expected at least 1, found 0"
      })
  void aWrongOptionIsSaid(String option, String message) {
    Path out = folder.resolve("better.webm");
    Ended ended = run(video, "--out", out, option);
    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.error()).contains(message);
    assertThat(out).doesNotExist();
  }

  @Test
  void aFolderIsNotReplaced() throws Exception {
    Path out = Files.createDirectory(folder.resolve("found"));
    Ended ended = run(video, "--out", out);
    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.error()).contains(out + ": expected a file, found a directory");
    assertThat(out).isEmptyDirectory();
  }

  @Test
  void nothingIsLeftOfAFileThatIsNoVideo() throws Exception {
    Path text = Files.writeString(folder.resolve("text.mp4"), "this is no video");
    Path out = folder.resolve("better.webm");
    Ended ended = run(text, "--out", out);
    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.error()).contains(text + ": cannot be read: ");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactlyInAnyOrder(video, text);
    }
  }
}
