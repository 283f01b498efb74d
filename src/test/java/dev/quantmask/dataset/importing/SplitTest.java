package dev.quantmask.dataset.importing;

import static dev.quantmask.dataset.importing.ImportFixture.shape;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quantmask.coco.CocoDataset;
import dev.quantmask.coco.CocoImage;
import dev.quantmask.coco.CocoReader;
import dev.quantmask.dataset.format.AnnotationFormats;
import dev.quantmask.text.Text;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SplitTest {
  private static final List<String> NAMES =
      IntStream.range(0, 100).mapToObj(number -> Text.format("frame%03d", number)).toList();

  @TempDir private Path directory;

  private static Map<String, List<String>> cut(String split, long seed, List<String> names) {
    return Split.parse(split, seed).cut(names, Function.identity());
  }

  @Test
  void partsHaveTheirShareInTheOrderOfNames() {
    Map<String, List<String>> parts = cut("train=0.7,val=0.2,test=0.1", 1, NAMES);
    assertThat(parts.keySet()).containsExactly("train", "val", "test");
    assertThat(parts.get("train")).hasSize(70).isSorted();
    assertThat(parts.get("val")).hasSize(20).isSorted();
    assertThat(parts.get("test")).hasSize(10).isSorted();
    assertThat(parts.values().stream().flatMap(List::stream))
        .containsExactlyInAnyOrderElementsOf(NAMES);
  }

  @Test
  void theSeedDecides() {
    List<String> one = cut("train=0.8,val=0.2", 1, NAMES).get("val");
    assertThat(cut("train=0.8,val=0.2", 1, NAMES).get("val")).isEqualTo(one);
    assertThat(cut("train=0.8,val=0.2", 2, NAMES).get("val")).isNotEqualTo(one);
  }

  @Test
  void aFewMoreImagesMoveFewOthers() {
    List<String> before = cut("train=0.8,val=0.2", 1, NAMES).get("val");
    List<String> more =
        Stream.concat(NAMES.stream(), Stream.of("more1", "more2", "more3")).toList();
    List<String> after = cut("train=0.8,val=0.2", 1, more).get("val");
    assertThat(before.stream().filter(after::contains).count()).isGreaterThanOrEqualTo(17);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "train          | split: expected NAME=SHARE,NAME=SHARE with each name once, found 'train'",
        "a=0.5,a=0.5    | split: expected NAME=SHARE,NAME=SHARE with each name once, found 'a=0.5,a=0.5'",
        "a=0.5,b=half   | split: expected a number for b, found 'half'",
        "a=0.5,b=0.4    | split: expected shares that add up to 1, found 0.900000",
        "a=1.5,b=-0.5   | split: expected a share above 0 for b, found -0.5",
        "../a=0.5,b=0.5 | split: expected a name of letters, digits, _ and -, found '../a'",
      })
  void whatIsNoSplitIsAnError(String text, String message) {
    assertThatThrownBy(() -> Split.parse(text, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void anEmptyPartIsAnError() {
    assertThatThrownBy(() -> cut("train=0.99,val=0.01", 0, NAMES.subList(0, 10)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("split: expected an image for val=0.01, found none among 10");
  }

  @Test
  void everyPartIsAFileWithAllCategories() throws Exception {
    ImportFixture fixture = new ImportFixture(directory, AnnotationFormats.named("labelme"));
    String points = "[[1, 1], [9, 1], [9, 9]]";
    fixture.labelMe("a.json", shape("crab", "polygon", points));
    fixture.labelMe("b.json", shape("fish", "polygon", points));
    fixture.split("train=0.5,val=0.5", 3).run();

    assertThat(fixture.out).doesNotExist();
    CocoDataset train = CocoReader.read(fixture.out.resolveSibling("annotations.train.json"));
    CocoDataset val = CocoReader.read(fixture.out.resolveSibling("annotations.val.json"));
    assertThat(train.categories()).hasSize(2).isEqualTo(val.categories());
    assertThat(Stream.of(train, val).flatMap(part -> part.images().stream()))
        .extracting(CocoImage::id)
        .containsExactly(1L, 1L);
    assertThat(train.annotations().get(0).id()).isEqualTo(1);
    assertThat(val.annotations().get(0).imageId()).isEqualTo(1);
  }
}
