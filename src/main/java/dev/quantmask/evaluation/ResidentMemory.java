package dev.quantmask.evaluation;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * Resident memory of this whole process, as Linux tells it, in megabytes of 10^6 bytes; NaN
 * elsewhere. See {@code proc_pid_status(5)} and {@code proc_pid_clear_refs(5)}.
 */
final class ResidentMemory {
  private static final Logger LOG = Logger.getLogger(ResidentMemory.class.getName());
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path CLEAR = Path.of("/proc/self/clear_refs");
  private static final String RESET_PEAK = "5";
  private static final double MEGABYTES_OF_KIB = 1024 / 1e6;

  private ResidentMemory() {}

  static double now() {
    return read("VmRSS:");
  }

  /** The most since {@link #beginPeak}. */
  static double peak() {
    return read("VmHWM:");
  }

  /**
   * Begins to look for a peak: what was freed and is kept for later goes back to the system first.
   *
   * @return what is resident now; NaN if no peak can be told
   */
  static double beginPeak() {
    giveBack();
    try {
      Files.writeString(CLEAR, RESET_PEAK);
    } catch (IOException e) {
      LOG.log(Level.FINE, "no peak of the resident memory", e);
      return Double.NaN;
    }
    return now();
  }

  /**
   * Without this, memory that one model has freed would be used by the next and not be seen there.
   * Java 17.0.9 and newer have the command, with glibc.
   */
  static void giveBack() {
    try {
      ManagementFactory.getPlatformMBeanServer()
          .invoke(
              new ObjectName("com.sun.management:type=DiagnosticCommand"),
              "systemTrimNativeHeap",
              new Object[0],
              new String[0]);
    } catch (JMException e) {
      LOG.log(Level.FINE, "freed memory stays", e);
    }
  }

  private static double read(String key) {
    try {
      for (String line : Files.readAllLines(STATUS)) {
        if (line.startsWith(key)) {
          String[] words = line.substring(key.length()).strip().split(" +", 2);
          return Long.parseLong(words[0]) * MEGABYTES_OF_KIB;
        }
      }
    } catch (IOException e) {
      LOG.log(Level.FINE, "no resident memory", e);
    }
    return Double.NaN;
  }
}
