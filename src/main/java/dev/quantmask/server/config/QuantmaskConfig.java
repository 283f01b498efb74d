package dev.quantmask.server.config;

import dev.quantmask.engine.Device;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Every key under {@code quantmask}; {@link ServerSettings} checks the values at the start. The
 * page of the configuration has these comments in its tables, so each is written in full sentences.
 */
@ConfigMapping(prefix = "quantmask")
public interface QuantmaskConfig {
  Model model();

  /** Further models, by the names that requests give. */
  Map<String, NamedModel> models();

  /**
   * The networks run on this device. {@code auto} is a GPU if there is one that libtorch can use,
   * and the CPU otherwise.
   */
  @WithDefault("auto")
  Device device();

  S3 s3();

  /**
   * These keys say where the buckets of {@code s3://} addresses are. What they do not say, and the
   * credentials, the SDK of AWS takes from its environment, its profile or the machine.
   */
  interface S3 {
    /**
     * The server of S3 has this address, such as {@code http://minio:9000}. Without this key, it is
     * AWS.
     */
    Optional<String> endpoint();

    /** The buckets are in this region; the last resort is {@code us-east-1}. */
    Optional<String> region();

    /**
     * If true, the name of the bucket is in the path of a request rather than in the name of the
     * host. Without this key, it is there when an endpoint is given.
     */
    Optional<Boolean> pathStyle();
  }

  Inference inference();

  Limits limits();

  Queue queue();

  Batch batch();

  /**
   * A client may use the service with the API key that has this SHA-256 hash, in hexadecimal
   * digits; NAME says whose key it is. Without any such key, and without tokens, the service
   * answers every client.
   */
  Map<String, String> apiKeys();

  Security security();

  /** These keys say who may use the service. */
  interface Security {
    /** If true, the service refuses to start when neither an API key nor tokens are configured. */
    @WithDefault("false")
    boolean required();

    /**
     * These clients, separated by commas, may load and unload models. A client is named by NAME of
     * its API key, or by the principal of its token. Without this key, nobody may.
     */
    Optional<String> modelControl();
  }

  /**
   * The first three of these keys are about the default model; the others hold for further models,
   * too.
   */
  interface Model {
    /**
     * The default model is this archive, as {@code convert} or {@code quantize} wrote it: a file,
     * the only file {@code *.pt} of a folder, or an address such as {@code s3://BUCKET/KEY} or
     * {@code https://HOST/PATH}. Without this key, it is the bundled model.
     */
    Optional<String> path();

    /**
     * The default model has this name: letters, digits, {@code .}, {@code _} and {@code -}, at most
     * 64. No model may be called {@code stats}, because {@code /v2/models/stats} is about all
     * models.
     */
    @WithDefault("default")
    String name();

    /**
     * {@code lazy} loads the default model with the first request; {@code eager} loads it in the
     * background of the start, and the service is not ready before.
     */
    @WithDefault("lazy")
    LoadMode load();

    /**
     * A model is unloaded after this idle time. The value holds for every model without a value of
     * its own; without this key, models stay loaded.
     */
    Optional<Duration> idleTimeout();

    /**
     * The files of all models are checked for a replacement at this interval, and a replacement is
     * then served. With 0, they are never checked.
     */
    @WithDefault("2S")
    Duration reloadInterval();

    /**
     * Where models have addresses, the stores are asked at this interval whether they have another
     * version, which is then served as a replaced file is. With 0, they are asked at the start
     * only.
     */
    @WithDefault("60S")
    Duration refresh();

    /**
     * Models that have addresses are kept in this folder. Without this key, it is {@code
     * $XDG_CACHE_HOME/quantmask} or {@code ~/.cache/quantmask}.
     */
    Optional<Path> cacheFolder();

    /**
     * What is kept in that folder has at most this size, in bytes; what was used longest ago is
     * deleted first, and what a process uses stays.
     */
    @WithDefault("10G")
    MemorySize cacheSize();
  }

