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

/** Every key under {@code quantmask}; {@link Settings} checks the values at the start. */
@ConfigMapping(prefix = "quantmask")
public interface Configuration {
  Model model();

  /** Further models, by the names under which requests ask for them. */
  Map<String, NamedModel> models();

  @WithDefault("auto")
  Device device();

  Threads threads();

  Limits limits();

  Batch batch();

  /**
   * SHA-256 of keys in hexadecimal digits, by the name of whose they are; none: no key is needed.
   */
  Map<String, String> apiKeys();

  Security security();

  /** Who may use the service. */
  interface Security {
    /** Whether the service refuses to start without an API key and without tokens. */
    @WithDefault("false")
    boolean required();
  }

  /** Which model, and when it is loaded. */
  interface Model {
    /** An archive; the one in the jar when empty. */
    Optional<Path> path();

    @WithDefault("lazy")
    LoadTime load();

    /** A model that nobody asked for so long is freed; never when empty. Of all models. */
    Optional<Duration> unloadAfter();

    /** How often files are looked at, to serve what has replaced them; 0: never. Of all models. */
    @WithDefault("2S")
    Duration poll();
  }

  /** A model beside the default one. */
  interface NamedModel {
    /** An archive. */
    Path path();

    /** As {@link Model#unloadAfter}, of this one. */
    Optional<Duration> unloadAfter();
  }

  /** When the model is loaded: by the first request, or in the background of the start. */
  enum LoadTime {
    LAZY,
    EAGER
  }

  /** How the cores are shared out. */
  interface Threads {
    /** Inferences that run at the same time; one for every four cores when empty. */
    OptionalInt inference();

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

    /** Width times height; {@link HeapShares} has what all that are decoded at once may take. */
    @WithDefault("64000000")
    long maxImagePixels();

    /** Bytes of a request; application.properties hands the same key to the server. */
    @WithDefault("32M")
    MemorySize maxBody();

    /**
     * Bytes of all requests that are being read or answered, or a tenth of the heap if that is
     * less; more are turned away.
     */
    @WithDefault("128M")
    MemorySize maxBodies();

    /** Requests that wait for an inference lane; more are turned away. */
    @WithDefault("32")
    int maxWaiting();

    /** Pictures of one request. */
    @WithDefault("16")
    int maxBatch();

    /** Width times height of all images of one request. */
    @WithDefault("256000000")
    long maxBatchPixels();

    /** Streams that are open at once; more are turned away. */
    @WithDefault("16")
    int maxStreams();

    /** Bytes of a frame of a stream. Each stream may hold one that is not in maxBodies. */
    @WithDefault("4M")
    MemorySize maxFrame();

    /** A stream on which no frame comes for so long is closed. */
    @WithDefault("1M")
    Duration streamIdle();

    /**
     * The service sends a ping on each stream so often: less than half of the 60 s after which
     * common balancers end a silent connection.
     */
    @WithDefault("20S")
    Duration streamPing();

    /** A connection whose next request's head takes longer is closed. */
    @WithDefault("10S")
    Duration headTimeout();

    /** Until when a request is answered; a request may ask for less. */
    @WithDefault("30S")
    Duration timeout();
  }

  /** Which pictures go through the network together. */
  interface Batch {
    /** Pictures of one size and model; 1: one at a time. */
    @WithDefault("1")
    int maxSize();

    /** How long the first of a batch waits for others when a lane is free. */
    @WithDefault("5ms")
    Duration maxDelay();
  }
}
