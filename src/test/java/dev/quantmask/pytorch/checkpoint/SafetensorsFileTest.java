package dev.quantmask.pytorch.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.quantmask.pytorch.io.ByteSource;
import dev.quantmask.pytorch.io.MalformedCheckpointException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Headers that contradict themselves or the file are refused before a value is read. */
class SafetensorsFileTest {
  private static final String GOOD =
      "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
          + "\"b\":{\"dtype\":\"U8\",\"shape\":[],\"data_offsets\":[8,9]}}";

  private static ByteSource file(String header, int valueBytes) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes =
        ByteBuffer.allocate(8 + json.length + valueBytes).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(json.length).put(json);
    return ByteSource.of("file", bytes.rewind());
  }

  private static void assertMalformed(String message, String header, int valueBytes) {
    assertThatExceptionOfType(MalformedCheckpointException.class)
        .isThrownBy(() -> Checkpoint.read(file(header, valueBytes)))
        .withMessageStartingWith("file, byte ")
        .withMessageContaining(message);
  }

  @Test
  void tensorsAreViewsOfTheValues() throws IOException {
    Checkpoint checkpoint = Checkpoint.read(file(GOOD + "   ", 9));

    assertThat(checkpoint.format()).isEqualTo("safetensors");
    assertThat(checkpoint.tensors().keySet()).containsExactly("a", "b");
    assertThat(checkpoint.tensors().get("b").shape()).isEmpty();
  }

  @Test
  void offsetsCoverTheValuesOnce() {
    assertMalformed("expected the end after the last tensor, found 1 bytes", GOOD, 10);
    assertMalformed(
        "'b': expected data_offsets from 0 to 8, found 9".replace("expected ", ""), GOOD, 8);
    assertMalformed("data_offsets that begin at 8", GOOD.replace("[8,9]", "[7,8]"), 9);
    assertMalformed("data_offsets of 8 bytes", GOOD.replace("[0,8]", "[0,7]"), 9);
    assertMalformed("data_offsets of 8 bytes", GOOD.replace("[0,8]", "[8,0]"), 9);
  }

  @Test
  void fieldsAreChecked() {
    assertMalformed("found 'F8_E4M3'", GOOD.replace("F32", "F8_E4M3"), 9);
    assertMalformed("shape from 0 to 2147483647, found -2", GOOD.replace("[2]", "[-2]"), 9);
    assertMalformed("shape from 0 to 2147483647, found 2.0", GOOD.replace("[2]", "[2.0]"), 9);
    assertMalformed("dtype, shape and two data_offsets", GOOD.replace("\"shape\":[2],", ""), 9);
    assertMalformed("2147483647", GOOD.replace("[2]", "[2147483647,2147483647,2147483647]"), 9);
    assertMalformed(
        "dtype", GOOD.replace("{\"dtype\":\"U8\",\"shape\":[],\"data_offsets\":[8,9]}", "3"), 9);
  }

  @Test
  void headersAreOneObjectWithoutDuplicates() {
    assertMalformed("Duplicate field 'a'", GOOD.replace("\"b\"", "\"a\""), 9);
    assertMalformed("the header does not end with its object", GOOD + "{}", 9);
    assertMalformed("the header is no JSON", GOOD.substring(0, 30), 9);
  }

  @Test
  void headersAreBounded() {
    ByteBuffer bytes = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(90_000_000).put((byte) '{');
    assertThatExceptionOfType(MalformedCheckpointException.class)
        .isThrownBy(() -> Checkpoint.read(ByteSource.of("file", bytes.rewind())))
        .withMessage("file, byte 0: expected a header of at most 16777216 bytes, found 90000000");
  }
}
