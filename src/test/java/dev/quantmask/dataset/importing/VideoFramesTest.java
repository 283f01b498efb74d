package dev.quantmask.dataset.importing;

import static dev.quantmask.video.ExpectedFrames.VIDEOS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quantmask.coco.CocoDataset;
import dev.quantmask.coco.CocoImage;
import dev.quantmask.image.ImageDecoder;
import dev.quantmask.image.ImageLimits;
import dev.quantmask.testing.TestImages;
import dev.quantmask.text.Text;
import dev.quantmask.video.ExpectedFrames;
import dev.quantmask.video.VideoFrame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Frames of videos that were annotated, against what ffmpeg makes of the videos. */
class VideoFramesTest {
  private static final Path VIDEO = VIDEOS.resolve("h264.mp4"); // 30 frames of 64 x 48

  @TempDir private Path directory;
  private ImportFixture fixture;
  private Path images;

  @BeforeEach
  void makeFolder() throws IOException {
    images = directory.resolve("frames");
    fixture = new ImportFixture(directory, null).images(images);
  }

  private void cvat(int width, int height, int... frames) throws IOException {
    StringBuilder boxes = new StringBuilder();
    for (int frame : frames) {
      boxes.append(
          Text.format("<box frame='%d' outside='0' xtl='3' ytl='4' xbr='10' ybr='9'/>", frame));
    }
    fixture.file(
        "annotations.xml",
        Text.format(
            "<annotations><meta><task><frame_filter>step=100</frame_filter><original_size>"
                + "<width>%d</width><height>%d</height></original_size></task></meta>"
                + "<track id='0' label='crab'>%s</track></annotations>",
            width, height, boxes));
  }

