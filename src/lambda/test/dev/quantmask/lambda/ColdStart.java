package dev.quantmask.lambda;

import dev.quantmask.lambda.RuntimeInterface.Call;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where the time of a cold start goes: starts the packaged function as Lambda does, hands it a
 * frame twice as a function URL does, and ends it.
 *
 * <p>Arguments: a frame, the number of runs, and the command that starts the function. Prints
 * milliseconds: to the first question for an event, from there to the answer, and to the next one.
 */
final class ColdStart {
  private ColdStart() {}

  public static void main(String... arguments) throws Exception {
    byte[] frame = Files.readAllBytes(Path.of(arguments[0]));
    String event = Lambda.request("/v1/detections", "", "image/jpeg", frame).toString();
    int runs = Integer.parseInt(arguments[1]);
    List<String> command = Arrays.asList(arguments).subList(2, arguments.length);
    List<double[]> phases = new ArrayList<>();
    for (int run = 0; run < runs; run++) {
      phases.add(run(command, event.getBytes(StandardCharsets.UTF_8)));
      System.out.println(Arrays.toString(phases.get(run)));
    }
    System.out.print(
        Text.format(
            "median: init %.0f, first event %.0f, second event %.0f%n",
            median(phases, 0), median(phases, 1), median(phases, 2)));
  }

  private static double median(List<double[]> phases, int phase) {
    double[] sorted = phases.stream().mapToDouble(each -> each[phase]).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private static double[] run(List<String> command, byte[] event)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    try (RuntimeInterface lambda = new RuntimeInterface(command, Redirect.INHERIT)) {
      lambda.hand(event);
      lambda.hand(event);
      long asked = lambda.next().moment();
      long answered = answered(lambda.next());
      long askedAgain = lambda.next().moment();
      long answeredAgain = answered(lambda.next());
      return new double[] {
        milliseconds(start, asked),
        milliseconds(asked, answered),
        milliseconds(askedAgain, answeredAgain)
      };
    }
  }

  private static long answered(Call call) {
    if (!call.isAnswer()) {
      throw new IllegalStateException(
          call.path() + ": " + new String(call.body(), StandardCharsets.UTF_8));
    }
    return call.moment();
  }

  private static double milliseconds(long from, long to) {
    return Math.round((to - from) / 1e4) / 100.0;
  }
}
