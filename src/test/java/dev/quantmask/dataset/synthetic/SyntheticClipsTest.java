package dev.quantmask.dataset.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyntheticClipsTest {
  private static final FrameSize SIZE = new FrameSize(160, 90);

  @TempDir Path directory;

  private static void write(Path folder, int clips, int frames) throws IOException {
    new SyntheticClips(5, SIZE).write(folder, clips, frames, done -> {});
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString().replace('\\', '/'))
          .sorted()
          .toList();
    }
  }

  @Test
  void aClipIsAFolderOfMotChallenge() throws IOException {
    Path out = directory.resolve("clips");
    write(out, 1, 2);
    assertThat(names(out))
        .containsExactly(
            "classes.txt",
            "clip_000000/gt/gt.txt",
            "clip_000000/img1/000001.jpg",
            "clip_000000/img1/000001.json",
            "clip_000000/img1/000002.jpg",
            "clip_000000/img1/000002.json",
            "clip_000000/seqinfo.ini");
    assertThat(out.resolve("clip_000000/seqinfo.ini"))
        .hasContent(
            "[Sequence]\nname=clip_000000\nimDir=img1\nframeRate=30\nseqLength=2\nimWidth=160\n"
                + "imHeight=90\nimExt=.jpg\n");
  }

  @Test
  void moreAndLongerClipsBeginWithTheSameFrames() throws IOException {
    write(directory.resolve("few"), 1, 2);
    write(directory.resolve("many"), 2, 3);
    for (String name : List.of("img1/000002.jpg", "img1/000002.json")) {
      assertThat(directory.resolve("few/clip_000000").resolve(name))
          .hasSameBinaryContentAs(directory.resolve("many/clip_000000").resolve(name));
    }
    assertThat(Files.readString(directory.resolve("many/clip_000000/gt/gt.txt")))
        .startsWith(Files.readString(directory.resolve("few/clip_000000/gt/gt.txt")));
    assertThat(directory.resolve("many/clip_000001/img1/000001.jpg")).exists();
  }

  /** The corners of LabelMe's masks are the first and the last pixel, from 0. */
  @Test
  void groundTruthHasTheBoxesAndIdsOfLabelMesShapes() throws IOException {
    write(directory.resolve("clips"), 1, 1);
    Path clip = directory.resolve("clips/clip_000000");
    List<String> classes = Files.readAllLines(directory.resolve("clips/classes.txt"));
    Map<Integer, String> expected = new TreeMap<>();
    for (JsonNode shape :
        new ObjectMapper().readTree(clip.resolve("img1/000001.json").toFile()).get("shapes")) {
      JsonNode points = shape.get("points");
      int x = points.at("/0/0").intValue();
      int y = points.at("/0/1").intValue();
      int id = shape.get("group_id").intValue();
      expected.put(
          id,
          String.join(
              ",",
              "1",
              "" + id,
              "" + (x + 1),
              "" + (y + 1),
              "" + (points.at("/1/0").intValue() - x + 1),
              "" + (points.at("/1/1").intValue() - y + 1),
              "1",
              "" + (classes.indexOf(shape.get("label").textValue()) + 1)));
    }
    assertThat(expected).isNotEmpty();
    assertThat(Files.readAllLines(clip.resolve("gt/gt.txt")).stream())
        .map(line -> line.substring(0, line.lastIndexOf(',')))
        .containsExactlyElementsOf(expected.values());
  }

  @Test
  void objectsKeepTheirClassMoveLeaveAndComeBack() {
    int returned = 0;
    int moved = 0;
    int hidden = 0;
    for (int number = 0; number < 12; number++) {
      Clip clip = new Clip(5, number, SIZE);
      Map<Integer, ObjectClass> classes = new HashMap<>();
      Map<Integer, Integer> lastFrame = new HashMap<>();
      Map<Integer, Integer> firstX = new HashMap<>();
      for (int frame = 0; frame < 240; frame += 8) {
        for (ObjectMask mask : clip.frame(frame).masks()) {
          assertThat(mask.id()).isPositive();
          assertThat(mask.visiblePart()).isBetween(0.25, 1.0);
          assertThat(classes.computeIfAbsent(mask.id(), id -> mask.objectClass()))
              .isEqualTo(mask.objectClass());
          moved +=
              Math.abs(firstX.computeIfAbsent(mask.id(), id -> mask.x0()) - mask.x0()) > 40 ? 1 : 0;
          Integer before = lastFrame.put(mask.id(), frame);
          returned += before != null && before < frame - 8 ? 1 : 0;
          hidden += mask.visiblePart() < 0.7 ? 1 : 0;
        }
      }
    }
    assertThat(returned).isGreaterThan(5);
    assertThat(moved).isGreaterThan(50);
    assertThat(hidden).isGreaterThan(20);
  }

  @Test
  void theCameraPansWithinItsWorld() {
    Camera camera = new Camera(80, 1, 0, 120);
    List<Integer> left = new ArrayList<>();
    for (int frame : new int[] {0, 30, 90, 120}) {
      left.add(camera.left(frame));
    }
    assertThat(left).containsExactly(40, 80, 0, 40);
  }

  @Test
  void clipsNeedAnEmptyFolderAndAWorldThatIsWider() throws IOException {
    Files.writeString(directory.resolve("mine.txt"), "mine");
    assertThatThrownBy(() -> write(directory, 1, 1))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("expected a new or empty folder, found files in it");
    assertThatThrownBy(() -> new SyntheticClips(1, new FrameSize(3840, 2160)))
        .hasMessage(
            "size: clips are 2560 pixels wide at most, for their world is half as wide again");
  }
}
