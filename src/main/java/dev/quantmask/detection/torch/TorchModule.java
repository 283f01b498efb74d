package dev.quantmask.detection.torch;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import dev.quantmask.detection.InferenceException;
import dev.quantmask.image.RgbImage;
import dev.quantmask.io.TemporaryFile;
import java.io.IOException;
import java.nio.file.Path;

/** A TorchScript module on the CPU, of which any method can be called. */
public final class TorchModule implements AutoCloseable {
  private final Model model;

  private TorchModule(Model model) {
    this.model = model;
  }

  /** Writes an archive. */
  public interface Writer {
    void write(Path target) throws IOException;
  }

  /**
   * Loads what the writer writes, by way of a temporary file.
   *
   * @throws IOException when libtorch cannot load it, saying why
   */
  public static TorchModule of(Writer writer) throws IOException {
    try (TemporaryFile copy = TemporaryFile.create(".pt")) {
      writer.write(copy.path());
      return load(copy.path());
    }
  }

  private static TorchModule load(Path archive) throws IOException {
    TorchRuntime.prepare(Runtime.getRuntime().availableProcessors());
    TorchRuntime.start();
    Model model = Model.newInstance("module", Device.cpu(), TorchRuntime.ENGINE);
    try {
      model.load(archive);
      return new TorchModule(model);
    } catch (MalformedModelException | EngineException e) {
      model.close();
      throw new IOException("libtorch cannot load the network: " + TorchRuntime.reason(e), e);
    } catch (IOException | RuntimeException e) {
      model.close();
      throw e;
    }
  }

  /** What inputs and outputs belong to until it is closed. */
  public NDManager memory() {
    return model.getNDManager().newSubManager();
  }

  /** uint8 {@code [H, W, 3]} */
  public static NDArray imageTensor(NDManager memory, RgbImage image) {
    return ImageTensor.of(image, memory);
  }

  /**
   * Calls {@code forward} or another method.
   *
   * @throws InferenceException saying what libtorch says
   */
  public NDList call(NDManager memory, String method, NDArray... inputs) {
    NDList list = new NDList(inputs);
    if (!method.equals("forward")) {
      NDArray name = memory.create(0f);
      name.setName("module_method:" + method);
      list.add(name);
    }
    try {
      return model.getBlock().forward(new ParameterStore(memory, false), list, false);
    } catch (EngineException e) {
      throw new InferenceException("inference failed: " + TorchRuntime.reason(e), e);
    }
  }

  @Override
  public void close() {
    model.close();
  }
}
