package dev.quantmask.server.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quantmask.server.problem.ProblemException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MessageEncodingTest {
  private static final int MOST = 300_000;

  private static byte[] packed(MessageEncoding encoding, byte[]... contents) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    for (byte[] content : contents) {
      try (var out =
          encoding == MessageEncoding.GZIP
              ? new GZIPOutputStream(packed)
              : new DeflaterOutputStream(packed)) {
        out.write(content);
      }
    }
    return packed.toByteArray();
  }

  private static byte[] read(MessageEncoding encoding, byte[] packed) throws Exception {
    return encoding.read(
        new MessageReader.Framed(packed, true), MOST, MessageEncoding.Memory.UNCOUNTED);
  }

  @Test
  void membersAreOneMessage() throws Exception {
    byte[] packed = packed(MessageEncoding.GZIP, new byte[] {1, 2}, new byte[] {3});
    assertThat(read(MessageEncoding.GZIP, packed)).containsExactly(1, 2, 3);
  }

  @ParameterizedTest
  @EnumSource(names = {"GZIP", "DEFLATE"})
  void aMessageIsWholeAndNothingIsBehindIt(MessageEncoding encoding) throws Exception {
    byte[] packed = packed(encoding, new byte[] {1, 2});
    String expected = "a message cannot be unpacked: expected " + encoding + ", as grpc-encoding";
    for (int length : new int[] {0, 5, packed.length - 1, packed.length + 1}) {
      byte[] other = Arrays.copyOf(packed, length);
      assertThatThrownBy(() -> read(encoding, other))
          .isInstanceOf(ProblemException.class)
          .hasMessageStartingWith(expected)
          .hasMessageEndingWith(
              length < packed.length ? "found an early end" : "found bytes behind its end");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"GZIP", "DEFLATE"})
  void memoryIsAskedForBeforeItIsUsedAndNotMoreThanMayBe(MessageEncoding encoding)
      throws Exception {
    List<Long> steps = new ArrayList<>();
    byte[] packed = packed(encoding, new byte[MOST]);
    byte[] message = encoding.read(new MessageReader.Framed(packed, true), MOST, steps::add);
    assertThat(message).isEqualTo(new byte[MOST]);
    assertThat(steps).containsExactly(65_536L, 65_536L, 131_072L, 37_856L);
    byte[] larger = packed(encoding, new byte[MOST + 1]);
    assertThatThrownBy(() -> read(encoding, larger))
        .hasMessage("the message is too large: expected at most 300000 bytes");
  }
}
