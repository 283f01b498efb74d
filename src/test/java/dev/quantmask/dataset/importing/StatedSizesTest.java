package dev.quantmask.dataset.importing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.dataset.format.AnnotationFormat;
import dev.quantmask.dataset.format.AnnotationFormats;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Masks of a few bytes that say they are gigabytes: refused before the memory is asked for. */
class StatedSizesTest {
  private static final String TOO_LARGE =
      "image too large: expected at most 64000000 pixels, found 16000 x 16000 = 256000000";

  @TempDir private Path directory;

  private void assertRefused(AnnotationFormat format, String name, String text) throws IOException {
    ImportFixture fixture = new ImportFixture(directory, format).file(name, text).input(name);
    assertThat(fixture.withoutImages().skipBroken().findings())
        .singleElement()
        .asString()
        .endsWith(TOO_LARGE);
  }

  @Test
  void runLengthsOfCoco() throws IOException {
    assertRefused(
        AnnotationFormats.named("coco"),
        "coco.json",
        """
        {'images': [{'id': 1, 'file_name': 'a.png', 'width': 16000, 'height': 16000}],
         'categories': [{'id': 1, 'name': 'a'}], 'annotations': [{'id': 1, 'image_id': 1, 'category_id': 1,
           'segmentation': {'size': [16000, 16000], 'counts': [0, 256000000]}}]}
        """);
  }

  @Test
  void aMaskOfCvat() throws IOException {
    String xml =
        "<annotations><image name='a.png' width='40' height='30'><mask label='a' rle='256000000'"
            + " left='0' top='0' width='16000' height='16000'/></image></annotations>";
    assertRefused(AnnotationFormats.named("cvat"), "annotations.xml", xml);
  }

  @Test
  void aBrushOfLabelStudio() throws IOException {
    assertRefused(
        AnnotationFormats.named("labelstudio"),
        "tasks.json",
        """
        [{'id': 1, 'data': {'image': 'a.png'}, 'annotations': [{'result': [{'id': 'b', 'type': 'brushlabels',
          'original_width': 16000, 'original_height': 16000,
          'value': {'format': 'rle', 'rle': [61, 9, 0, 0, 0], 'brushlabels': ['a']}}]}]}]
        """);
  }
}
