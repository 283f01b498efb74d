package dev.quantmask.cli;

import dev.quantmask.video.VideoSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;

/** What objects are looked for in. */
sealed interface DetectInput {
  /** An image, or a folder of them. */
  record Images(Path path) implements DetectInput {}

  /** A video, by what {@link VideoSource} takes. */
  record Video(String source) implements DetectInput {}

  /**
   * Tells them from each other by their names.
   *
   * @param paths makes paths
   */
  static ITypeConverter<DetectInput> converter(PathConverter paths) {
    return text -> VideoSource.isMeant(text) ? new Video(text) : new Images(paths.convert(text));
  }

  /** The images, where no video is meant. */
  static List<Path> paths(List<DetectInput> inputs) {
    return inputs.stream().map(input -> ((Images) input).path()).toList();
  }

  /** The video that is meant; empty when it is images. */
  static Optional<Video> video(List<DetectInput> inputs) {
    Optional<Video> video =
        inputs.stream().filter(Video.class::isInstance).map(Video.class::cast).findFirst();
    if (video.isPresent() && inputs.size() > 1) {
      throw new UsageException("expected images, or one video and nothing else");
    }
    return video;
  }
}
