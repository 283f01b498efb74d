package dev.quantmask.capacity;

import java.util.Arrays;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.IntFunction;

/**
 * A pile of images, and how long machines take for it.
 *
 * @param machines with {@code cores} each, on each of which one image is in work
 * @param start seconds until a machine does its first image
 */
record Pile(long images, int machines, int cores, double start) {
  /**
   * Returns the hours of a job of Spark, whose tasks go to whoever is free.
   *
   * @param perTask images of a task
   */
  double sparkHours(int perTask, ServiceTimes times, long seed) {
    IntFunction<Work> works = times.works(seed);
    PriorityQueue<Double> free = new PriorityQueue<>();
    for (int i = 0; i < machines * cores; i++) {
      free.add(start);
    }
    double end = 0;
    for (long done = 0; done < images; done += perTask) {
      double seconds = 0;
      for (long i = done; i < Math.min(images, done + perTask); i++) {
        seconds += works.apply(0).total() / 1e9;
      }
      double ended = free.remove() + seconds;
      free.add(ended);
      end = Math.max(end, ended);
    }
    return end / 3600;
  }

  /**
   * Returns the hours of consumers of a topic, each of which has its partitions to the end. The
   * images of a key are in one partition, which its hash chooses.
   */
  double kafkaHours(int partitions, int keys, ServiceTimes times, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] consumers = new double[machines];
    for (int key = 0; key < keys; key++) {
      consumers[random.nextInt(partitions) % machines] += (double) images / keys;
    }
    double most = Arrays.stream(consumers).max().orElseThrow();
    return (start + most / times.most(cores)) / 3600;
  }
}
