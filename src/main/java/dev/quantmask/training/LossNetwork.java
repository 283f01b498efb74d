package dev.quantmask.training;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.util.Pair;
import dev.quantmask.coco.mask.Rle;
import dev.quantmask.detection.torch.TorchRuntime;
import dev.quantmask.io.TemporaryFile;
import dev.quantmask.model.network.NetworkParameter;
import dev.quantmask.model.network.TrainingNetwork;
import dev.quantmask.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The network with its losses in libtorch: {@code training.py}. For one thread. */
final class LossNetwork implements AutoCloseable {
  private static final int BOX = 4;
  private static final int LOSSES = 5;

  private final Model model;
  private final List<TrainedTensor> tensors;

  private LossNetwork(Model model, List<TrainedTensor> tensors) {
    this.model = model;
    this.tensors = tensors;
  }

  /** A parameter in libtorch's memory. */
  record TrainedTensor(NetworkParameter parameter, NDArray array) {}

  /**
   * Loads the network.
   *
   * @param weights by name, of every parameter
   */
  static LossNetwork load(TrainingNetwork network, Map<String, Tensor> weights, Device device)
      throws IOException {
    Model model = Model.newInstance("training", device, TorchRuntime.ENGINE);
    try (TemporaryFile archive = TemporaryFile.create(".pt")) {
      network.write(archive.path(), weights);
      model.load(archive.path(), null, Map.of("trainParam", "true", "mapLocation", "true"));
      return new LossNetwork(model, tensors(network, model));
    } catch (MalformedModelException | EngineException e) {
      model.close();
      throw new IOException("libtorch cannot load the network: " + TorchRuntime.reason(e), e);
    } catch (IOException | RuntimeException e) {
      model.close();
      throw e;
    }
  }

  private static List<TrainedTensor> tensors(TrainingNetwork network, Model model) {
    Map<String, NDArray> byPath = new HashMap<>();
    for (Pair<String, Parameter> parameter : model.getBlock().getParameters()) {
      byPath.put(parameter.getValue().getName(), parameter.getValue().getArray());
    }
    List<TrainedTensor> tensors = new ArrayList<>();
    for (NetworkParameter parameter : network.parameters()) {
      NDArray array = byPath.remove(parameter.path());
      if (array == null) {
        throw new IllegalStateException("the archive has no parameter " + parameter.path());
      }
      tensors.add(new TrainedTensor(parameter, array));
    }
    return List.copyOf(tensors);
  }

  /** Every parameter, in the order in which Detectron2 stores them. */
  List<TrainedTensor> tensors() {
    return tensors;
  }

  /** The name of a parameter in which a value is infinite or no number. */
  Optional<String> firstThatIsNotFinite() {
    return tensors.stream()
        .filter(tensor -> !isFinite(tensor.array()))
        .map(tensor -> tensor.parameter().name())
        .findFirst();
  }

  private static boolean isFinite(NDArray array) {
    try (NDArray sizes = array.abs();
        NDArray largest = sizes.max()) {
      return Float.isFinite(largest.getFloat());
    }
  }

  NDManager newManager() {
    return model.getNDManager().newSubManager();
  }

  /**
   * Computes losses and adds their gradients to those of the parameters.
   *
   * @param seed of the samples that losses are computed on
   */
  Losses backward(Batch batch, int seed) {
    Engine engine = Engine.getEngine(TorchRuntime.ENGINE);
    engine.setRandomSeed(seed);
    try (NDManager manager = newManager();
        GradientCollector collector = engine.newGradientCollector()) {
      NDList outputs =
          model
              .getBlock()
              .forward(new ParameterStore(manager, false), inputs(batch, manager), true);
      NDArray losses = outputs.get(0);
      float[] values = losses.toFloatArray();
      long[] counts = outputs.get(1).toLongArray();
      if (values.length != LOSSES) {
        throw new IllegalStateException("expected 5 losses, found " + values.length);
      }
      collector.backward(losses.sum());
      return new Losses(
          values[0], values[1], values[2], values[3], values[4], counts[0], counts[1], counts[2],
          counts[3]);
    }
  }

  /** Lists have the same name in each of their elements; so DJL knows them. */
  private static NDList inputs(Batch batch, NDManager manager) {
    NDList images = new NDList();
    NDList masks = new NDList();
    NDList boxes = new NDList();
    NDList classes = new NDList();
    long[] plan = new long[batch.items().size() * 3];
    for (int i = 0; i < batch.items().size(); i++) {
      Batch.Item item = batch.items().get(i);
      images.add(named(image(item, manager), "images[]"));
      masks.add(named(masks(item, manager), "masks[]"));
      boxes.add(named(boxes(item, manager), "boxes[]"));
      classes.add(named(classes(item, manager), "classes[]"));
      plan[3 * i] = item.plan().height();
      plan[3 * i + 1] = item.plan().width();
      plan[3 * i + 2] = item.plan().mirrored() ? 1 : 0;
    }
    return images
        .addAll(masks)
        .addAll(boxes)
        .addAll(classes)
        .addAll(new NDList(manager.create(plan, new Shape(plan.length / 3, 3))));
  }

  private static NDArray named(NDArray array, String name) {
    array.setName(name);
    return array;
  }

  private static NDArray image(Batch.Item item, NDManager manager) {
    Shape shape = new Shape(item.image().height(), item.image().width(), 3);
    return manager.create(ByteBuffer.wrap(item.image().pixels()), shape, DataType.UINT8);
  }

  private static NDArray masks(Batch.Item item, NDManager manager) {
    int height = item.image().height();
    int width = item.image().width();
    List<Example.Truth> objects = item.example().objects();
    byte[] pixels = new byte[Math.multiplyExact(objects.size(), height * width)];
    for (int i = 0; i < objects.size(); i++) {
      Rle mask = objects.get(i).mask();
      boolean[] inside = mask.decode();
      for (int pixel = 0; pixel < inside.length; pixel++) {
        pixels[i * inside.length + pixel] = (byte) (inside[pixel] ? 1 : 0);
      }
    }
    Shape shape = new Shape(objects.size(), height, width);
    return manager.create(ByteBuffer.wrap(pixels), shape, DataType.UINT8);
  }

  private static NDArray boxes(Batch.Item item, NDManager manager) {
    List<Example.Truth> objects = item.example().objects();
    float[] boxes = new float[objects.size() * BOX];
    for (int i = 0; i < objects.size(); i++) {
      System.arraycopy(objects.get(i).box(), 0, boxes, i * BOX, BOX);
    }
    return manager.create(boxes, new Shape(objects.size(), BOX));
  }

  private static NDArray classes(Batch.Item item, NDManager manager) {
    long[] classes = item.example().objects().stream().mapToLong(Example.Truth::classId).toArray();
    return manager.create(classes, new Shape(classes.length));
  }

  @Override
  public void close() {
    model.close();
  }
}
