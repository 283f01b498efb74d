package dev.quantmask.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.quantmask.model.config.TrainingConfig;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExampleSetTest {
  private static final String SQUARE = "\"segmentation\": [[1, 1, 5, 1, 5, 5, 1, 5]], \"area\": 16";

  @TempDir private Path directory;
  private final List<String> notes = new ArrayList<>();

  @BeforeEach
  void copyImages() throws IOException {
    for (int i = 1; i <= 3; i++) {
      Files.copy(Path.of("test-data/images/half.png"), directory.resolve(i + ".png"));
    }
  }

  /** Three images of 517 x 512, categories 7 and 3. */
  private ExampleSet read(String annotations, boolean withoutObjects) throws IOException {
    Path file = directory.resolve("annotations.json");
    List<String> images = new ArrayList<>();
    for (int i = 1; i <= 3; i++) {
      images.add(
          Text.format(
              "{\"id\": %d, \"file_name\": \"%d.png\", \"width\": 517, \"height\": 512}", i, i));
    }
    Files.writeString(
        file,
        Text.format(
            "{\"images\": %s, \"annotations\": [%s], \"categories\": [%s]}",
            images,
            annotations,
            "{\"id\": 7, \"name\": \"later\"}, {\"id\": 3, \"name\": \"first\"}"));
    return ExampleSet.read(file, directory, withoutObjects, true, notes::add);
  }

  private static String annotation(int id, int image, int category, String rest) {
    return Text.format(
        "{\"id\": %d, \"image_id\": %d, \"category_id\": %d, \"bbox\": [1, 1, 4, 4], %s}",
        id, image, category, rest);
  }

  @Test
  void classesFollowTheIdsOfCategories() throws IOException {
    ExampleSet set =
        read(
            annotation(1, 2, 7, SQUARE + ", \"iscrowd\": 0")
                + ","
                + annotation(2, 2, 3, SQUARE + ", \"iscrowd\": 0"),
            false);
    assertThat(set.classes()).containsExactly("first", "later");
    assertThat(set.examples()).hasSize(1);
    assertThat(set.examples().get(0).objects())
        .extracting(Example.Truth::classId)
        .containsExactly(1, 0);
    assertThat(set.examples().get(0).objects().get(0).box()).containsExactly(1, 1, 5, 5);
    assertThat(set.examples().get(0).objects().get(0).mask().area()).isEqualTo(16);
  }

  @Test
  void crowdsAreLeftOutAndImagesWithoutObjectsOnDemand() throws IOException {
    String annotations =
        annotation(1, 1, 3, SQUARE + ", \"iscrowd\": 0")
            + ","
            + annotation(2, 2, 3, SQUARE + ", \"iscrowd\": 1");
    assertThat(read(annotations, false).examples()).hasSize(1);
    assertThat(read(annotations, true).examples()).hasSize(3);
  }

  @Test
  void whatCannotBeTrainedOn() {
    assertThatIOException()
        .isThrownBy(() -> read("", false))
        .withMessageEndingWith("expected images with annotations, found none");
    assertThatIOException()
        .isThrownBy(() -> read(annotation(9, 1, 3, "\"area\": 16, \"iscrowd\": 0"), false))
        .withMessageEndingWith("annotation 9 of image 1: expected a segmentation, found none");
    assertThatIOException()
        .isThrownBy(() -> read(annotation(9, 1, 5, SQUARE + ", \"iscrowd\": 0"), false))
        .withMessage(
            directory.resolve("annotations.json")
                + ": annotation 9 of image 1: expected a category_id of categories, found 5");
    assertThatIOException()
        .isThrownBy(
            () -> {
              Files.delete(directory.resolve("2.png"));
              read(annotation(1, 1, 3, SQUARE + ", \"iscrowd\": 0"), false);
            })
        .withMessageContaining("image 2: there is no file");
  }

  @Test
  void everyEpochIsAnotherOrderOfAllAndTheSameOnResume() throws IOException {
    ExampleSet set = read(annotation(1, 1, 3, SQUARE + ", \"iscrowd\": 0"), true);
    List<Long> straight = new ArrayList<>();
    BatchSource source = batches(set);
    for (int iteration = 0; iteration < 12; iteration++) {
      straight.addAll(source.batch(iteration).imageIds());
    }
    for (int epoch = 0; epoch < 8; epoch++) {
      assertThat(straight.subList(3 * epoch, 3 * epoch + 3)).containsExactlyInAnyOrder(1L, 2L, 3L);
    }
    assertThat(Collections.frequency(straight, 2L)).isEqualTo(8);
    assertThat(batches(set).batch(7).imageIds()).isEqualTo(straight.subList(14, 16));
    assertThat(batches(set).batch(7).items().get(0).plan())
        .isEqualTo(source.batch(7).items().get(0).plan());
  }

  private static BatchSource batches(ExampleSet set) {
    TrainingConfig.Input input =
        new TrainingConfig.Input(List.of(100, 200), true, 1000, true, false, true);
    return new BatchSource(set.examples(), new Augmentation(input), 2, 11);
  }

  @Test
  void anImageOfAnotherSizeThanAnnotatedIsNamed() throws IOException {
    ExampleSet set = read(annotation(1, 1, 3, SQUARE + ", \"iscrowd\": 0"), false);
    Files.copy(
        Path.of("test-data/images/portrait.png"),
        directory.resolve("1.png"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertThatIOException()
        .isThrownBy(() -> batches(set).batch(0))
        .withMessageContaining("1.png: expected 517 x 512 as annotated, found ");
    Files.write(directory.resolve("1.png"), new byte[] {1, 2, 3});
    assertThatIOException()
        .isThrownBy(() -> batches(set).batch(0))
        .withMessageContaining("1.png: ");
  }

  @Test
  void imagesThatCannotBeUsedAreNamedBeforeTheTraining() throws IOException {
    String annotations = annotation(1, 2, 3, SQUARE);
    Files.copy(
        Path.of("test-data/images/portrait.png"),
        directory.resolve("2.png"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertThatIOException()
        .isThrownBy(() -> read(annotations, false))
        .withMessageStartingWith(
            directory.resolve("2.png")
                + ": expected 517 x 512 pixels, as its annotations say, found ");
    Files.write(directory.resolve("2.png"), new byte[] {1, 2, 3});
    assertThatIOException()
        .isThrownBy(() -> read(annotations, false))
        .withMessageStartingWith(directory.resolve("2.png") + ": not an image");
    assertThatIOException()
        .isThrownBy(() -> read(annotation(4, 9, 3, SQUARE), true))
        .withMessageEndingWith("annotation 4 of image 9: expected an image of the file");
  }

  @Test
  void whatIsDoubtfulIsCounted() throws IOException {
    read(annotation(1, 1, 3, SQUARE + ", \"iscrowd\": 1"), true);
    String place = directory.resolve("annotations.json").toString();
    assertThat(notes)
        .containsExactly(
            "warning: " + place + " (later): expected an object, found none",
            "warning: " + place + ": all 1 objects are crowds, which training leaves out",
            "note: " + place + ": 2 of 3 images are without objects");
  }
}
