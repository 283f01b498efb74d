package dev.quantmask.function;

import dev.quantmask.detection.Device;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/** Every key under {@code quantmask}; {@link Settings} checks the values at the start. */
@ConfigMapping(prefix = "quantmask")
interface Configuration {
  Model model();

  @WithDefault("auto")
  Device device();

  Threads threads();

  Limits limits();

  /** Which model, and when it is loaded. */
  interface Model {
    /** An archive; the one in the jar when empty. */
    Optional<Path> path();

    @WithDefault("lazy")
    LoadTime load();
  }

  /** When the model is loaded: by the first request, or in the background of the start. */
  enum LoadTime {
    LAZY,
    EAGER
  }

  /** How the cores are shared out. */
  interface Threads {
    /** Inferences that run at the same time. */
    @WithDefault("1")
    int inference();

    /** Threads of one inference; the cores shared out evenly when empty. */
    OptionalInt perInference();
  }

  /** What is turned away. */
  interface Limits {
    /** In pixels. */
    @WithDefault("16384")
    int maxImageWidth();

    /** In pixels. */
    @WithDefault("16384")
    int maxImageHeight();

    /** Width times height; each takes three bytes in each request that waits. */
    @WithDefault("64000000")
    long maxImagePixels();

    /** Bytes of a request; application.properties hands the same key to the server. */
    @WithDefault("32M")
    MemorySize maxBody();

    /** Requests that wait for an inference lane; more are turned away. */
    @WithDefault("32")
    int maxWaiting();
  }
}
