package dev.quantmask.server.openinference;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Receives the elements of a tensor, in row-major order. */
public interface TensorSink {
  void number(float value);

  void number(long value);

  void text(String value);

  /** Elements of a JSON array. */
  record Json(JsonGenerator generator) implements TensorSink {
    @Override
    public void number(float value) {
      write(() -> generator.writeNumber(value));
    }

    @Override
    public void number(long value) {
      write(() -> generator.writeNumber(value));
    }

    @Override
    public void text(String value) {
      write(() -> generator.writeString(value));
    }

    private interface Write {
      void run() throws IOException;
    }

    private static void write(Write write) {
      try {
        write.run();
      } catch (IOException e) {
        throw new UncheckedIOException(e); // memory is always there
      }
    }
  }

  /** Little-endian; a text is its length in four bytes, and UTF-8. */
  record Binary(ByteArrayOutputStream bytes) implements TensorSink {
    @Override
    public void number(float value) {
      bytes.writeBytes(littleEndian(Float.BYTES).putFloat(value).array());
    }

    @Override
    public void number(long value) {
      bytes.writeBytes(littleEndian(Long.BYTES).putLong(value).array());
    }

    @Override
    public void text(String value) {
      byte[] text = value.getBytes(UTF_8);
      bytes.writeBytes(littleEndian(Integer.BYTES).putInt(text.length).array());
      bytes.writeBytes(text);
    }

    private static ByteBuffer littleEndian(int size) {
      return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
  }
}
