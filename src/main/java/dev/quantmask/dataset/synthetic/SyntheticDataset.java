package dev.quantmask.dataset.synthetic;

import dev.quantmask.io.AtomicFile;
import dev.quantmask.io.UnfinishedFiles;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A folder of rendered frames: an image and its LabelMe annotations each, and classes.txt. */
public final class SyntheticDataset {
  private static final Pattern FRAME = Pattern.compile("frame_(\\d{6,9})\\.(jpg|json)");

  private final FrameSynthesizer frames;

  /**
   * @param seed the same gives the same bytes, as long as the JDK draws and encodes the same
   */
  public SyntheticDataset(long seed, FrameSize size) {
    this.frames = new FrameSynthesizer(seed, size);
  }

  /**
   * Renders the first frames, on all cores; more frames begin with the same ones.
   *
   * @param folder is made if need be
   * @param overwrite whether the frames of a folder that holds something may be replaced
   * @param done is told after each frame how many there are, by one thread at a time
   * @throws IOException when the folder is not empty, or cannot be written to
   */
  public void write(Path folder, int count, boolean overwrite, IntConsumer done)
      throws IOException {
    if (count < 1) {
      throw new IllegalArgumentException("images: expected 1 or more, found " + count);
    }
    if (!overwrite) {
      requireEmpty(folder);
    }
    Files.createDirectories(folder);
    UnfinishedFiles.whole(() -> removeFramesFrom(folder, count));
    String classes = String.join("\n", ObjectClass.labels()) + "\n";
    AtomicFile.write(folder.resolve("classes.txt"), classes.getBytes(StandardCharsets.UTF_8));
    FrameProgress progress = new FrameProgress(done);
    try {
      IntStream.range(0, count).parallel().forEach(index -> write(folder, index, progress));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void requireEmpty(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      if (files.findAny().isPresent()) {
        throw new IOException(
            Text.format(
                "%s: expected a new or an empty folder; --overwrite replaces the frames in it",
                folder));
      }
    }
  }

  /** Returns what another run left there, and this one will not write. */
  private static Path removeFramesFrom(Path folder, int count) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Matcher name = FRAME.matcher(file.getFileName().toString());
        if (name.matches() && Integer.parseInt(name.group(1)) >= count) {
          Files.delete(file);
        }
      }
    }
    return folder;
  }

  private void write(Path folder, int index, FrameProgress progress) {
    Frame frame = frames.render(index);
    String name = Text.format("frame_%06d", index);
    try {
      AtomicFile.writeTogether(
          Map.of(
              folder.resolve(name + ".jpg"),
              frame.jpeg(),
              folder.resolve(name + ".json"),
              LabelMeFrame.json(frame, name + ".jpg")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    progress.step();
  }
}
