package dev.quantmask.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.remote.FaultyStore.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Stores that speak TLS. Each test fetches in a process of its own: the JDK reads the trust store
 * once, from the properties that the process was started with.
 */
@Tag("slow")
@Timeout(120)
class RemoteTlsTest {
  private static final byte[] CONTENT = FaultyStore.bytes(300_000, 1);

  @TempDir Path directory;
  private final Map<String, FaultyStore> stores = new HashMap<>();
  private Certificates certificates;

  /** How the store is asked. */
  private enum Kind {
    WEB,
    S3
  }

  @BeforeEach
  void makeCertificates() throws Exception {
    certificates = new Certificates(directory);
  }

  @AfterEach
  void stop() {
    stores.values().forEach(FaultyStore::close);
  }

  private FaultyStore store(String name, String host, String start) throws Exception {
    certificates.sign(name, host, start);
    FaultyStore store = FaultyStore.overTls(CONTENT, certificates.server(name));
    stores.put(name, store);
    return store;
  }

  private String[] trusting() throws Exception {
    Path trustStore = certificates.trustStore(directory.resolve("trust.p12"));
    return new String[] {
      "-Djavax.net.ssl.trustStore=" + trustStore,
      "-Djavax.net.ssl.trustStorePassword=" + Certificates.PASSWORD
    };
  }

  /** Returns what the process says: the name of the file, or the error. */
  private String fetched(Kind kind, URI store, String... properties) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("-Daws.accessKeyId=test", "-Daws.secretAccessKey=test"));
    command.addAll(List.of(properties));
    command.addAll(List.of(FetchMain.class.getName(), directory.resolve("cache").toString()));
    command.addAll(List.of(store.toString(), place(kind, store)));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said.strip();
  }

  private static String place(Kind kind, URI store) {
    return kind == Kind.S3 ? "s3://bucket/models/model.pt" : store + FaultyStore.PATH;
  }

  private static String problem(Kind kind, FaultyStore store) {
    return place(kind, store.uri()) + ": cannot be trusted: ";
  }

  @ParameterizedTest
  @EnumSource
  void aTrustedServerIsAskedAndACutConnectionResumed(Kind kind) throws Exception {
    FaultyStore store = store("right", "localhost", "-1d").next(Fault.CUT);
    String file = fetched(kind, store.uri(), trusting());
    assertThat(Path.of(file)).hasBinaryContent(CONTENT);
    assertThat(store.transfers()).hasSize(2).startsWith("0").doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @EnumSource
  void whyAServerIsNotTrustedIsSaidWithTheWayOut(Kind kind) throws Exception {
    FaultyStore other = store("other", "models.example", "-1d");
    assertThat(fetched(kind, other.uri(), trusting()))
        .isEqualTo(
            problem(kind, other)
                + "its certificate is for another host (No subject alternative DNS name matching"
                + " localhost found.): the address needs a name that is in it");
    FaultyStore expired = store("expired", "localhost", "-9d");
    assertThat(fetched(kind, expired.uri(), trusting()))
        .startsWith(problem(kind, expired) + "its certificate has expired (NotAfter: ")
        .endsWith("): the server needs a new one, unless the clock of this machine is wrong");
    FaultyStore future = store("future", "localhost", "+9d");
    assertThat(fetched(kind, future.uri(), trusting()))
        .startsWith(problem(kind, future) + "its certificate is not valid yet (NotBefore: ")
        .endsWith("): check the clock of this machine");
    FaultyStore right = store("right", "localhost", "-1d");
    assertThat(fetched(kind, right.uri()))
        .isEqualTo(
            problem(kind, right)
                + "nobody whom this machine trusts has signed its certificate:"
                + " -Djavax.net.ssl.trustStore=FILE names a key store with the certificates of"
                + " those whom it is to trust");
    assertThat(stores.values()).allMatch(store -> store.transfers().isEmpty());
    assertThat(directory.resolve("cache")).doesNotExist();
  }

  @ParameterizedTest
  @EnumSource
  void aTrustStoreThatCannotBeUsedIsNamed(Kind kind) throws Exception {
    FaultyStore store = store("right", "localhost", "-1d");
    Path broken = Files.writeString(directory.resolve("broken.p12"), "no key store");
    assertThat(fetched(kind, store.uri(), "-Djavax.net.ssl.trustStore=" + broken))
        .startsWith(
            problem(kind, store)
                + "the key store of -Djavax.net.ssl.trustStore=FILE cannot be used (");
  }

  /** As a server of HTTP answers what is no request. */
  @ParameterizedTest
  @EnumSource
  void aServerWithoutTlsIsNamed(Kind kind) throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Void> answered = CompletableFuture.runAsync(() -> refuse(server));
      URI uri = URI.create("https://localhost:" + server.getLocalPort());
      assertThat(fetched(kind, uri))
          .isEqualTo(
              place(kind, uri)
                  + ": cannot be trusted: it does not speak TLS: check the port of the address");
      answered.join();
    }
  }

  private static void refuse(ServerSocket server) {
    try (Socket client = server.accept()) {
      client.getInputStream().read();
      client
          .getOutputStream()
          .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      client.shutdownOutput();
      client.getInputStream().readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A process that fetches a file and prints where it is, or why it is not. */
  static final class FetchMain {
    private FetchMain() {}

    public static void main(String... arguments) {
      Map<String, String> keys =
          Map.of(
              RemoteSettings.CACHE_FOLDER, arguments[0],
              RemoteSettings.ENDPOINT, arguments[1],
              RemoteSettings.REGION, "us-east-1");
      RemoteFiles files = new RemoteFiles(RemoteSettings.of(keys::get));
      try {
        System.out.println(
            files.fetch(RemoteAddress.of(arguments[2]), TransferMonitor.NONE).path());
      } catch (IOException e) {
        System.out.println(e.getMessage());
      }
    }
  }
}
