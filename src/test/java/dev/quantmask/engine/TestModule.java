package dev.quantmask.engine;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import dev.quantmask.model.config.TestLayers;
import dev.quantmask.model.quantization.Scheme;
import dev.quantmask.pytorch.archive.ArchiveWriter;
import dev.quantmask.pytorch.archive.ScriptModule;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** A module of src/test/resources/torchscript, linked with the network's sources, in libtorch. */
public final class TestModule implements AutoCloseable {
  private final Model model;

  private TestModule(Model model) {
    this.model = model;
  }

  /**
   * The module's class must be in the file that is called as the last part of its package.
   *
   * @param more files that inference does without
   */
  public static TestModule load(Path archive, Scheme scheme, ScriptModule root, String... more)
      throws IOException, MalformedModelException {
    Map<String, String> sources = new TreeMap<>(TestLayers.sources(scheme));
    for (String file : more) {
      sources.put(file, source(file));
    }
    String file = root.className().split("\\.", -1)[1] + ".py";
    sources.put(file, source(file));
    ArchiveWriter.write(archive, root, sources, Map.of());
    TorchRuntime.start(2);
    Model model = Model.newInstance("test", ai.djl.Device.cpu(), TorchRuntime.ENGINE);
    model.load(archive, null, Map.of("mapLocation", "true"));
    return new TestModule(model);
  }

  private static String source(String file) throws IOException {
    try (InputStream in = TestModule.class.getResourceAsStream("/torchscript/" + file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  public NDManager manager() {
    return model.getNDManager();
  }

  public NDArray call(String method, NDArray... inputs) {
    return callAll(method, inputs).get(0);
  }

  public NDList callAll(String method, NDArray... inputs) {
    NDList list = new NDList(inputs);
    if (!method.equals("forward")) {
      NDArray name = manager().create(0f);
      name.setName("module_method:" + method);
      list.add(name);
    }
    return model.getBlock().forward(new ParameterStore(manager(), false), list, false);
  }

  @Override
  public void close() {
    model.close();
  }
}
