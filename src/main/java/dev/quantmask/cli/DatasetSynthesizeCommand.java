package dev.quantmask.cli;

import dev.quantmask.dataset.synthetic.FrameSize;
import dev.quantmask.dataset.synthetic.SyntheticClips;
import dev.quantmask.dataset.synthetic.SyntheticDataset;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "synthesize",
    description = {
      "Renders game scenes with exact masks: a JPEG and its LabelMe JSON each, and classes.txt.",
      "With --clips the scenes move: each clip is a folder as MOTChallenge has it, with frames in"
          + " img1 and the boxes in gt/gt.txt; the group_id of LabelMe's shapes is the object.",
      "The same seed gives the same bytes on the same JDK; more images begin with the same ones."
    },
    footer = {"", "Example:", "  quantmask dataset synthesize --out frames --count 20 --seed 1"})
final class DatasetSynthesizeCommand implements Callable<Integer> {
  private final Console console;

  @Spec private CommandSpec spec;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "A new or empty folder for the images.")
  private Path out;

  @Option(names = "--count", paramLabel = "N", description = "The number of images to render.")
  private Integer images;

  @Option(
      names = "--clips",
      paramLabel = "N",
      description = "The number of clips to render instead, of a scene each.")
  private Integer clips;

  @Option(
      names = "--frames-per-clip",
      paramLabel = "M",
      description = "The number of frames of each clip, at 30 a second.")
  private Integer framesPerClip;

  @Option(
      names = "--seed",
      required = true,
      paramLabel = "S",
      description = "The number that all of the images follow from.")
  private long seed;

  @Option(
      names = "--size",
      paramLabel = "WxH",
      defaultValue = "640x360",
      description = "The size of the images, 160x90 to 3840x2160; default: ${DEFAULT-VALUE}.")
  private String size;

  @Option(
      names = "--overwrite",
      description = "Replace the images of a folder that is not empty; other files in it stay.")
  private boolean overwrite;

  DatasetSynthesizeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    requireImagesOrClips();
    return clips == null ? writeImages() : writeClips();
  }

  private void requireImagesOrClips() {
    if ((images == null) == (clips == null) || (clips == null) != (framesPerClip == null)) {
      throw new UsageException("expected --count, or --clips with --frames-per-clip");
    }
    if (clips != null && overwrite) {
      throw new UsageException("--overwrite: expected --count; clips need a new or empty folder");
    }
  }

  private int writeClips() throws IOException {
    UsageException.positive("--clips", clips);
    UsageException.positive("--frames-per-clip", framesPerClip);
    FrameSize frame = frameSize();
    SyntheticClips dataset = UsageException.check("--", () -> new SyntheticClips(seed, frame));
    Interruption.explain(() -> "interrupted; complete clips are kept");
    int frames = Math.multiplyExact(clips, framesPerClip);
    try (ImageProgress progress = ImageProgress.of(console, "synthesize")) {
      dataset.write(out, clips, framesPerClip, done -> progress.images(done, frames));
    }
    console.note("%s: %d clips of %d frames", out, clips, framesPerClip);
    return ExitCodes.FINE;
  }

  private int writeImages() throws IOException {
    UsageException.positive("--count", images);
    SyntheticDataset dataset = new SyntheticDataset(seed, frameSize());
    List<String> arguments = spec.root().commandLine().getParseResult().originalArgs();
    String again = CommandText.toOverwrite(arguments);
    Interruption.explain(() -> "interrupted; complete images are kept. To do it again: " + again);
    try (ImageProgress progress = ImageProgress.of(console, "synthesize")) {
      dataset.write(out, images, overwrite, done -> progress.images(done, images));
    }
    console.note("%s: %d images", out, images);
    return ExitCodes.FINE;
  }

  private FrameSize frameSize() {
    return UsageException.check("--", () -> FrameSize.of(size));
  }
}
