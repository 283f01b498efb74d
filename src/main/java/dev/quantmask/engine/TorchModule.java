package dev.quantmask.engine;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.EngineException;
import dev.quantmask.io.TemporaryFile;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A TorchScript module, of which any method can be called. Threads may share it. */
public final class TorchModule implements AutoCloseable {
  private static final Map<String, String> OPTIONS = Map.of("mapLocation", "true");

  private final Model model;

  private TorchModule(Model model) {
    this.model = model;
  }

  /** Writes an archive. */
  public interface Writer {
    void write(Path target) throws IOException;
  }

  /**
   * Loads an archive. {@link TorchRuntime#start} comes first.
   *
   * @param name of the archive, for the error
   * @throws IOException when libtorch cannot load it, saying why
   */
  public static TorchModule load(Path archive, String name, TorchDevice device) throws IOException {
    return new TorchModule(model(archive, name, device, OPTIONS));
  }

  /**
   * Loads what the writer writes, by way of a temporary file, onto the CPU.
   *
   * @throws IOException when libtorch cannot load it, saying why
   */
  public static TorchModule of(Writer writer) throws IOException {
    try (TemporaryFile copy = TemporaryFile.create(".pt")) {
      writer.write(copy.path());
      TorchRuntime.start(Runtime.getRuntime().availableProcessors());
      return load(copy.path(), "the network", TorchDevice.cpu());
    }
  }

  static Model model(Path archive, String name, TorchDevice device, Map<String, String> options)
      throws IOException {
    Model model = Model.newInstance("module", device.device(), TorchRuntime.ENGINE);
    try {
      model.load(archive, null, options);
      return model;
    } catch (MalformedModelException | EngineException e) {
      model.close();
      throw new IOException(
          Text.format("%s: libtorch cannot load it: %s", name, TorchRuntime.reason(e)), e);
    } catch (IOException | RuntimeException e) {
      model.close();
      throw e;
    }
  }

  /** Returns what inputs and outputs belong to until it is closed. */
  public TorchMemory memory() {
    return new TorchMemory(model.getNDManager().newSubManager());
  }

  /**
   * Calls {@code forward} or another method.
   *
   * @throws InferenceException saying what libtorch says
   */
  public List<TorchTensor> call(TorchMemory memory, String method, TorchTensor... inputs) {
    try {
      return memory.call(model.getBlock(), method, List.of(inputs), false);
    } catch (EngineException e) {
      throw new InferenceException("inference failed: " + TorchRuntime.reason(e), e);
    }
  }

  @Override
  public void close() {
    model.close();
  }
}
