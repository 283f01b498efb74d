package dev.quantmask.server.grpc;

import dev.quantmask.server.problem.ProblemException;
import dev.quantmask.text.Text;
import io.vertx.core.buffer.Buffer;
import java.util.function.Consumer;

/**
 * Finds the messages in the bytes of a call: each has a byte before it that tells whether it is
 * compressed, and its length in four bytes. It holds at most one that has not come whole.
 */
final class MessageReader {
  static final int PREFIX = 5;

  private final int most;
  private final Consumer<Framed> messages;
  private Buffer waiting = Buffer.buffer();

  /**
   * @param most bytes of a message
   */
  MessageReader(int most, Consumer<Framed> messages) {
    this.most = most;
    this.messages = messages;
  }

  /** A message as it was sent. */
  record Framed(byte[] bytes, boolean isPacked) {}

  static ProblemException tooLarge(int most) {
    return new ProblemException(
        413, Text.format("the message is too large: expected at most %d bytes", most));
  }

  /** Reads the messages of bytes that are not written to any more. */
  void receive(Buffer bytes) {
    Buffer all = waiting.length() == 0 ? bytes : waiting.appendBuffer(bytes);
    int from = 0;
    while (all.length() - from >= PREFIX) {
      int end = end(all, from);
      if (end > all.length()) {
        break;
      }
      messages.accept(new Framed(all.getBytes(from + PREFIX, end), all.getByte(from) == 1));
      from = end;
    }
    if (from == all.length()) {
      waiting = Buffer.buffer();
    } else if (from > 0 || all == bytes) {
      waiting = all.getBuffer(from, all.length());
    }
  }

  private int end(Buffer all, int from) {
    int flag = all.getUnsignedByte(from);
    if (flag > 1) {
      throw ProblemException.badRequest(
          "a message begins with %d: expected 0, or 1 if it is compressed", flag);
    }
    long length = all.getUnsignedInt(from + 1);
    if (length > most) {
      throw tooLarge(most);
    }
    return from + PREFIX + (int) length;
  }

  /**
   * @throws ProblemException when the last message has not come whole
   */
  void end() {
    if (waiting.length() > 0) {
      throw ProblemException.badRequest(
          "the call ends within a message: expected all of it, found %d bytes", waiting.length());
    }
  }
}
