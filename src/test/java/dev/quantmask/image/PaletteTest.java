package dev.quantmask.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PaletteTest {
  private static final Path PAGE =
      Path.of("src/main/resources/META-INF/resources/playground/palette.js");

  @Test
  void aClassHasTheSameColourInImagesAndOnThePage() throws IOException {
    List<String> page =
        Pattern.compile("\"#([0-9a-f]{6})\"")
            .matcher(Files.readString(PAGE))
            .results()
            .map((MatchResult found) -> found.group(1))
            .toList();
    List<String> images =
        IntStream.range(0, page.size())
            .mapToObj(number -> Text.format("%06x", Palette.colour(number).getRGB() & 0xffffff))
            .toList();
    assertThat(page).hasSize(20).doesNotHaveDuplicates().isEqualTo(images);
    assertThat(Palette.colour(page.size())).isEqualTo(Palette.colour(0));
  }
}
