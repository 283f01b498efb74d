package dev.quantmask.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Sends every stored event, and images of up to 48 megapixels, to the packaged function under the
 * emulator, and prints what it takes. It fails where an event has another outcome than it should,
 * where an image has no answer, and where the function takes more memory than it is given.
 *
 * <p>Arguments: the emulator, and the sizes of memory in MB.
 */
final class EmulatorReport {
  private static final int WARM = 9;
  private static final Path FRAME = Path.of("test-data/frames/frame_000002.jpg");
  private static final Path LOGS = Path.of("target/lambda/emulator");

  private final List<String> problems = new ArrayList<>();
  private int events;

  private EmulatorReport() {}

  /** Milliseconds, and MB. */
  private record Row(
      int memory, double cold, double warm, double megapixels24, double megapixels48, long peak) {}

  public static void main(String... arguments) throws Exception {
    Files.createDirectories(LOGS);
    Path emulator = Path.of(arguments[0]);
    EmulatorReport report = new EmulatorReport();
    List<Row> rows = new ArrayList<>();
    for (String memory : Arrays.copyOfRange(arguments, 1, arguments.length)) {
      rows.add(report.measure(emulator, Integer.parseInt(memory)));
    }
    report.print(rows);
    System.exit(report.problems.isEmpty() ? 0 : 1);
  }

  private Row measure(Path emulator, int memory) throws IOException, InterruptedException {
    Path log = LOGS.resolve(memory + ".log");
    try (Emulator function = new Emulator(emulator, memory, log)) {
      function.awaitPort();
      String frame = request(Files.readAllBytes(FRAME));
      double cold = time(function, frame, memory + " MB, the first event");
      double[] warm = new double[WARM];
      for (int i = 0; i < WARM; i++) {
        warm[i] = time(function, frame, memory + " MB, a further event");
      }
      Arrays.sort(warm);
      for (StoredEvent event : StoredEvent.all()) {
        check(event, function.invoke(event.event()), memory);
      }
      double megapixels24 = large(function, memory, 6000, 4000);
      double megapixels48 = large(function, memory, 8000, 6000);
      long peak = function.peak();
      if (peak > memory) {
        problems.add(Text.format("%d MB: the function has taken %d MB", memory, peak));
      }
      return new Row(memory, cold, warm[WARM / 2], megapixels24, megapixels48, peak);
    }
  }

  private void check(StoredEvent event, JsonNode outcome, int memory) {
    events++;
    if (event.fails() != outcome.has("errorMessage")) {
      problems.add(Text.format("%d MB, %s: %s", memory, event, outcome));
    }
    event
        .differences(outcome)
        .forEach(
            difference -> problems.add(Text.format("%d MB, %s: %s", memory, event, difference)));
  }

  /** The slower one of two: what the first has left behind may be in the way of the second. */
  private double large(Emulator function, int memory, int width, int height)
      throws IOException, InterruptedException {
    String event = request(LargeImage.jpeg(width, height, 0.75f));
    String name = Text.format("%d MB, %d x %d pixels", memory, width, height);
    return Math.max(time(function, event, name), time(function, event, name));
  }

  private double time(Emulator function, String event, String name)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    JsonNode response = function.invoke(event);
    double milliseconds = (System.nanoTime() - start) / 1e6;
    if (response.path("statusCode").asInt() != 200) {
      problems.add(name + ": " + response);
    }
    return milliseconds;
  }

  private static String request(byte[] image) {
    return Lambda.request("/v1/detections", "masks=none", "image/jpeg", image).toString();
  }

  private void print(List<Row> rows) {
    System.out.println("Lambda, the packaged function under aws-lambda-rie, ms and MB:");
    System.out.println("  memory     cold     warm    24 MP    48 MP     peak");
    for (Row row : rows) {
      System.out.print(
          Text.format(
              "  %6d %8.0f %8.0f %8.0f %8.0f %8d%n",
              row.memory, row.cold, row.warm, row.megapixels24, row.megapixels48, row.peak));
    }
    System.out.print(Text.format("  %d events, %d problems%n", events, problems.size()));
    problems.forEach(problem -> System.out.println("  " + problem));
  }
}
