package dev.quantmask.server.grpc;

import com.google.protobuf.CodedInputStream;
import dev.quantmask.server.openinference.InputTensor;
import dev.quantmask.server.problem.ProblemException;
import inference.InferTensorContents;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads {@code InferTensorContents}: of its fields those of the types that inputs here have. */
final class ContentsReader {
  private static final int LENGTH_DELIMITED = 2;
  private static final int MOST_FILES = 1_024; // as many images can be configured

  private final CodedInputStream in;
  private final ByteArrayOutputStream numbers = new ByteArrayOutputStream();
  private final ByteArrayOutputStream files = new ByteArrayOutputStream();
  private int fileCount;

  ContentsReader(CodedInputStream in) {
    this.in = in;
  }

  InputTensor.Content read() throws IOException {
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag) {
        case InferTensorContents.UINT_CONTENTS_FIELD_NUMBER << 3 -> number();
        case InferTensorContents.UINT_CONTENTS_FIELD_NUMBER << 3 | LENGTH_DELIMITED -> {
          int all = in.pushLimit(in.readRawVarint32());
          while (!in.isAtEnd()) {
            number();
          }
          in.popLimit(all);
        }
        case InferTensorContents.BYTES_CONTENTS_FIELD_NUMBER << 3 | LENGTH_DELIMITED -> file();
        default ->
            throw ProblemException.badRequest(
                "inputs[0].contents: expected uint_contents or bytes_contents, found field %d",
                tag >>> 3);
      }
    }
    if (fileCount > 0 && numbers.size() > 0) {
      throw ProblemException.badRequest(
          "inputs[0].contents: expected uint_contents or bytes_contents, found both");
    }
    byte[] bytes = files.toByteArray();
    return fileCount > 0
        ? new InputTensor.Binary(bytes, 0, bytes.length)
        : new InputTensor.Numbers(numbers.toByteArray());
  }

  private void number() throws IOException {
    int value = in.readUInt32();
    if (value < 0 || value > 255) {
      throw ProblemException.badRequest(
          "inputs[0].contents, element %d: expected 0 to 255, found %s",
          numbers.size(), Integer.toUnsignedString(value));
    }
    numbers.write(value);
  }

  /** As raw contents have it: with its length before it. */
  private void file() throws IOException {
    if (fileCount++ == MOST_FILES) {
      throw ProblemException.badRequest(
          "inputs[0].contents: expected at most %d bytes_contents", MOST_FILES);
    }
    byte[] file = in.readByteArray();
    files.writeBytes(
        ByteBuffer.allocate(Integer.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(file.length)
            .array());
    files.writeBytes(file);
  }
}
