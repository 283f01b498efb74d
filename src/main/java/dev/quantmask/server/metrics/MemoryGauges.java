package dev.quantmask.server.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The memory of the process as Linux counts it, libtorch's and the JVM's together: only the heap
 * can be told apart. Where there is no {@code /proc}, there are no gauges.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_status.5.html">proc_pid_status</a>
 */
@Singleton
final class MemoryGauges implements MeterBinder {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Map<String, String> KINDS =
      Map.of("anonymous", "RssAnon", "file", "RssFile", "shared", "RssShmem");

  @Override
  public void bindTo(MeterRegistry registry) {
    KINDS.forEach(
        (kind, field) -> {
          if (!Double.isNaN(bytes(STATUS, field))) {
            Gauge.builder("quantmask.memory.resident", STATUS, status -> bytes(status, field))
                .description("Resident memory of the process")
                .baseUnit("bytes")
                .tag("kind", kind)
                .register(registry);
          }
        });
  }

  /** Returns not a number when it cannot be told. */
  static double bytes(Path status, String field) {
    try {
      String text = Files.readString(status, StandardCharsets.ISO_8859_1);
      Matcher line =
          Pattern.compile("^" + field + ":\\s+(\\d+) kB$", Pattern.MULTILINE).matcher(text);
      return line.find() ? Long.parseLong(line.group(1)) * 1024.0 : Double.NaN;
    } catch (IOException e) {
      return Double.NaN;
    }
  }
}
