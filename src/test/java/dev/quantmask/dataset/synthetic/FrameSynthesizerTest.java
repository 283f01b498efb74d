package dev.quantmask.dataset.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class FrameSynthesizerTest {
  private static final FrameSize SMALL = new FrameSize(320, 180);
  private static final FrameSize USUAL = new FrameSize(640, 360);
  private static final List<Frame> FRAMES =
      IntStream.range(0, 40).mapToObj(new FrameSynthesizer(11, SMALL)::render).toList();

  @Test
  void theSameSeedGivesTheSameBytes() {
    Frame frame = new FrameSynthesizer(11, SMALL).render(3);
    assertThat(frame.jpeg()).isEqualTo(FRAMES.get(3).jpeg());
    assertThat(LabelMeFrame.json(frame, "a.jpg"))
        .isEqualTo(LabelMeFrame.json(FRAMES.get(3), "a.jpg"));
  }

  @Test
  void anotherSeedGivesOtherFrames() {
    Frame frame = new FrameSynthesizer(12, SMALL).render(3);
    assertThat(frame.jpeg()).isNotEqualTo(FRAMES.get(3).jpeg());
    assertThat(FRAMES.stream().map(it -> it.jpeg().length).distinct()).hasSizeGreaterThan(30);
  }

  /** Neighbouring seeds do not share frames either, one number later. */
  @Test
  void seedsAreNotShiftsOfEachOther() {
    FrameSynthesizer next = new FrameSynthesizer(12, SMALL);
    for (int i = 1; i < 4; i++) {
      assertThat(next.render(i - 1).jpeg()).isNotEqualTo(FRAMES.get(i).jpeg());
      assertThat(next.render(i).jpeg()).isNotEqualTo(FRAMES.get(i - 1).jpeg());
    }
  }

  @Test
  void neitherOrderNorThreadsMatter() {
    FrameSynthesizer synthesizer = new FrameSynthesizer(11, SMALL);
    Map<Integer, byte[]> jpegs = new ConcurrentSkipListMap<>();
    IntStream.rangeClosed(0, 5)
        .parallel()
        .map(i -> 5 - i)
        .forEach(i -> jpegs.put(i, synthesizer.render(i).jpeg()));
    jpegs.forEach((i, jpeg) -> assertThat(jpeg).isEqualTo(FRAMES.get(i).jpeg()));
    assertThat(jpegs).hasSize(6);
  }

  @Test
  void everyClassIsThere() {
    Map<ObjectClass, Integer> counts = new EnumMap<>(ObjectClass.class);
    for (Frame frame : FRAMES) {
      frame.masks().forEach(mask -> counts.merge(mask.objectClass(), 1, Integer::sum));
    }
    assertThat(counts).containsOnlyKeys(ObjectClass.values());
    int all = counts.values().stream().mapToInt(Integer::intValue).sum();
    counts.forEach((name, count) -> assertThat(count).as("%s", name).isBetween(all / 24, all / 3));
    assertThat(all / 40.0).isBetween(5.0, 9.0);
  }

  @Test
  void masksAreWithinTheFrameAndApart() {
    for (Frame frame : FRAMES) {
      Rectangle whole = new Rectangle(frame.width(), frame.height());
      boolean[] taken = new boolean[frame.width() * frame.height()];
      int shared = 0;
      for (ObjectMask mask : frame.masks()) {
        assertThat(mask.area()).isGreaterThanOrEqualTo(60);
        assertThat(whole.contains(mask.x0(), mask.y0(), mask.width(), mask.height())).isTrue();
        for (int i = 0; i < mask.inside().length; i++) {
          if (mask.inside()[i]) {
            int x = mask.x0() + i % mask.width();
            int y = mask.y0() + i / mask.width();
            shared += taken[y * frame.width() + x] ? 1 : 0;
            taken[y * frame.width() + x] = true;
          }
        }
      }
      assertThat(shared).isZero();
    }
  }

  @Test
  void everySideOfAWindowTouchesTheObject() {
    for (Frame frame : FRAMES) {
      for (ObjectMask mask : frame.masks()) {
        Rectangle touched = new Rectangle(-1, -1);
        for (int i = 0; i < mask.inside().length; i++) {
          if (mask.inside()[i]) {
            touched.add(new Rectangle(i % mask.width(), i / mask.width(), 1, 1));
          }
        }
        assertThat(touched).isEqualTo(new Rectangle(mask.width(), mask.height()));
      }
    }
  }

  @Test
  void imagesAreSmallFiles() throws IOException {
    FrameSynthesizer synthesizer = new FrameSynthesizer(1, USUAL);
    int bytes = 0;
    for (int i = 0; i < 6; i++) {
      byte[] jpeg = synthesizer.render(i).jpeg();
      BufferedImage image = ImageIO.read(new ByteArrayInputStream(jpeg));
      assertThat(image.getWidth()).isEqualTo(640);
      assertThat(image.getHeight()).isEqualTo(360);
      bytes += jpeg.length;
    }
    assertThat(bytes / 6).isBetween(8_000, 40_000);
  }

  /** The same dice give the same scene, larger. */
  @Test
  void thingsGrowWithTheHeight() {
    FrameSynthesizer larger = new FrameSynthesizer(11, USUAL);
    for (int i = 0; i < 3; i++) {
      ObjectMask small = largest(FRAMES.get(i));
      ObjectMask large = largest(larger.render(i));
      assertThat(large.objectClass()).isEqualTo(small.objectClass());
      assertThat((double) large.width() / small.width()).isBetween(1.8, 2.2);
      assertThat((double) large.area() / small.area()).isBetween(3.6, 4.4);
    }
  }

  private static ObjectMask largest(Frame frame) {
    return frame.masks().stream()
        .max((one, other) -> Integer.compare(one.area(), other.area()))
        .orElseThrow();
  }
}
