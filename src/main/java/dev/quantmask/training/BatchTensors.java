package dev.quantmask.training;

import dev.quantmask.coco.mask.Rle;
import dev.quantmask.engine.TorchMemory;
import dev.quantmask.engine.TorchTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** Makes the tensors of a batch that {@code forward} of {@code training.py} takes. */
final class BatchTensors {
  private static final int BOX = 4;
  private static final int EDGE = 6;

  private BatchTensors() {}

  /** Returns the tensors in the order of the arguments; they live as long as the memory. */
  static List<TorchTensor> of(Batch batch, TorchMemory memory) {
    List<Batch.Item> items = batch.items();
    List<TorchTensor> inputs = new ArrayList<>();
    items.forEach(item -> inputs.add(memory.image(item.image()).inList("images")));
    items.forEach(item -> inputs.add(masks(item, memory).inList("masks")));
    items.forEach(item -> inputs.add(rows(item, memory).inList("rows")));
    items.forEach(item -> inputs.add(outlines(item, memory).inList("outlines")));
    items.forEach(item -> inputs.add(boxes(item, memory).inList("boxes")));
    items.forEach(item -> inputs.add(classes(item, memory).inList("classes")));
    long[] plan =
        items.stream()
            .map(Batch.Item::plan)
            .flatMapToLong(one -> LongStream.of(one.height(), one.width(), one.mirrored() ? 1 : 0))
            .toArray();
    inputs.add(memory.longs(plan, items.size(), 3));
    return inputs;
  }

  private static TorchTensor masks(Batch.Item item, TorchMemory memory) {
    int height = item.image().height();
    int width = item.image().width();
    List<Rle> masks =
        item.example().objects().stream()
            .filter(object -> object.outlines().isEmpty())
            .map(Example.Truth::mask)
            .toList();
    byte[] pixels = new byte[Math.multiplyExact(masks.size(), height * width)];
    for (int i = 0; i < masks.size(); i++) {
      boolean[] inside = masks.get(i).decode();
      for (int pixel = 0; pixel < inside.length; pixel++) {
        pixels[i * inside.length + pixel] = (byte) (inside[pixel] ? 1 : 0);
      }
    }
    return memory.bytes(pixels, masks.size(), height, width);
  }

  /** The mask of each object, by its number; -1 where there is none. */
  private static TorchTensor rows(Batch.Item item, TorchMemory memory) {
    List<Example.Truth> objects = item.example().objects();
    long[] rows = new long[objects.size()];
    long next = 0;
    for (int i = 0; i < rows.length; i++) {
      rows[i] = objects.get(i).outlines().isEmpty() ? next++ : -1;
    }
    return memory.longs(rows, rows.length);
  }

  /** A row for each edge: object, ring of the object, and both ends. */
  private static TorchTensor outlines(Batch.Item item, TorchMemory memory) {
    List<Example.Truth> objects = item.example().objects();
    int count =
        objects.stream()
            .flatMap(object -> object.outlines().stream())
            .mapToInt(ring -> ring.length / 2)
            .sum();
    double[] edges = new double[Math.multiplyExact(count, EDGE)];
    int place = 0;
    for (int object = 0; object < objects.size(); object++) {
      List<double[]> rings = objects.get(object).outlines();
      for (int number = 0; number < rings.size(); number++) {
        double[] ring = rings.get(number);
        int corners = ring.length / 2;
        for (int i = 0; i < corners; i++) {
          int next = (i + 1) % corners;
          edges[place++] = object;
          edges[place++] = number;
          edges[place++] = ring[2 * i];
          edges[place++] = ring[2 * i + 1];
          edges[place++] = ring[2 * next];
          edges[place++] = ring[2 * next + 1];
        }
      }
    }
    return memory.doubles(edges, count, EDGE);
  }

  private static TorchTensor boxes(Batch.Item item, TorchMemory memory) {
    List<Example.Truth> objects = item.example().objects();
    float[] boxes = new float[objects.size() * BOX];
    for (int i = 0; i < objects.size(); i++) {
      System.arraycopy(objects.get(i).box(), 0, boxes, i * BOX, BOX);
    }
    return memory.floats(boxes, objects.size(), BOX);
  }

  private static TorchTensor classes(Batch.Item item, TorchMemory memory) {
    long[] classes = item.example().objects().stream().mapToLong(Example.Truth::classId).toArray();
    return memory.longs(classes, classes.length);
  }
}
