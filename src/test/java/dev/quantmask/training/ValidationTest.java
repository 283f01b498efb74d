package dev.quantmask.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.quantmask.engine.Device;
import dev.quantmask.testing.TestImages;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with --val is said when a training is opened, before its first iteration. */
class ValidationTest {
  private static final String MASK = "'segmentation': [[1, 1, 9, 1, 9, 9, 1, 9]], ";

  @TempDir private Path directory;
  private Path file;
  private final List<String> notes = new ArrayList<>();

  @BeforeEach
  void makeImage() throws IOException {
    file = directory.resolve("val.json");
    Files.write(directory.resolve("a.png"), TestImages.png(40, 30));
  }

  private void open(String categories, String annotation) throws IOException {
    open(categories, annotation, 40);
  }

  private void open(String categories, String annotation, int width) throws IOException {
    String text =
        Text.format(
            """
            {'images': [{'id': 1, 'file_name': 'a.png', 'width': %d, 'height': 30}],
             'categories': [%s], 'annotations': [{'id': 3, 'image_id': 1, 'category_id': 1,
             %s 'bbox': [1, 1, 8, 8], 'iscrowd': 0}]}
            """,
            width, categories, annotation);
    Files.writeString(file, text.replace('\'', '"'));
    Validation.of(
        new TrainingSettings.Data(file, directory),
        directory.resolve("config.yaml"),
        List.of("car", "van"),
        "train.json",
        Device.CPU,
        notes::add);
  }

  private static String categories(String... names) {
    List<String> records = new ArrayList<>();
    for (String name : names) {
      records.add(Text.format("{'id': %d, 'name': '%s'}", records.size() + 1, name));
    }
    return String.join(", ", records);
  }

  private void assertRefused(String message, ThrowingOpen open) {
    assertThatIOException().isThrownBy(open::run).withMessage(message);
  }

  private interface ThrowingOpen {
    void run() throws IOException;
  }

  @Test
  void theClassesOfTheTrainingAreTaken() {
    assertThatCode(() -> open(categories("car", "van"), MASK + "'area': 64, "))
        .doesNotThrowAnyException();
    assertThat(notes)
        .containsExactly("warning: " + file + " (van): expected an object, found none");
  }

  @Test
  void otherClassesAreRefused() {
    assertRefused(
        file
            + ": expected the classes of train.json, in the order of their ids; class 0 is 'van',"
            + " expected 'car'; class 1 is 'car', expected 'van'",
        () -> open(categories("van", "car"), MASK));
    assertRefused(
        file + ": expected the 2 classes of train.json, [car, van], found 1, [van]",
        () -> open(categories("van"), MASK));
    assertRefused(
        file
            + ": expected the classes of train.json, in the order of their ids; class 0 is"
            + " 'class_0', expected 'car'",
        () -> open(categories("class_0", "van"), MASK));
  }

  @Test
  void boxesOnlyAreRefused() {
    assertRefused(
        file + ": expected annotations with segmentations, found boxes only",
        () -> open(categories("car", "van"), "'segmentation': [], 'area': 64, "));
  }

  @Test
  void imagesThatCannotBeUsedAreRefused() throws IOException {
    Path image = directory.resolve("a.png");
    assertRefused(
        image + ": expected 41 x 30 pixels, as its annotations say, found 40 x 30",
        () -> open(categories("car", "van"), MASK, 41));
    byte[] bytes = Files.readAllBytes(image);
    Files.write(image, Arrays.copyOf(bytes, bytes.length / 2));
    assertThatIOException()
        .isThrownBy(() -> open(categories("car", "van"), MASK))
        .withMessageStartingWith(image.toString());
    Files.delete(image);
    assertRefused(
        "images: 1 of 1 images are missing: " + image, () -> open(categories("car", "van"), MASK));
  }

  @Test
  void aMissingAreaIsThatOfTheMaskAndSaid() throws IOException {
    open(categories("car", "van"), MASK);
    assertThat(notes)
        .contains(
            file
                + ": area: 1 of 1 annotations have none; it is taken from the mask of 1 and from"
                + " the box of 0");
  }
}
