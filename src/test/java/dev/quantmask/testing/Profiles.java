package dev.quantmask.testing;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How tests start the service. */
public final class Profiles {
  private Profiles() {}

  /** A model that loads; small limits. */
  public static final class Serving implements QuarkusTestProfile {
    public static final int MAX_BODY = 256 * 1024;

    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "quantmask.model.path", "src/main/model/default.pt",
          "quantmask.limits.max-images-per-request", "3",
          "quantmask.limits.max-pixels-per-request", "10000",
          "quantmask.limits.max-streams", "2",
          "quantmask.limits.max-frame-size", "64K",
          "quantmask.limits.stream-ping-interval", "100ms",
          "quantmask.limits.max-body-size", "256K");
    }
  }

  /** As README has it for a proxy that changes {@code Host}. */
  public static final class BehindProxy implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "quarkus.http.test-port", "0",
          "quantmask.model.path", "src/main/model/default.pt",
          "quarkus.http.proxy.proxy-address-forwarding", "true",
          "quarkus.http.proxy.enable-forwarded-host", "true");
    }
  }

  /** One worker, two that may wait, and memory for two bodies of 100,000 bytes. */
  public static final class Crowded implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "quantmask.model.path", "src/main/model/default.pt",
          "quantmask.queue.max-size", "2",
          "quantmask.limits.max-body-size", "200K",
          "quantmask.limits.max-total-body-size", "220K");
    }
  }

  /** Two models beside the default one, of which one is missing. */
  public static final class Models implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "quantmask.models.good.path", "src/main/model/default.pt",
          "quantmask.models.missing.path", "target/nothing.pt");
    }
  }

  /** The bundled model, and the same by another name. */
  public static final class TwoModels implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "quantmask.models.other.path",
          Path.of("src/main/model/default.pt").toAbsolutePath().toString());
    }
  }

  /** Models with the words of paths for names. */
  public static final class NamedAsPaths implements QuarkusTestProfile {
    public static final List<String> NAMES =
        List.of("config", "index", "infer", "load", "models", "ready", "unload", "versions");

    @Override
    public Map<String, String> getConfigOverrides() {
      return NAMES.stream()
          .collect(
              Collectors.toMap(
                  name -> "quantmask.models." + name + ".path",
                  name -> "src/main/model/default.pt"));
    }
  }

  /** A path where nothing is. */
  public static final class MissingModel implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("quantmask.model.path", "target/nothing.pt");
    }
  }

  /** An archive that fails to load, at the start. */
  public static final class BrokenModel implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "quantmask.model.path", "target/test-classes/fake/broken.pt",
          "quantmask.model.load", "eager");
    }
  }

  /** Three keys, of which the tests know two, and one may load models; tokens are off. */
  public static final class WithKeys implements QuarkusTestProfile {
    public static final String KEY = "the key of the game";
    public static final String GUEST = "the key of a guest";

    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "quantmask.model.path", "src/main/model/default.pt",
          // printf %s 'the key of the game' | sha256sum
          "quantmask.api-keys.game",
              "5b15453ff713bf8ad9bb2fc64bc0736165c3af4cd3ff68794386877d7e478f7a",
          "quantmask.api-keys.guest",
              "6c7dc954f23ebeace3b55c2417b5c33a7f9ad4601b01a2ab386ceeabf6601ddd",
          "quantmask.api-keys.other", "00".repeat(32),
          "quantmask.security.model-control", "other, game",
          "quantmask.models.other.path", "src/main/model/default.pt",
          "quantmask.models.broken.path", "target/test-classes/fake/broken.pt");
    }
  }

  /** Tokens that {@link Tokens} signs, and the key of {@link WithKeys}. */
  public static final class WithTokens implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "quantmask.model.path", "src/main/model/default.pt",
          "quantmask.api-keys.game",
              "5b15453ff713bf8ad9bb2fc64bc0736165c3af4cd3ff68794386877d7e478f7a",
          "quarkus.oidc.tenant-enabled", "true",
          "quarkus.oidc.public-key", Tokens.publicKey(),
          "quarkus.oidc.token.issuer", Tokens.ISSUER);
    }
  }

  /** A request has two seconds, its body included. */
  public static final class Impatient implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "quantmask.model.path", "src/main/model/default.pt",
          "quantmask.limits.timeout", "2S");
    }
  }

  /** As {@link Serving}, with a model whose file is missing; nothing else has been counted. */
  public static final class Metrics implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "quantmask.model.path", "src/main/model/default.pt",
          "quantmask.models.missing.path", "target/nothing.pt",
          "quantmask.inference.workers", "1",
          "quantmask.limits.max-body-size", "256K");
    }
  }

  /** As {@link Serving}, with the limits that are there without configuration but one. */
  public static final class Described implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "quantmask.model.path", "src/main/model/default.pt",
          "quantmask.models.missing.path", "target/nothing.pt",
          "quantmask.limits.max-body-size", "256K");
    }
  }

  /** Traces are on. */
  public static final class Traced implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "quantmask.model.path", "src/main/model/default.pt",
          "quarkus.otel.sdk.disabled", "false",
          "quarkus.otel.bsp.schedule.delay", "50ms");
    }
  }

  /** As {@link Serving}, over TLS as well, with a certificate of its own. */
  public static final class WithTls implements QuarkusTestProfile {
    public static final int MAX_BODY = Serving.MAX_BODY;
    public static final Path KEY_STORE = Path.of("target", "http2-test.p12").toAbsolutePath();
    public static final String PASSWORD = "for tests only";
    public static final String ALIAS = "service";

    @Override
    public Map<String, String> getConfigOverrides() {
      makeKeyStore();
      return Map.of(
          "quarkus.http.test-ssl-port", "0",
          "quarkus.http.insecure-requests", "enabled",
          "quarkus.http.ssl.certificate.key-store-file", KEY_STORE.toString(),
          "quarkus.http.ssl.certificate.key-store-password", PASSWORD,
          "quantmask.model.path", "src/main/model/default.pt",
          "quantmask.limits.max-body-size", "256K");
    }

    /** Once in this JVM: a service that is running has read it. */
    private static void makeKeyStore() {
      if (System.getProperties().putIfAbsent(KEY_STORE.toString(), "made") != null) {
        return;
      }
      try {
        Files.deleteIfExists(KEY_STORE);
        Process keytool =
            new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-genkeypair",
                    "-keyalg",
                    "EC",
                    "-alias",
                    ALIAS,
                    "-dname",
                    "CN=localhost",
                    "-ext",
                    "san=dns:localhost",
                    "-storetype",
                    "PKCS12",
                    "-keystore",
                    KEY_STORE.toString(),
                    "-storepass",
                    PASSWORD)
                .inheritIO()
                .start();
        if (keytool.waitFor() != 0) {
          throw new IllegalStateException("keytool has failed");
        }
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
