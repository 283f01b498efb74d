package dev.quantmask.cli;

import dev.quantmask.detection.DetectionOptions;
import dev.quantmask.detection.DetectionResult;
import dev.quantmask.detection.MaskFormat;
import dev.quantmask.detection.torch.SingleThreadDetector;
import dev.quantmask.video.FrameSelection;
import dev.quantmask.video.ReadAhead;
import dev.quantmask.video.VideoDescription;
import dev.quantmask.video.VideoFrame;
import dev.quantmask.video.VideoReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Detects in the frames of a video, while the next ones are decoded.
 *
 * @param tracking gives objects their ids, if they are followed
 * @param json a file for the JSON lines; null for none
 * @param overlay the file of a video with what was found drawn in; null for none
 */
record VideoDetection(
    Console console,
    FrameSelection selection,
    DetectionOptions options,
    UnaryOperator<DetectionResult> tracking,
    MaskFormat masks,
    Path json,
    Path overlay) {

  /** Returns the exit code. What can be read of a damaged video is used. */
  int run(String source, SingleThreadDetector detector) throws IOException {
    requireOther(source);
    VideoReader reader = VideoReader.open(source);
    VideoDescription video = reader.description();
    try (ReadAhead frames = ReadAhead.of(reader, selection);
        OverlayVideo drawn = new OverlayVideo(overlay, selection.rate(video.frameRate()));
        VideoPrinter printer =
            new VideoPrinter(console, json, masks, video.name(), selection.expected(video))) {
      for (Optional<VideoFrame> frame = frames.next(); frame.isPresent(); frame = frames.next()) {
        DetectionResult result = tracking.apply(detector.detect(frame.get().image(), options));
        drawn.write(frame.get(), result);
        printer.print(frame.get(), result);
      }
      drawn.complete();
      printer.complete();
      return tellProblems(frames, video.name(), printer.frames());
    }
  }

  /** The overlay takes its place at the end: it must not be that of the video. */
  private void requireOther(String source) throws IOException {
    if (overlay != null && Files.exists(overlay) && !source.contains("://")) {
      Path video = Path.of(source);
      if (Files.exists(video) && Files.isSameFile(video, overlay)) {
        throw new UsageException("--overlay: expected another file than the video");
      }
    }
  }

  private int tellProblems(ReadAhead frames, String name, long read) {
    Optional<IOException> failure = frames.failure();
    failure.ifPresent(e -> console.note("quantmask: %s", Messages.of(e)));
    if (frames.damaged() > 0) {
      console.note("quantmask: %s: %d frames are damaged and left out", name, frames.damaged());
    } else if (failure.isEmpty() && read == 0) {
      console.note("quantmask: %s: no frame is between --from and --to", name);
    }
    return failure.isEmpty() && frames.damaged() == 0 && read > 0
        ? ExitCodes.FINE
        : ExitCodes.BAD_INPUT;
  }
}
