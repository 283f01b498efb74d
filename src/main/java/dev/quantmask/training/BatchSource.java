package dev.quantmask.training;

import dev.quantmask.image.ImageFile;
import dev.quantmask.image.ImageLimits;
import dev.quantmask.image.RgbImage;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Batches, in an order that depends on the seed and the iteration alone: an interrupted training
 * continues with the batches that it would have had.
 */
final class BatchSource {
  private final List<Example> examples;
  private final Augmentation augmentation;
  private final int batchSize;
  private final long seed;
  private int shuffledEpoch = -1;
  private int[] order;

  BatchSource(List<Example> examples, Augmentation augmentation, int batchSize, long seed) {
    this.examples = examples;
    this.augmentation = augmentation;
    this.batchSize = batchSize;
    this.seed = seed;
  }

  /**
   * The batch of an iteration, counted from 0.
   *
   * @throws IOException naming an image that cannot be used
   */
  Batch batch(int iteration) throws IOException {
    int[] chosen = new int[batchSize];
    for (int i = 0; i < batchSize; i++) {
      chosen[i] = exampleAt((long) iteration * batchSize + i);
    }
    try {
      return new Batch(
          IntStream.range(0, batchSize)
              .parallel()
              .mapToObj(i -> item(examples.get(chosen[i]), (long) iteration * batchSize + i))
              .toList());
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private Batch.Item item(Example example, long position) {
    RgbImage image = decode(example);
    SplittableRandom random = new SplittableRandom(mix(seed, position));
    return new Batch.Item(example, image, augmentation.plan(image.height(), image.width(), random));
  }

  private static RgbImage decode(Example example) {
    try {
      RgbImage image = ImageFile.read(example.file(), ImageLimits.DEFAULT);
      if (image.width() != example.width() || image.height() != example.height()) {
        throw new IOException(
            Text.format(
                "%s: expected %d x %d as annotated, found %d x %d",
                example.file(), example.width(), example.height(), image.width(), image.height()));
      }
      return image;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every epoch is another permutation of all examples. */
  private int exampleAt(long position) {
    int epoch = (int) (position / examples.size());
    if (epoch != shuffledEpoch) {
      order = shuffled(epoch);
      shuffledEpoch = epoch;
    }
    return order[(int) (position % examples.size())];
  }

  private int[] shuffled(int epoch) {
    int[] shuffled = IntStream.range(0, examples.size()).toArray();
    SplittableRandom random = new SplittableRandom(mix(seed, ~(long) epoch));
    for (int i = shuffled.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int held = shuffled[i];
      shuffled[i] = shuffled[other];
      shuffled[other] = held;
    }
    return shuffled;
  }

  /** Mixes, so that neighbouring positions do not get neighbouring seeds. */
  private static long mix(long seed, long position) {
    return new SplittableRandom(seed * 0x9E3779B97F4A7C15L + position).nextLong();
  }
}