  /** Returns how often progress was heard of. */
  private List<String> write(Path video) throws IOException {
    List<String> heard = new ArrayList<>();
    VideoFrames.write(
        fixture.request(), video, (written, total) -> heard.add(written + " of " + total));
    return heard;
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(images)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> images.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  private void assertFrame(String file, String video, int number) throws Exception {
    ExpectedFrames.Frame expected = ExpectedFrames.of(video).get(number);
    var image = ImageDecoder.decode(Files.readAllBytes(images.resolve(file)), ImageLimits.DEFAULT);
    VideoFrame written = new VideoFrame(number, expected.microseconds(), image);
    assertThat(ExpectedFrames.Frame.of(written)).isEqualTo(expected);
  }

  @Test
  void framesOfTracksAreWrittenAndImported() throws Exception {
    cvat(64, 48, 29, 3, 17);
    assertThat(write(VIDEO)).containsExactly("1 of 3", "2 of 3", "3 of 3");
    assertThat(files()).containsExactly("frame_000003.PNG", "frame_000017.PNG", "frame_000029.PNG");
    assertFrame("frame_000003.PNG", "h264.mp4", 3);
    assertFrame("frame_000017.PNG", "h264.mp4", 17);
    assertFrame("frame_000029.PNG", "h264.mp4", 29);
    CocoDataset dataset = fixture.dataset();
    assertThat(dataset.images()).hasSize(3).contains(new CocoImage(2, "frame_000017.PNG", 64, 48));
    assertThat(dataset.annotations()).hasSize(3);
  }

  @Test
  void imagesOfATaskWithAVideoAreFrames() throws Exception {
    fixture.file(
        "annotations.xml",
        "<annotations><image id='0' name='frame_000005' width='48' height='64'/></annotations>");
    write(VIDEOS.resolve("turned-90.mp4"));
    assertFrame("frame_000005.PNG", "turned-90.mp4", 5);
    assertThat(fixture.dataset().images())
        .containsExactly(new CocoImage(1, "frame_000005.PNG", 48, 64));
  }

  @Test
  void aSequenceOfMotChallengeHasAllItsFrames() throws Exception {
    fixture.file("V/gt/gt.txt", "2,1,3,4,10,8,1,1,1\n");
    fixture.file("V/seqinfo.ini", "[Sequence]\nseqLength=3\nimWidth=64\nimHeight=48\nimExt=.jpg\n");
    write(VIDEO);
    assertThat(files())
        .containsExactly("V/img1/000001.png", "V/img1/000002.png", "V/img1/000003.png");
    assertFrame("V/img1/000001.png", "h264.mp4", 0);
    assertFrame("V/img1/000003.png", "h264.mp4", 2);
    assertThat(fixture.dataset().annotations())
        .extracting(one -> one.imageId() + " " + one.box().x())
        .containsExactly("2 2.0");
  }

  @Test
  void aFrameThatIsThereStaysAndAnotherImageIsAnError() throws Exception {
    cvat(64, 48, 3);
    write(VIDEO);
    Path frame = images.resolve("frame_000003.PNG");
    FileTime before = FileTime.fromMillis(1_000_000);
    Files.setLastModifiedTime(frame, before);
    write(VIDEO);
    assertThat(Files.getLastModifiedTime(frame)).isEqualTo(before);
    byte[] other = TestImages.png(64, 48);
    Files.write(frame, other);
    assertThatThrownBy(() -> write(VIDEO))
        .hasMessage(
            "%s: frame 3 of annotations.xml, frame 3: expected no file or the same image at %s,"
                + " found another",
            VIDEO, frame);
    assertThat(frame).hasBinaryContent(other);
  }

  @Test
  void anImageThatWouldBeTakenInsteadIsAnError() throws Exception {
    fixture.file("gt/gt.txt", "1,1,3,4,10,8,1,1,1\n");
    Path jpeg = images.resolve("img1/000001.jpg");
    Files.createDirectories(jpeg.getParent());
    Files.write(jpeg, TestImages.png(64, 48));
    assertThatThrownBy(() -> write(VIDEO))
        .hasMessage(
            "%s: frame 0 of gt/gt.txt, frame 1: expected no image of this frame, found"
                + " img1/000001.jpg",
            VIDEO);
    assertThat(files()).containsExactly("img1/000001.jpg");
  }

  @Test
  void aFrameBeyondTheEndIsAnError() throws Exception {
    cvat(64, 48, 29, 30);
    assertThatThrownBy(() -> write(VIDEO))
        .hasMessage(
            "%s: frame 30 of annotations.xml, frame 30: expected this frame, found 30 frames",
            VIDEO);
  }

  @Test
  void anotherSizeIsAnError() throws Exception {
    cvat(48, 64, 2);
    assertThatThrownBy(() -> write(VIDEO))
        .hasMessage(
            "%s: frame 2 of annotations.xml, frame 2: expected 48 x 64 pixels, as the annotations"
                + " state, found 64 x 48",
            VIDEO);
    assertThat(files()).isEmpty();
  }

  @Test
  void aVideoThatCannotBeReadIsAnError() throws Exception {
    cvat(64, 48, 29);
    Path text = Files.writeString(directory.resolve("text.mp4"), "no video");
    assertThatThrownBy(() -> write(text)).hasMessageStartingWith(text + ": ");
    byte[] bytes = Files.readAllBytes(VIDEOS.resolve("first-index.mp4"));
    Path cut = directory.resolve("cut.mp4");
    Files.write(cut, Arrays.copyOf(bytes, bytes.length * 9 / 10));
    assertThatThrownBy(() -> write(cut))
        .hasMessageStartingWith(cut + ": ends after ")
        .hasMessageEndingWith("; frame 29 of annotations.xml, frame 29 is not before that");
  }

  @Test
  void annotationsOfSeveralVideosOrOfNoneAreErrors() throws Exception {
    fixture.file("A/gt/gt.txt", "1,1,3,4,10,8,1,1,1\n");
    fixture.file("B/gt/gt.txt", "1,1,3,4,10,8,1,1,1\n");
    assertThatThrownBy(() -> write(VIDEO))
        .hasMessage(
            "B/gt/gt.txt, frame 1: expected annotations of one video, found the same frame in"
                + " A/gt/gt.txt, frame 1: import each video by itself");
    ImportFixture images = new ImportFixture(directory.resolve("other"), null).labelMe("a.json");
    fixture = images.images(images.folder);
    assertThatThrownBy(() -> write(VIDEO))
        .hasMessageStartingWith(images.folder + ": expected annotations of frames of a video");
  }

  @Test
  void whatIsWrongWithTheAnnotationsIsSaidByTheImport() throws Exception {
    fixture.file("annotations.xml", "<annotations><track>");
    assertThat(write(VIDEO)).isEmpty();
    assertThat(images).doesNotExist();
  }
}
