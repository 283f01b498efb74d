package dev.quantmask.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.quantmask.engine.Device;
import dev.quantmask.report.Comparison;
import dev.quantmask.report.ModelFigures;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class EvaluationTest extends EvaluationFixture {
  @Test
  void modelsTakeTurnsImageByImage() throws IOException {
    run(settings(Shard.ALL, false));
    assertThat(fakes.takeCalls())
        .startsWith("A0", "B0", "C0") // the rehearsal
        .endsWith(
            "A0", "B0", "C0", "B1", "C1", "A1", "C2", "A2", "B2", "A3", "B3", "C3", "B4", "C4",
            "A4", "C5", "A5", "B5", "A6", "B6", "C6")
        .hasSize(3 + 3 * IMAGES);
  }

  @Test
  void aShardTakesTurnsToo() throws IOException {
    run(settings(new Shard(0, 3), false)); // as many shards as models
    assertThat(fakes.takeCalls())
        .endsWith("A0", "B0", "C0", "B3", "C3", "A3", "C6", "A6", "B6")
        .hasSize(3 + 9);
  }

  @Test
  void warmUpIsNotMeasured() throws IOException {
    EvaluationSettings two =
        new EvaluationSettings(
            models.subList(0, 2),
            fakes.annotations,
            fakes.images,
            3,
            2,
            Device.CPU,
            Shard.ALL,
            out,
            false,
            "",
            "");
    run(two);
    assertThat(fakes.takeCalls())
        .containsExactly("A0", "B0", "A0", "B0", "A1", "B1", "A0", "B0", "B1", "A1", "A2", "B2");
    ModelFigures first = figures(out).models().get(0);
    assertThat(first.latency().all()).containsExactly(11, 12, 13);
    assertThat(first.latency().phases())
        .containsExactlyInAnyOrderEntriesOf(Map.of("inference", 11.0, "postprocess", 1.0));
  }

  @Test
  void figures() throws IOException {
    run(settings(Shard.ALL, false));
    Comparison comparison = figures(out);
    assertThat(comparison.data().imageCount()).isEqualTo(IMAGES);
    assertThat(comparison.data().objects()).isEqualTo(2 * IMAGES);
    assertThat(comparison.models()).extracting(ModelFigures::name).containsExactly("A", "B", "C");
    ModelFigures exact = comparison.models().get(0);
    ModelFigures off = comparison.models().get(2);
    assertThat(exact.boxes().averagePrecision()).isEqualTo(1);
    assertThat(exact.speedUp()).isNull();
    assertThat(exact.boxChange()).isNull();
    assertThat(exact.boxes().precision()).hasSize(101).containsOnly(1);
    assertThat(exact.latency().p50()).isEqualTo(14);
    assertThat(off.speedUp().value()).isEqualTo(14 / (13 / 13.0 + 1));
    assertThat(off.boxChange().value())
        .isCloseTo(100 * (off.boxes().averagePrecision() - 1), within(1e-9))
        .isBetween(off.boxChange().low(), off.boxChange().high())
        .isNegative();
    assertThat(off.boxes().classes()).extracting("name").containsExactly("cat", "dog");
    assertThat(comparison.machine().quantmask()).isEqualTo("0.1");
  }

  @Test
  void withoutObjectsThereIsNothingToCompare() throws IOException {
    Path empty = directory.resolve("empty.json");
    String text = Files.readString(fakes.annotations);
    Files.writeString(
        empty, text.substring(0, text.indexOf("\"annotations\"")) + "\"annotations\":[]}");
    run(settings(models, empty, IMAGES, Shard.ALL, false));
    ModelFigures off = figures(out).models().get(2);
    assertThat(off.boxes().averagePrecision()).isEqualTo(-1);
    assertThat(off.boxes().precisionAt50()).containsOnly(-1);
    assertThat(off.maskChange().value()).isNaN();
    assertThat(off.speedUp().value()).isGreaterThan(1);
  }

  /** Images 1 and 4 are every third ones; 12 of 20 pixels to the right is IoU 0.25. */
  @Test
  void imagesOnWhichModelsDisagreeAreDrawn() throws IOException {
    run(settings(Shard.ALL, false));
    var worst = figures(out).disagreements();
    assertThat(worst)
        .extracting(one -> one.file() + " " + one.model())
        .containsExactly("p1.png C", "p4.png C", "p1.png B", "p4.png B");
    assertThat(worst.get(0).agreement()).isZero();
    assertThat(worst.get(2).agreement()).isCloseTo(17 / 23.0, within(1e-9));
    // The dog of image 1 scores 0.59, that of image 4 0.56.
    assertThat(worst).allMatch(one -> one.foundByFirst() == 2 && one.foundByModel() == 2);
    assertThat(ImageIO.read(new ByteArrayInputStream(worst.get(0).other())).getWidth())
        .isEqualTo(FakeModels.SIDE);
  }

  @Test
  void resumesAfterALineThatWasTorn() throws IOException {
    run(settings(Shard.ALL, false));
    Comparison whole = figures(out);
    Path file = new RunFolder(out).part(Shard.ALL);
    byte[] bytes = Files.readAllBytes(file);
    fakes.takeCalls();
    // Wherever it is cut: in a line, after a line, in the header.
    for (int length : new int[] {bytes.length - 5, bytes.length / 2, bytes.length / 3, 40, 0}) {
      Files.write(file, Arrays.copyOf(bytes, length));
      int lines = (int) Files.readString(file).chars().filter(c -> c == '\n').count();
      run(settings(Shard.ALL, true));
      assertThat(fakes.takeCalls()).hasSize(3 + 3 * IMAGES - Math.max(0, lines - 1));
      assertThat(Files.readAllLines(file)).hasSize(1 + 3 * IMAGES);
      requireSameFigures(figures(out), whole);
    }
  }

  @Test
  void resumesAfterAKill() throws IOException {
    fakes.failAfter(3 + 8); // in the third image, after two models
    assertThatThrownBy(() -> run(settings(Shard.ALL, false))).hasMessage("killed");
    fakes.takeCalls();
    run(settings(Shard.ALL, true));
    assertThat(fakes.takeCalls()).hasSize(3 + 3 * IMAGES - 8).startsWith("A0", "B0", "C0", "B2");
    run(settings(Shard.ALL, true));
    assertThat(fakes.takeCalls()).isEmpty();
    assertThat(messages).hasSize(1).allMatch(text -> text.endsWith("all is measured already"));
  }

  @Test
  void shardsGiveTheFiguresOfOneRun() throws IOException {
    run(settings(Shard.ALL, false));
    Comparison whole = figures(out);
    Path[] folders = {directory.resolve("s0"), directory.resolve("s1"), directory.resolve("s1")};
    for (int i : new int[] {2, 0, 1}) {
      out = folders[i];
      run(settings(new Shard(i, 3), false));
    }
    Comparison merged = figures(folders[0], folders[1]);
    requireSameFigures(merged, whole);
    assertThat(merged.models()).hasSize(3);
  }

  private static void requireSameFigures(Comparison found, Comparison wanted) {
    for (int i = 0; i < wanted.models().size(); i++) {
      ModelFigures one = found.models().get(i);
      ModelFigures other = wanted.models().get(i);
      assertThat(one.boxes()).usingRecursiveComparison().isEqualTo(other.boxes());
      assertThat(one.masks()).usingRecursiveComparison().isEqualTo(other.masks());
      assertThat(one.boxChange()).isEqualTo(other.boxChange());
      assertThat(one.maskChange()).isEqualTo(other.maskChange());
      assertThat(one.latency().all()).isEqualTo(other.latency().all());
      assertThat(one.speedUp()).isEqualTo(other.speedUp());
    }
    assertThat(found.disagreements()).usingRecursiveComparison().isEqualTo(wanted.disagreements());
  }
}
