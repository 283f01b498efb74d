package dev.quantmask.cli;

import dev.quantmask.io.FileInWork;
import dev.quantmask.text.Text;
import java.util.Optional;

/** Memory that was not enough: which memory, for what, and how to have more. */
final class MemoryShortage {
  private static final int MEGABYTE = 1 << 20;
  private static final String LIBTORCH = "can't allocate memory"; // c10/core/impl/alloc_cpu.cpp

  private MemoryShortage() {}

  /** Empty if the failure is another one. */
  static Optional<String> message(Throwable failure, String command) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof OutOfMemoryError) {
        return Optional.of(message(command, String.valueOf(cause.getMessage())));
      }
      if (String.valueOf(cause.getMessage()).contains(LIBTORCH)) {
        return Optional.of(message(command, "libtorch cannot allocate memory"));
      }
    }
    return Optional.empty();
  }

  private static String message(String command, String reason) {
    return Text.format(
        "%s ran out of memory (%s)%s; %s",
        command,
        reason,
        FileInWork.last().map(file -> ", the last file opened is " + file).orElse(""),
        advice(reason));
  }

  private static String advice(String reason) {
    if (reason.contains("Java heap space") || reason.contains("GC overhead limit")) {
      return Text.format(
          "give Java more than its %d MB: java -Xmx%dm -jar ...", maximum(), 2 * maximum());
    }
    if (reason.contains("direct buffer")) {
      return Text.format(
          "give Java more: java -XX:MaxDirectMemorySize=%dm -jar ...", 2 * maximum());
    }
    return "the system has no more: end other programs, raise the limits of this process (ulimit"
        + " -a), or use a machine with more memory; java -Xmx raises Java's own part";
  }

  private static long maximum() {
    return Runtime.getRuntime().maxMemory() / MEGABYTE;
  }
}
