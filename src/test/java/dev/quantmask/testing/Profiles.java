package dev.quantmask.testing;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** How tests start the service. */
public final class Profiles {
  private Profiles() {}

  /** The bundled model, and what keys and values say. */
  public abstract static class Configured implements QuarkusTestProfile {
    private final Map<String, String> keys = new HashMap<>();

    protected Configured(String... keysAndValues) {
      keys.put("quantmask.model.path", "src/main/model/default.pt");
      for (int i = 0; i < keysAndValues.length; i += 2) {
        keys.put(keysAndValues[i], keysAndValues[i + 1]);
      }
    }

    @Override
    public final Map<String, String> getConfigOverrides() {
      return keys;
    }
  }

  /** A model that loads; small limits. */
  public static final class Serving extends Configured {
    public static final int MAX_BODY = 256 * 1024;

    public Serving() {
      super(
          "quantmask.limits.max-images-per-request",
          "3",
          "quantmask.limits.max-pixels-per-request",
          "10000",
          "quantmask.limits.max-streams",
          "2",
          "quantmask.limits.max-frame-size",
          "64K",
          "quantmask.limits.stream-ping-interval",
          "100ms",
          "quantmask.limits.max-body-size",
          "256K");
    }
  }

  /** As README has it for a proxy that changes {@code Host}. */
  public static final class BehindProxy extends Configured {
    public BehindProxy() {
      super(
          "quarkus.http.test-port",
          "0",
          "quarkus.http.proxy.proxy-address-forwarding",
          "true",
          "quarkus.http.proxy.enable-forwarded-host",
          "true");
    }
  }

  /** One worker, two that may wait, and memory for two bodies of 100,000 bytes. */
  public static final class Crowded extends Configured {
    public Crowded() {
      super(
          "quantmask.queue.max-size",
          "2",
          "quantmask.limits.max-body-size",
          "200K",
          "quantmask.limits.max-total-body-size",
          "220K");
    }
  }

  /** Two models beside the default one, of which one is missing. */
  public static final class Models extends Configured {
    public Models() {
      super(
          "quantmask.model.path",
          "", // the bundled one
          "quantmask.models.good.path",
          "src/main/model/default.pt",
          "quantmask.models.missing.path",
          "target/nothing.pt");
    }
  }

  /** The bundled model, and the same by another name. */
  public static final class TwoModels extends Configured {
    public TwoModels() {
      super(
          "quantmask.model.path",
          "",
          "quantmask.models.other.path",
          Path.of("src/main/model/default.pt").toAbsolutePath().toString());
    }
  }

  /** A path where nothing is. */
  public static final class MissingModel extends Configured {
    public MissingModel() {
      super("quantmask.model.path", "target/nothing.pt");
    }
  }

  /** An archive that fails to load, at the start. */
  public static final class BrokenModel extends Configured {
    public BrokenModel() {
      super(
          "quantmask.model.path",
          "target/test-classes/fake/broken.pt",
          "quantmask.model.load",
          "eager");
    }
  }

  /** Two keys, of which the tests know one; tokens are off. */
  public static final class WithKeys extends Configured {
    public static final String KEY = "the key of the game";

    public WithKeys() {
      super( // printf %s 'the key of the game' | sha256sum
          "quantmask.api-keys.game",
          "5b15453ff713bf8ad9bb2fc64bc0736165c3af4cd3ff68794386877d7e478f7a",
          "quantmask.api-keys.other",
          "00".repeat(32));
    }
  }

  /** Tokens that {@link Tokens} signs, and the key of {@link WithKeys}. */
  public static final class WithTokens extends Configured {
    public WithTokens() {
      super(
          "quantmask.api-keys.game",
          "5b15453ff713bf8ad9bb2fc64bc0736165c3af4cd3ff68794386877d7e478f7a",
          "quarkus.oidc.tenant-enabled",
          "true",
          "quarkus.oidc.public-key",
          Tokens.publicKey(),
          "quarkus.oidc.token.issuer",
          Tokens.ISSUER);
    }
  }

  /** A request has two seconds, its body included. */
  public static final class Impatient extends Configured {
    public Impatient() {
      super("quantmask.limits.timeout", "2S");
    }
  }

  /** As {@link Serving}, with a model whose file is missing; nothing else has been counted. */
  public static final class Metrics extends Configured {
    public Metrics() {
      super(
          "quantmask.models.missing.path",
          "target/nothing.pt",
          "quantmask.inference.workers",
          "1",
          "quantmask.limits.max-body-size",
          "256K");
    }
  }

  /** As {@link Serving}, with the limits that are there without configuration but one. */
  public static final class Described extends Configured {
    public Described() {
      super(
          "quantmask.models.missing.path",
          "target/nothing.pt",
          "quantmask.limits.max-body-size",
          "256K");
    }
  }

  /** Traces are on. */
  public static final class Traced extends Configured {
    public Traced() {
      super("quarkus.otel.sdk.disabled", "false", "quarkus.otel.bsp.schedule.delay", "50ms");
    }
  }

  /** As {@link Serving}, over TLS as well, with a certificate of its own. */
  public static final class WithTls extends Configured {
    public static final int MAX_BODY = Serving.MAX_BODY;
    public static final Path KEY_STORE = Path.of("target", "http2-test.p12").toAbsolutePath();
    public static final String PASSWORD = "for tests only";
    public static final String ALIAS = "service";

    public WithTls() {
      super(
          "quarkus.http.test-ssl-port",
          "0",
          "quarkus.http.insecure-requests",
          "enabled",
          "quarkus.http.ssl.certificate.key-store-file",
          KEY_STORE.toString(),
          "quarkus.http.ssl.certificate.key-store-password",
          PASSWORD,
          "quantmask.limits.max-body-size",
          "256K");
      makeKeyStore();
    }

    private static void makeKeyStore() {
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
