package dev.quantmask.capacity;

import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** Streams to real instances, whose frames are due when the simulation has them. */
final class RealStreams {
  private RealStreams() {}

  private record Due(long time, int stream) {}

  /**
   * @param ports of the instances, over which the streams are spread evenly
   * @param plan when each frame of each stream is due, in nanoseconds from the start
   * @param timeout milliseconds of each frame
   */
  static Tally send(List<Integer> ports, List<byte[]> images, List<long[]> plan, long timeout)
      throws InterruptedException {
    List<Due> frames =
        IntStream.range(0, plan.size())
            .boxed()
            .flatMap(i -> Arrays.stream(plan.get(i)).mapToObj(time -> new Due(time, i)))
            .sorted(Comparator.comparingLong(Due::time))
            .toList();
    Tally tally = new Tally(0);
    HttpClient client = HttpClient.newHttpClient();
    long start = System.nanoTime() + TimeUnit.SECONDS.toNanos(2); // to connect
    List<RealStream> streams = new ArrayList<>();
    for (int i = 0; i < plan.size(); i++) {
      streams.add(new RealStream(client, ports.get(i % ports.size()), timeout, tally, start));
    }
    int sent = 0;
    for (Due frame : frames) {
      while (System.nanoTime() - start < frame.time) {
        LockSupport.parkNanos(start + frame.time - System.nanoTime());
      }
      streams.get(frame.stream).send(images.get(sent++ % images.size()), frame.time);
    }
    for (RealStream stream : streams) {
      stream.finish();
    }
    return tally;
  }
}
