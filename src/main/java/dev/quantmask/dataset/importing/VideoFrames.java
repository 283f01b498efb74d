package dev.quantmask.dataset.importing;

import dev.quantmask.dataset.findings.FindingKind;
import dev.quantmask.dataset.findings.Findings;
import dev.quantmask.dataset.findings.InvalidAnnotationException;
import dev.quantmask.dataset.reader.AnnotatedImage;
import dev.quantmask.dataset.reader.EmbeddedImage;
import dev.quantmask.dataset.reader.ImageFolder;
import dev.quantmask.dataset.reader.ZipFolders;
import dev.quantmask.image.ImageException;
import dev.quantmask.image.ImageHeader;
import dev.quantmask.image.PngEncoder;
import dev.quantmask.image.RgbImage;
import dev.quantmask.text.Text;
import dev.quantmask.video.VideoFrame;
import dev.quantmask.video.VideoReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Writes the frames of a video that annotations are about, as PNG, to where the import of the
 * annotations looks for them.
 */
public final class VideoFrames {
  private final Path video;
  private final ImageFolder folder;
  private final TreeMap<Long, AnnotatedImage> wanted; // by the number of the frame, without shapes

  private VideoFrames(Path video, ImageFolder folder, TreeMap<Long, AnnotatedImage> wanted) {
    this.video = video;
    this.folder = folder;
    this.wanted = wanted;
  }

  /**
   * Writes the frames; one that is there already stays.
   *
   * @param request with a folder of images, to which they are written
   * @param progress hears of each frame
   * @throws IOException if the video lacks a frame, has another size than the annotations state, or
   *     cannot be read, or if another image is in the place of a frame
   */
  public static void write(ImportRequest request, Path video, DatasetImport.Progress progress)
      throws IOException {
    request.target().check();
    Path images = request.source().images().orElseThrow();
    try (ZipFolders zips = new ZipFolders()) {
      TreeMap<Long, AnnotatedImage> wanted = wanted(request, ImportParts.of(request, zips));
      if (!wanted.isEmpty()) {
        ImageFolder folder = new ImageFolder(images, zips.folder(images), true);
        new VideoFrames(video, folder, wanted).write(progress);
      }
    }
  }

  /** Reads the annotations for their frames only; the import says what is wrong with them. */
  private static TreeMap<Long, AnnotatedImage> wanted(ImportRequest request, ImportParts parts)
      throws IOException {
    TreeMap<Long, AnnotatedImage> wanted = new TreeMap<>();
    Findings findings = new Findings(finding -> {});
    for (int part = 0; part < parts.size(); part++) {
      parts
          .format()
          .reader(parts.files(part), request.readerOptions())
          .read(image -> add(image, wanted), findings);
    }
    if (wanted.isEmpty() && findings.count(FindingKind.Severity.ERROR) == 0) {
      throw new IOException(
          Text.format(
              "%s: expected annotations of frames of a video, as CVAT and MOTChallenge have them,"
                  + " found none",
              request.source().inputs().get(0)));
    }
    return wanted;
  }

  private static void add(AnnotatedImage image, TreeMap<Long, AnnotatedImage> wanted)
      throws IOException {
    if (image.frame() == AnnotatedImage.NO_FRAME) {
      return;
    }
    AnnotatedImage frame =
        AnnotatedImage.ofVideo(
            image.source(),
            image.imageNames(),
            image.width(),
            image.height(),
            image.frame(),
            List.of());
    AnnotatedImage other = wanted.put((long) image.frame(), frame);
    if (other != null) {
      throw new IOException(
          Text.format(
              "%s: expected annotations of one video, found the same frame in %s: import each video"
                  + " by itself",
              image.source(), other.source()));
    }
  }

  private void write(DatasetImport.Progress progress) throws IOException {
    long[] frames = {0}; // that were seen
    long written = 0;
    try (VideoReader reader = VideoReader.open(video.toString())) {
      for (AnnotatedImage image : wanted.values()) {
        Optional<VideoFrame> frame = frame(reader, image, frames);
        if (reader.damaged() > 0) {
          throw wrong(image, "expected a whole video, found a damaged frame at or before this one");
        }
        if (frame.isEmpty()) {
          throw wrong(image, Text.format("expected this frame, found %d frames", frames[0]));
        }
        write(image, frame.get().image());
        progress.images(++written, wanted.size());
      }
    }
  }

  private static Optional<VideoFrame> frame(VideoReader reader, AnnotatedImage image, long[] frames)
      throws IOException {
    try {
      return reader.read(
          (index, microseconds) -> {
            frames[0] = index + 1;
            return index == image.frame();
          });
    } catch (IOException e) {
      throw new IOException(
          Text.format(
              "%s; frame %d of %s is not before that",
              e.getMessage(), image.frame(), image.source()),
          e);
    }
  }

  private void write(AnnotatedImage image, RgbImage pixels) throws IOException {
    boolean stated = image.width() != 0 && image.height() != 0;
    if (stated && (image.width() != pixels.width() || image.height() != pixels.height())) {
      throw wrong(
          image,
          Text.format(
              "expected %d x %d pixels, as the annotations state, found %d x %d",
              image.width(), image.height(), pixels.width(), pixels.height()));
    }
    byte[] png = PngEncoder.encode(pixels);
    try {
      var contents = new EmbeddedImage.Contents(png, ImageHeader.read(png), "png");
      String name = contents.nameOf(image.imageNames());
      Optional<String> there = folder.find(image.imageNames());
      if (there.isPresent() && !there.get().equals(name)) {
        throw wrong(image, "expected no image of this frame, found " + there.get());
      }
      folder.extract(image.imageNames(), contents);
    } catch (InvalidAnnotationException e) {
      throw new IOException(wrong(image, e.getMessage()).getMessage(), e);
    } catch (ImageException impossible) {
      throw new IllegalStateException("PNG: what was just written cannot be read", impossible);
    }
  }

  private IOException wrong(AnnotatedImage image, String message) {
    return new IOException(
        Text.format("%s: frame %d of %s: %s", video, image.frame(), image.source(), message));
  }
}
