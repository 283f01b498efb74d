package dev.quantmask.engine;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.util.Utils;
import dev.quantmask.io.FileErrors;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;

/** libtorch and its settings, which it reads once when it is loaded. */
public final class TorchRuntime {
  static final String ENGINE = "PyTorch";
  private static final String THREADS = "ai.djl.pytorch.num_threads";

  private TorchRuntime() {}

  /**
   * Loads libtorch, unless it is loaded. The settings have an effect the first time only; what the
   * user set stays.
   *
   * @param threads of one inference on a CPU
   * @throws IOException when libtorch is not there, or cannot be unpacked
   */
  public static void start(int threads) throws IOException {
    prepare(threads);
    try {
      UnpackedLibraries.unpack();
    } catch (IOException e) {
      throw new IOException(
          Text.format(
                  "%s: libtorch cannot be unpacked: %s; java -DENGINE_CACHE_DIR=DIR -jar ..."
                      + " unpacks it",
                  Utils.getEngineCacheDir(), FileErrors.reason(e))
              + " elsewhere",
          e);
    }
    Engine.getEngine(ENGINE);
  }

  private static void prepare(int threads) throws IOException {
    LibtorchFolder.prepare();
    ProcessExit.prepare();
    setUnlessSet(THREADS, Integer.toString(threads));
    // Parts of one inference never run beside each other.
    setUnlessSet("ai.djl.pytorch.num_interop_threads", "1");
    // The optimizing executor recompiles for every new size of image, which takes seconds.
    setUnlessSet("ai.djl.pytorch.graph_optimizer", "false");
    // Everything is in the class path: nothing is to be downloaded or reported.
    setUnlessSet("ai.djl.offline", "true");
    setUnlessSet("OPT_OUT_TRACKING", "true");
    NativeEnvironment.setDefaults();
    NativeMemory.keep();
  }

  public static String djlVersion() {
    return Engine.getDjlVersion();
  }

  public static String libtorchVersion() {
    return Engine.getEngine(ENGINE).getVersion();
  }

  /** Returns the threads of one inference on a CPU; empty before the first model. */
  public static OptionalInt threads() {
    Integer threads = Integer.getInteger(THREADS);
    return threads == null ? OptionalInt.empty() : OptionalInt.of(threads);
  }

  /** Changes the threads of the inferences that this thread runs from now on, on a CPU. */
  public static void useThreads(int threads) {
    JniUtils.setNumThreads(threads);
  }

  static void setUnlessSet(String key, String value) {
    if (System.getProperty(key) == null) {
      System.setProperty(key, value);
    }
  }

  /**
   * Why libtorch failed, in one line. Its messages begin with traces; the reason is the last line
   * that names an error, or else the first line.
   */
  static String reason(Exception exception) {
    List<String> lines = String.valueOf(exception.getMessage()).strip().lines().toList();
    return lines.stream()
        .filter(line -> line.contains("Error: "))
        .reduce((earlier, later) -> later)
        .or(() -> lines.stream().findFirst())
        .orElse("unknown reason");
  }
}