  /**
   * These keys add models to the default one. NAME is the name by which requests ask for the model.
   */
  interface NamedModel {
    /** The model is this archive: a file, the only file {@code *.pt} of a folder, or an address. */
    String path();

    /**
     * The model is unloaded after this idle time. Without this key, {@code
     * quantmask.model.idle-timeout} holds for it.
     */
    Optional<Duration> idleTimeout();
  }

  /** When the model is loaded: by the first request, or in the background of the start. */
  enum LoadMode {
    LAZY,
    EAGER
  }

  /** These keys say how the cores of the machine are shared. */
  interface Inference {
    /**
     * This many workers each run one inference at a time. Without this key, there is one for every
     * four cores, and at least one.
     */
    OptionalInt workers();

    /**
     * One inference uses this many threads. Without this key, the workers share the cores evenly.
     */
    OptionalInt threadsPerWorker();
  }

  /** These keys bound what requests may ask for; what exceeds them is refused. */
  interface Limits {
    /**
     * An image is at most this wide, in pixels. It is checked before the image is decoded; a wider
     * one gets 413.
     */
    @WithDefault("16384")
    int maxImageWidth();

    /**
     * An image is at most this high, in pixels. It is checked before the image is decoded; a higher
     * one gets 413.
     */
    @WithDefault("16384")
    int maxImageHeight();

    /**
     * An image has at most this many pixels, width times height. All images that are decoded at the
     * same time take at most two fifths of the heap: an image waits until there is room, or gets
     * 503, and one that never fits gets 413.
     */
    @WithDefault("64000000")
    long maxImagePixels();

    /**
     * The body of a request has at most this size, in bytes; a larger one gets 413. The limit holds
     * for a compressed body and for what it is decompressed to.
     */
    @WithDefault("32M")
    MemorySize maxBodySize();

    /**
     * The bodies of all requests that are read or answered at the same time have at most this size
     * together, in bytes. A tenth of the heap is the limit where that is less; more requests get
     * 503. A message of gRPC that is packed counts with its packed and its unpacked bytes.
     */
    @WithDefault("128M")
    MemorySize maxTotalBodySize();

    /** A request has at most this many images. More get 413, and under {@code /v2} 400. */
    @WithDefault("16")
    int maxImagesPerRequest();

    /**
     * All images of one request have at most this many pixels, width times height; a request with
     * more gets 413 before any of them is decoded.
     */
    @WithDefault("256000000")
    long maxPixelsPerRequest();

    /** At most this many streams are open at the same time; more get 503. */
    @WithDefault("16")
    int maxStreams();

    /**
     * A frame of a stream has at most this size, in bytes; a larger one closes the stream. Each
     * open stream may hold one frame that {@code quantmask.limits.max-total-body-size} does not
     * count.
     */
    @WithDefault("4M")
    MemorySize maxFrameSize();

    /** A stream on which no frame comes for this time is closed. */
    @WithDefault("1M")
    Duration streamIdleTimeout();

    /**
     * The service sends a ping on each stream as often as this. The default is less than half of
     * the 60 seconds after which common balancers end a silent connection.
     */
    @WithDefault("20S")
    Duration streamPingInterval();

    /** A connection is closed if the head of a request takes longer than this time. */
    @WithDefault("10S")
    Duration headTimeout();

    /**
     * A request that is not answered within this time gets 504. A request may ask for less with the
     * header {@code X-Request-Timeout-Ms}.
     */
    @WithDefault("30S")
    Duration timeout();
  }

  /** This key bounds the queue, which all models share. */
  interface Queue {
    /**
     * At most this many requests are in the service besides those that the workers run: their
     * bodies are read, their images decoded, or they wait for a worker. More get 503.
     */
    @WithDefault("32")
    int maxSize();
  }

  /** These keys say which images go through the network together. */
  interface Batch {
    /**
     * At most this many waiting images of one size and model go through the network together. With
     * 1, every image goes alone.
     */
    @WithDefault("1")
    int maxSize();

    /** The first image of a batch waits this long for others while the network is free. */
    @WithDefault("5ms")
    Duration maxDelay();
  }
}
