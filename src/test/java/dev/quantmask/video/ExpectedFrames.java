package dev.quantmask.video;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The videos of test-data/video, and what ffmpeg makes of their frames. */
public final class ExpectedFrames {
  public static final Path VIDEOS = Path.of("test-data/video");

  private static final String SUFFIX = ".txt";
  private static final int TIME = 2; // columns of ffmpeg's framehash
  private static final int HASH = 5;

  private ExpectedFrames() {}

  /** A frame: its time in microseconds, and SHA-256 of its pixels. */
  public record Frame(long microseconds, String hash) {
    public static Frame of(VideoFrame frame) {
      try {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(frame.image().pixels());
        return new Frame(frame.microseconds(), HexFormat.of().formatHex(hash));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** The names of the videos whose frames are known. */
  static List<String> names() {
    try (Stream<Path> files = Files.list(VIDEOS)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(SUFFIX))
          .map(name -> name.substring(0, name.length() - SUFFIX.length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static List<Frame> of(String name) throws IOException {
    return Files.readAllLines(VIDEOS.resolve(name + SUFFIX)).stream()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split(",\\s*"))
        .map(columns -> new Frame(Long.parseLong(columns[TIME]), columns[HASH]))
        .toList();
  }

  /** Reads to the end. */
  static List<Frame> read(VideoReader reader) throws IOException {
    List<Frame> frames = new ArrayList<>();
    Optional<VideoFrame> frame;
    while ((frame = reader.read()).isPresent()) {
      frames.add(Frame.of(frame.get()));
    }
    return frames;
  }
}
