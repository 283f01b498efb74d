package dev.quantmask.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

class EvaluationErrorsTest extends EvaluationFixture {
  private AbstractThrowableAssert<?, ?> assertRefused(EvaluationSettings settings) {
    return assertThatThrownBy(() -> run(settings)).isInstanceOf(IOException.class);
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
        .hasMessage(part + ": expected 9 results, found 3: continue its run with --resume");
  }

  @Test
  void aPartOfOtherModelsIsRefused() throws IOException {
    run(settings(new Shard(0, 2), false));
    Path first = out;
    out = directory.resolve("other");
    List<Path> others = List.of(models.get(0), models.get(1), fakes.model("D", 5));
    run(settings(others, fakes.annotations, IMAGES, new Shard(1, 2), false));
    assertThatThrownBy(() -> figures(first, out))
        .hasMessageContaining("holds results of other models: number 3: expected the sha256 ")
        .hasMessageContaining("D.pt");
  }

  @Test
  void resumingSomethingElseSaysWhatDiffers() throws IOException {
    run(settings(Shard.ALL, false));
    List<Path> two = models.subList(0, 2);
    assertRefused(settings(two, fakes.annotations, IMAGES, Shard.ALL, true))
        .hasMessageEndingWith("holds results of other models: expected 2, found 3");
    assertRefused(settings(models, fakes.annotations, 5, Shard.ALL, true))
        .hasMessageEndingWith("holds results of other data: limit: expected 5 images, found 7");
    Path changed = directory.resolve("changed.json");
    Files.writeString(changed, Files.readString(fakes.annotations) + " ");
    assertRefused(settings(models, changed, IMAGES, Shard.ALL, true))
        .hasMessageContaining("holds results of other data: annotations: expected the contents of");
    Files.write(fakes.images.resolve("p3.png"), new byte[] {1}, StandardOpenOption.APPEND);
    assertRefused(settings(Shard.ALL, true))
        .hasMessageContaining("other data: images: expected the names and sizes of the images");
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
        .hasMessage(file + ", line 3: expected results once, found image 0 of model 0 again");
    lines.set(2, lines.get(1).replace("\"image\":0", "\"image\":70"));
    Files.write(file, lines);
    assertRefused(settings(Shard.ALL, true))
        .hasMessageContaining("line 3: expected one of 7 images");
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
    assertThat(fakes.takeCalls()).hasSize(3 + 3 * IMAGES);
  }

  @Test
  void missingImagesAreNamedBeforeAnythingRuns() throws IOException {
    Files.delete(fakes.images.resolve("p2.png"));
    Files.delete(fakes.images.resolve("p5.png"));
    assertRefused(settings(Shard.ALL, false))
        .hasMessage(
            Text.format(
                "images: 2 of 7 images are missing: %s, %s",
                fakes.images.resolve("p2.png"), fakes.images.resolve("p5.png")));
    assertThat(fakes.calls).isEmpty();
    assertThat(out).doesNotExist();
  }

  @Test
  void theSameModelTwice() throws IOException {
    List<Path> twice = List.of(models.get(0), models.get(0));
    assertRefused(settings(twice, fakes.annotations, IMAGES, Shard.ALL, false))
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
                + ": expected the classes of the annotations, in the order of their ids; class 1 is"
                + " 'wolf', expected 'dog'");
    fakes.setClasses("cat", "dog", "owl");
    assertRefused(settings(Shard.ALL, false))
        .hasMessage(
            models.get(0)
                + ": expected the 2 classes of the annotations, [cat, dog], found 3, [cat, dog,"
                + " owl]");
    fakes.setClasses("class_0", "class_1"); // a model without names
    run(settings(Shard.ALL, false));
  }
}
