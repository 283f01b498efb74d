package dev.quantmask.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.quantmask.detection.Device;
import dev.quantmask.report.Comparison;
import dev.quantmask.report.ModelFigures;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationTest {
  private static final int PICTURES = 7;

  @TempDir Path directory;
  private FakeModels fakes;
  private List<Path> models;
  private Path out;
  private final List<String> messages = new ArrayList<>();

  @BeforeEach
  void makeModels() throws IOException {
    fakes = new FakeModels(directory, PICTURES);
    models = List.of(fakes.model("A", 0), fakes.model("B", 3), fakes.model("C", 12));
    out = directory.resolve("out");
  }

  private EvaluationSettings settings(Shard shard, boolean resume) {
    return settings(models, fakes.annotations, PICTURES, shard, resume);
  }

  private EvaluationSettings settings(
      List<Path> compared, Path annotations, int limit, Shard shard, boolean resume) {
    return new EvaluationSettings(
        compared,
        annotations,
        fakes.images,
        limit,
        0,
        Device.CPU,
        shard,
        out,
        resume,
        "quantmask evaluate",
        "0.1");
  }

  private void run(EvaluationSettings settings) throws IOException {
    EvaluationMonitor monitor =
        new EvaluationMonitor() {
          @Override
          public void message(String text) {
            messages.add(text);
          }

          @Override
          public void pictures(int done, int total) {
            assertThat(done).isBetween(1, total);
          }
        };
    Evaluation.run(settings, fakes::open, monitor);
  }

  private Comparison figures(Path... folders) throws IOException {
    return Figures.of(List.of(folders), Figures.Places.AS_BEFORE, Optional.empty());
  }

  private AbstractThrowableAssert<?, ?> assertRefused(EvaluationSettings settings) {
    return assertThatThrownBy(() -> run(settings)).isInstanceOf(IOException.class);
  }

  @Test
  void modelsTakeTurnsImageByImage() throws IOException {
    run(settings(Shard.ALL, false));
    assertThat(fakes.takeCalls())
        .startsWith("A0", "B0", "C0") // the rehearsal
        .endsWith(
            "A0", "B0", "C0", "B1", "C1", "A1", "C2", "A2", "B2", "A3", "B3", "C3", "B4", "C4",
            "A4", "C5", "A5", "B5", "A6", "B6", "C6")
        .hasSize(3 + 3 * PICTURES);
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
    assertThat(comparison.data().pictures()).isEqualTo(PICTURES);
    assertThat(comparison.data().objects()).isEqualTo(2 * PICTURES);
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

  /** Pictures 1 and 4 are every third ones; 12 of 20 pixels to the right is IoU 0.25. */
  @Test
  void picturesOnWhichModelsDisagreeAreDrawn() throws IOException {
    run(settings(Shard.ALL, false));
    var worst = figures(out).disagreements();
    assertThat(worst)
        .extracting(one -> one.file() + " " + one.model())
        .containsExactly("p1.png C", "p4.png C", "p1.png B", "p4.png B");
    assertThat(worst.get(0).agreement()).isZero();
    assertThat(worst.get(2).agreement()).isCloseTo(17 / 23.0, within(1e-9));
    // The dog of picture 1 scores 0.59, that of picture 4 0.56.
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
      assertThat(fakes.takeCalls()).hasSize(3 + 3 * PICTURES - Math.max(0, lines - 1));
      assertThat(Files.readAllLines(file)).hasSize(1 + 3 * PICTURES);
      requireSameFigures(figures(out), whole);
    }
  }

  @Test
  void resumesAfterAKill() throws IOException {
    fakes.failAfter(3 + 8); // in the third picture, after two models
    assertThatThrownBy(() -> run(settings(Shard.ALL, false))).hasMessage("killed");
    fakes.takeCalls();
    run(settings(Shard.ALL, true));
    assertThat(fakes.takeCalls()).hasSize(3 + 3 * PICTURES - 8).startsWith("A0", "B0", "C0", "B2");
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

  @Test
  void mergingNeedsEveryPartOnce() throws IOException {
    assertThatThrownBy(() -> figures(directory))
        .hasMessage(directory + ": expected results of `evaluate`, found none");
    run(settings(new Shard(0, 2), false));
    Path first = out;
    assertThatThrownBy(() -> figures(first))
        .hasMessage("part 1/2 is missing: `evaluate --shard 1/2` makes it");
    out = directory.resolve("again");
    run(settings(new Shard(0, 2), false));
    assertThatThrownBy(() -> figures(first, out))
        .hasMessageStartingWith("part 0/2 is there twice: ");
    out = directory.resolve("thirds");
    run(settings(new Shard(1, 3), false));
    assertThatThrownBy(() -> figures(first, out)).hasMessageContaining("expected a part of 2");
    out = directory.resolve("torn");
    run(settings(new Shard(1, 2), false));
    Path part = new RunFolder(out).part(new Shard(1, 2));
    Files.writeString(part, "{\"pic", StandardOpenOption.APPEND);
    assertThat(figures(first, out).models()).hasSize(3);
    List<String> lines = Files.readAllLines(part);
    Files.write(part, lines.subList(0, 4));
    assertThatThrownBy(() -> figures(first, out))
        .hasMessage(part + ": expected 9 results, found 3: its run goes on with --resume");
  }

  @Test
  void aPartOfOtherModelsIsRefused() throws IOException {
    run(settings(new Shard(0, 2), false));
    Path first = out;
    out = directory.resolve("other");
    List<Path> others = List.of(models.get(0), models.get(1), fakes.model("D", 5));
    run(settings(others, fakes.annotations, PICTURES, new Shard(1, 2), false));
    assertThatThrownBy(() -> figures(first, out))
        .hasMessageContaining("holds results of other models: number 3: expected the sha256 ")
        .hasMessageContaining("D.pt");
  }

  @Test
  void resumingSomethingElseSaysWhatDiffers() throws IOException {
    run(settings(Shard.ALL, false));
    List<Path> two = models.subList(0, 2);
    assertRefused(settings(two, fakes.annotations, PICTURES, Shard.ALL, true))
        .hasMessageEndingWith("holds results of other models: expected 2, found 3");
    assertRefused(settings(models, fakes.annotations, 5, Shard.ALL, true))
        .hasMessageEndingWith("holds results of other data: limit: expected 5 images, found 7");
    Path changed = directory.resolve("changed.json");
    Files.writeString(changed, Files.readString(fakes.annotations) + " ");
    assertRefused(settings(models, changed, PICTURES, Shard.ALL, true))
        .hasMessageContaining("holds results of other data: annotations: expected the contents of");
    Files.write(fakes.images.resolve("p3.png"), new byte[] {1}, StandardOpenOption.APPEND);
    assertRefused(settings(Shard.ALL, true))
        .hasMessageContaining("other data: images: expected the names and sizes of the pictures");
  }

  @Test
  void aLineOfSomethingElseIsNamed() throws IOException {
    run(settings(Shard.ALL, false));
    Path file = new RunFolder(out).part(Shard.ALL);
    List<String> lines = Files.readAllLines(file);
    lines.set(2, "nonsense");
    Files.write(file, lines);
    assertRefused(settings(Shard.ALL, true))
        .hasMessageStartingWith(file + ", line 3: expected a line that `evaluate` wrote: ");
    lines.set(2, lines.get(1));
    Files.write(file, lines);
    assertRefused(settings(Shard.ALL, true))
        .hasMessage(file + ", line 3: expected results once, found picture 0 of model 0 again");
    lines.set(2, lines.get(1).replace("\"picture\":0", "\"picture\":70"));
    Files.write(file, lines);
    assertRefused(settings(Shard.ALL, true))
        .hasMessageContaining("line 3: expected one of 7 pictures");
  }

  @Test
  void whatIsThereIsNotDestroyed() throws IOException {
    run(settings(Shard.ALL, false));
    assertRefused(settings(Shard.ALL, false))
        .hasMessageEndingWith(
            "part-0-of-1.jsonl is there already: go on with it by --resume, or choose another"
                + " --out");
    assertRefused(settings(new Shard(1, 2), true))
        .hasMessageContaining("expected parts of the same division as 1/2");
    out = Files.createDirectories(directory.resolve("mine"));
    Files.writeString(out.resolve("report.md"), "mine");
    assertRefused(settings(Shard.ALL, false))
        .hasMessageStartingWith(out.resolve("report.md") + " is");
    assertThat(out.resolve("report.md")).hasContent("mine");
    assertThat(fakes.takeCalls()).hasSize(3 + 3 * PICTURES);
  }

  @Test
  void missingPicturesAreNamedBeforeAnythingRuns() throws IOException {
    Files.delete(fakes.images.resolve("p2.png"));
    Files.delete(fakes.images.resolve("p5.png"));
    assertRefused(settings(Shard.ALL, false))
        .hasMessage(
            "images: 2 of 7 pictures are missing: %s, %s"
                .formatted(fakes.images.resolve("p2.png"), fakes.images.resolve("p5.png")));
    assertThat(fakes.calls).isEmpty();
    assertThat(out).doesNotExist();
  }

  @Test
  void theSameModelTwice() throws IOException {
    List<Path> twice = List.of(models.get(0), models.get(0));
    assertRefused(settings(twice, fakes.annotations, PICTURES, Shard.ALL, false))
        .hasMessageEndingWith("A.pt with the same contents");
    assertRefused(
            settings(List.of(directory.resolve("no.pt")), fakes.annotations, 1, Shard.ALL, false))
        .hasMessage(directory.resolve("no.pt").toString());
  }

  @Test
  void namesOfModelsDiffer() throws IOException {
    Path folder = Files.createDirectories(directory.resolve("a"));
    Path copy = Files.writeString(folder.resolve("A.pt"), "1");
    assertThat(ModelFile.of(List.of(models.get(0), copy)))
        .extracting(ModelFile::name)
        .containsExactly(models.get(0).toString(), copy.toString());
    Path other = Files.writeString(directory.resolve("A.torchscript"), "2");
    assertThat(ModelFile.of(List.of(models.get(0), other)))
        .extracting(ModelFile::name)
        .containsExactly("A.pt", "A.torchscript");
  }

  @Test
  void classesAreComparedByName() throws IOException {
    fakes.setClasses("cat", "wolf");
    assertRefused(settings(Shard.ALL, false))
        .hasMessage(
            models.get(0)
                + ": expected the categories of the annotations, in the order of their ids; class 1"
                + " is 'wolf', category 11 is 'dog'");
    fakes.setClasses("cat", "dog", "owl");
    assertRefused(settings(Shard.ALL, false))
        .hasMessage(
            models.get(0)
                + ": expected a model of the 2 categories of the annotations, [cat, dog], found 3"
                + " classes, [cat, dog, owl]");
    fakes.setClasses("class_0", "class_1"); // a model without names
    run(settings(Shard.ALL, false));
  }
}
