package dev.quantmask.dataset.synthetic;

import dev.quantmask.io.AtomicFile;
import dev.quantmask.io.AtomicFolder;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A folder of rendered clips in the layout of MOTChallenge: {@code clip_000000/img1/000001.jpg} and
 * on, LabelMe's JSON beside each frame with the object's id as its group, {@code gt/gt.txt} and
 * {@code seqinfo.ini}; and classes.txt.
 */
public final class SyntheticClips {
  private static final int FRAME_RATE = 30;

  private final long seed;
  private final FrameSize size;

  /**
   * @param seed the same gives the same bytes, as long as the JDK draws and encodes the same
   * @throws IllegalArgumentException when the size is more than clips can have
   */
  public SyntheticClips(long seed, FrameSize size) {
    this.seed = seed;
    this.size = size;
    try {
      Clip.worldOf(size);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "size: clips are 2560 pixels wide at most, for their world is half as wide again", e);
    }
  }

  /**
   * Renders clips, on all cores; more clips, and longer ones, begin with the same ones.
   *
   * @param folder new or empty
   * @param done is told after each frame how many there are, by one thread at a time
   * @throws IOException when the folder is not empty, or cannot be written to
   */
  public void write(Path folder, int clips, int frames, IntConsumer done) throws IOException {
    AtomicFolder.requireFree(folder);
    Files.createDirectories(folder);
    String classes = String.join("\n", ObjectClass.labels()) + "\n";
    AtomicFile.write(folder.resolve("classes.txt"), classes.getBytes(StandardCharsets.UTF_8));
    FrameProgress progress = new FrameProgress(done);
    for (int number = 0; number < clips; number++) {
      String name = Text.format("clip_%06d", number);
      try (AtomicFolder clip = AtomicFolder.at(folder.resolve(name))) {
        write(clip, new Clip(seed, number, size), frames, progress);
        clip.write("seqinfo.ini", information(name, frames).getBytes(StandardCharsets.UTF_8));
        clip.complete();
      }
    }
  }

  private static void write(AtomicFolder folder, Clip clip, int frames, FrameProgress progress)
      throws IOException {
    String[] truth = new String[frames];
    try {
      IntStream.range(0, frames)
          .parallel()
          .forEach(
              number -> {
                truth[number] = write(folder, clip.frame(number), number + 1);
                progress.step();
              });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    folder.write("gt/gt.txt", String.join("", truth).getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the lines of the ground truth. */
  private static String write(AtomicFolder folder, Frame frame, int number) {
    String name = Text.format("%06d", number);
    try {
      folder.write(Text.format("img1/%s.jpg", name), frame.jpeg());
      folder.write(Text.format("img1/%s.json", name), LabelMeFrame.json(frame, name + ".jpg"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return frame.masks().stream()
        .sorted(Comparator.comparingInt(ObjectMask::id))
        .map(mask -> line(number, mask))
        .collect(Collectors.joining());
  }

  /** Pixels count from 1, and so do classes, in the order of classes.txt. */
  private static String line(int frame, ObjectMask mask) {
    return Text.format(
        "%d,%d,%d,%d,%d,%d,1,%d,%.4f\n",
        frame,
        mask.id(),
        mask.x0() + 1,
        mask.y0() + 1,
        mask.width(),
        mask.height(),
        mask.objectClass().ordinal() + 1,
        mask.visiblePart());
  }

  private String information(String name, int frames) {
    return Text.format(
        "[Sequence]\nname=%s\nimDir=img1\nframeRate=%d\nseqLength=%d\nimWidth=%d\nimHeight=%d\n"
            + "imExt=.jpg\n",
        name, FRAME_RATE, frames, size.width(), size.height());
  }
}
