package dev.quantmask.cli;

import dev.quantmask.detection.DetectionOptions;
import dev.quantmask.detection.Detector;
import dev.quantmask.detection.output.RoiObjects;
import dev.quantmask.detection.torch.DetectorOpener;
import dev.quantmask.encoding.EncodingTrial;
import dev.quantmask.encoding.TrialReport;
import dev.quantmask.encoding.TrialResult;
import dev.quantmask.image.RgbImage;
import dev.quantmask.roi.RoiOptions;
import dev.quantmask.video.VideoDescription;
import dev.quantmask.video.VideoFrame;
import dev.quantmask.video.VideoReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "encode",
    header = "Encodes a video with a map of what is in it, and compares.",
    description = {
      "Finds the objects in each frame, and encodes the video in VP9 (libvpx, in realtime, at a"
          + " constant rate) with a map that gives them more bits, and once more without it. Prints"
          + " what the map changes: PSNR and SSIM of luma inside of the objects' masks and outside,"
          + " and the rate.",
      "Sound is left out."
    },
    footer = {
      "",
      "Example:",
      "  quantmask roi encode game.mp4 --bitrate 2M --curve 1M,4M --out better.webm --report gain"
    })
final class RoiEncodeCommand implements Callable<Integer> {
  private final Console console;
  private final DetectorOpener detectors;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "VIDEO", description = "The video to encode.")
  private String video;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "The video with the map: .webm, .mkv or .mp4.")
  private Path out;

  @Option(
      names = "--bitrate",
      paramLabel = "RATE",
      defaultValue = "2M",
      description = "Bits a second of the video: 2M, 800k; default: ${DEFAULT-VALUE}.")
  private String bitRate;

  @Option(
      names = "--curve",
      split = ",",
      paramLabel = "RATE",
      description = "Further bit rates to compare at, with commas between them.")
  private List<String> curve = new ArrayList<>();

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description =
          "Write report.md with a chart and two crops beside each other, and report.json, to that"
              + " folder.")
  private Path report;

  @Option(
      names = "--frames",
      paramLabel = "N",
      defaultValue = "2147483647",
      description = "Encode the first N frames; default: all.")
  private int frames;

  @Mixin private RoiMapOptions map;

  @Mixin private DetectorOptions detector;

  @Mixin private DetectionFilterOptions filter;

  RoiEncodeCommand(Console console, DetectorOpener detectors) {
    this.console = console;
    this.detectors = detectors;
  }

  @Override
  public Integer call() throws IOException {
    UsageException.positive("--frames", frames);
    DetectionOptions options = UsageException.check("", () -> filter.with(true));
    RoiOptions roi = map.options();
    long rate = BitRates.of("--bitrate", bitRate);
    List<Long> others = curve.stream().map(text -> BitRates.of("--curve", text)).toList();
    detector.check(); // before the video is opened
    try (VideoReader reader = VideoReader.open(video);
        Detector opened = detector.open(detectors)) {
      RoiMapOptions.requireClasses(roi, opened.model().classes());
      VideoDescription description = reader.description();
      EncodingTrial.Settings settings =
          new EncodingTrial.Settings(
              description.width(),
              description.height(),
              description.frameRate(),
              out,
              rate,
              others,
              roi,
              map.strength());
      try (EncodingTrial trial = EncodingTrial.begin(settings)) {
        encode(reader, opened, options, trial);
        print(trial);
      }
    }
    return ExitCodes.FINE;
  }

  private void encode(
      VideoReader reader, Detector opened, DetectionOptions options, EncodingTrial trial)
      throws IOException {
    long total = Math.min(frames, reader.description().frames().orElse(-1));
    try (ImageProgress progress = ImageProgress.of(console, "roi encode")) {
      Optional<VideoFrame> frame = reader.read();
      for (long done = 1; frame.isPresent(); done++) {
        RgbImage image = frame.get().image();
        trial.add(image, RoiObjects.of(opened.detect(image, options), 0));
        progress.images(done, total);
        frame = done < frames ? reader.read() : Optional.empty();
      }
    }
  }

  private void print(EncodingTrial trial) throws IOException {
    TrialResult result = trial.finish();
    console.print(TrialReport.gains(result).toString());
    if (report != null) {
      String command = CommandText.of(spec.root().commandLine().getParseResult().originalArgs());
      TrialReport.write(result, trial.crops(), video, command, report);
    }
  }
}
