package dev.quantmask.server.config;

import dev.quantmask.detection.Device;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Every key under {@code quantmask}; {@link Settings} checks the values at the start. The page of
 * the configuration has these comments in its tables, so each is written in full sentences.
 */
@ConfigMapping(prefix = "quantmask")
public interface Configuration {
  Model model();

  /** Further models, by the names that requests give. */
  Map<String, NamedModel> models();

  /**
   * The device that runs the networks. {@code auto} is a GPU if there is one that libtorch can use,
   * and the CPU otherwise.
   */
  @WithDefault("auto")
  Device device();

  Threads threads();

  Limits limits();

  Batch batch();

  /**
   * The SHA-256 hash of an API key, in hexadecimal digits; NAME says whose key it is. Without any
   * such key, and without tokens, the service answers every client.
   */
  Map<String, String> apiKeys();

  Security security();

  /** These keys say who may use the service. */
  interface Security {
    /** If true, the service refuses to start when neither an API key nor tokens are configured. */
    @WithDefault("false")
    boolean required();
  }

  /** These keys are about the default model; the last two hold for further models, too. */
  interface Model {
    /**
     * The archive of the default model, as {@code convert} or {@code quantize} wrote it. Without
     * this key, it is the bundled model.
     */
    Optional<Path> path();

    /**
     * When the default model is loaded: {@code lazy} loads it with the first request, {@code eager}
     * loads it in the background of the start, and the service is not ready before.
     */
    @WithDefault("lazy")
    LoadTime load();

    /**
     * The idle time after which a model is unloaded. It holds for every model without a value of
     * its own; without this key, models stay loaded.
     */
    Optional<Duration> unloadAfter();

    /**
     * The interval at which the files of all models are checked for a replacement, which is then
     * served. With 0, they are never checked.
     */
    @WithDefault("2S")
    Duration poll();
  }

  /**
   * These keys add models to the default one. NAME is the name by which requests ask for the model.
   */
  interface NamedModel {
    /** The archive of this model. */
    Path path();

    /**
     * The idle time after which this model is unloaded. Without this key, {@code
     * quantmask.model.unload-after} holds for it.
     */
    Optional<Duration> unloadAfter();
  }

  /** When the model is loaded: by the first request, or in the background of the start. */
  enum LoadTime {
    LAZY,
    EAGER
  }

  /** These keys say how the cores of the machine are shared. */
  interface Threads {
    /**
     * The number of inferences that run at the same time. Without this key, it is one for every
     * four cores, and at least one.
     */
    OptionalInt inference();

    /**
     * The number of threads of one inference. Without this key, the inferences share the cores
     * evenly.
     */
    OptionalInt perInference();
  }

  /** These keys bound what requests may ask for; what exceeds them is refused. */
  interface Limits {
    /**
     * The largest width of an image, in pixels. It is checked before the image is decoded; a wider
     * one gets 413.
     */
    @WithDefault("16384")
    int maxImageWidth();

    /**
     * The largest height of an image, in pixels. It is checked before the image is decoded; a
     * higher one gets 413.
     */
    @WithDefault("16384")
    int maxImageHeight();

    /**
     * The most pixels of an image, width times height. All images that are decoded at the same time
     * take at most two fifths of the heap: an image waits until there is room, or gets 503, and one
     * that never fits gets 413.
     */
    @WithDefault("64000000")
    long maxImagePixels();

    /**
     * The largest body of a request, in bytes; a larger one gets 413. The limit holds for a
     * compressed body and for what it is decompressed to.
     */
    @WithDefault("32M")
    MemorySize maxBody();

    /**
     * The most bytes of the bodies of all requests that are read or answered at the same time. A
     * tenth of the heap is the limit where that is less; more requests get 503.
     */
    @WithDefault("128M")
    MemorySize maxBodies();

    /** The most requests that wait for an inference; more get 503. */
    @WithDefault("32")
    int maxWaiting();

    /** The most images of one request. More get 413, and under {@code /v2} 400. */
    @WithDefault("16")
    int maxBatch();

    /**
     * The most pixels, width times height, of all images of one request; more get 413 before any of
     * them is decoded.
     */
    @WithDefault("256000000")
    long maxBatchPixels();

    /** The most streams that are open at the same time; more get 503. */
    @WithDefault("16")
    int maxStreams();

    /**
     * The largest frame of a stream, in bytes; a larger one closes the stream. Each open stream may
     * hold one frame that {@code quantmask.limits.max-bodies} does not count.
     */
    @WithDefault("4M")
    MemorySize maxFrame();

    /** The time without a frame after which a stream is closed. */
    @WithDefault("1M")
    Duration streamIdle();

    /**
     * How often the service sends a ping on each stream. The default is less than half of the 60
     * seconds after which common balancers end a silent connection.
     */
    @WithDefault("20S")
    Duration streamPing();

    /** The longest time that the head of a request may take; after it, the connection is closed. */
    @WithDefault("10S")
    Duration headTimeout();

    /**
     * The longest time from a request to its answer; a later one gets 504. A request may ask for
     * less with the header {@code X-Request-Timeout-Ms}.
     */
    @WithDefault("30S")
    Duration timeout();
  }

  /** These keys say which images go through the network together. */
  interface Batch {
    /**
     * The most waiting images of one size and model that go through the network together. With 1,
     * every image goes alone.
     */
    @WithDefault("1")
    int maxSize();

    /** The time that the first image of a batch waits for others while the network is free. */
    @WithDefault("5ms")
    Duration maxDelay();
  }
}
