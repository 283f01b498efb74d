package dev.quantmask.quantization.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.quantmask.model.quantization.ActivationRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RangesFileTest {
  @TempDir Path directory;

  @Test
  void whatIsWrittenIsReadAgainToTheLastDigit() throws IOException {
    Map<String, ActivationRange> ranges =
        Map.of(
            "backbone.stem", new ActivationRange(0.1 / 3, 0),
            "fpn.lateral2", new ActivationRange(Math.nextUp(0.02), 131));
    Path file = directory.resolve("ranges.json");
    RangesFile.write(file, ranges);

    assertThat(RangesFile.read(file)).isEqualTo(ranges);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | expected ranges of format 1",
        "null | expected ranges of format 1",
        "{\"format\": 2, \"ranges\": {}} | expected ranges of format 1",
        "{\"format\": 1, \"ranges\": {\"a\": {\"scale\": 0, \"zeroPoint\": 0}}} | ranges.a: expected a scale above 0",
        "{\"format\": 1, \"ranges\": {\"a\": {\"scale\": \"NaN\", \"zeroPoint\": 0}}} | ranges.a: expected a scale above 0",
        "{\"format\": 1, \"ranges\": {\"a\": {\"scale\": 1, \"zeroPoint\": 256}}} | zeroPoint of 0 to 255",
        "{\"format\": 1, \"ranges\": {\"a\": null}} | ranges.a: expected",
        "{\"format\": 1, \"ranges\": {\"a\": {\"scale\": 1}} | Unexpected end-of-input",
      })
  void whatCannotBeUsed(String text, String message) throws IOException {
    Path file = directory.resolve("ranges.json");
    Files.writeString(file, text);

    assertThatIOException()
        .isThrownBy(() -> RangesFile.read(file))
        .withMessageStartingWith(file.toString())
        .withMessageContaining(message);
  }
}
