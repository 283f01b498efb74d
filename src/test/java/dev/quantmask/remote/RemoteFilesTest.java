package dev.quantmask.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quantmask.io.Sha256;
import dev.quantmask.io.SmallDisk;
import dev.quantmask.remote.FaultyStore.Fault;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Transfers from a store with faults, by HTTP and by S3, into a cache. */
@Tag("slow")
@Timeout(120)
class RemoteFilesTest {
  private static final byte[] CONTENT = FaultyStore.bytes(300_000, 1);
  private static final Map<String, String> SDK =
      Map.of("aws.accessKeyId", "test", "aws.secretAccessKey", "geheim");

  @TempDir Path directory;
  private Path cache;
  private FaultyStore store;

  /** How the store is asked. */
  private enum Kind {
    WEB,
    S3
  }

  @BeforeAll
  static void giveCredentials() {
    SDK.forEach(System::setProperty);
  }

  @AfterAll
  static void takeCredentials() {
    SDK.keySet().forEach(System::clearProperty);
  }

  @BeforeEach
  void start() throws IOException {
    cache = directory.resolve("cache");
    store = new FaultyStore(CONTENT);
  }

  @AfterEach
  void stop() {
    store.close();
  }

  private static RemoteFiles files(Path cache, long size, URI endpoint) {
    RemoteSettings.S3 s3 =
        new RemoteSettings.S3(Optional.of(endpoint), Optional.empty(), Optional.empty());
    return new RemoteFiles(
        new RemoteSettings(cache, size, s3, Duration.ofMillis(500), Duration.ofMillis(1)));
  }

  private RemoteFiles files() {
    return files(cache, 1 << 20, store.uri());
  }

  private RemoteAddress address(Kind kind) {
    return address(kind, "");
  }

  private RemoteAddress address(Kind kind, String pin) {
    return RemoteAddress.of(
        (kind == Kind.S3 ? "s3://bucket/models/model.pt" : store.uri() + FaultyStore.PATH) + pin);
  }

  private byte[] fetched(Kind kind) throws IOException {
    try (FetchedFile file = files().fetch(address(kind), TransferMonitor.NONE)) {
      assertThat(file.path()).hasFileName("model.pt");
      return Files.readAllBytes(file.path());
    }
  }

  private List<Path> kept() throws IOException {
    try (Stream<Path> files = Files.walk(cache)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.toString().endsWith(".lock"))
          .toList();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aFileIsTransferredOnceAndAgainWhenItHasChanged(Kind kind) throws IOException {
    assertThat(fetched(kind)).isEqualTo(CONTENT);
    assertThat(fetched(kind)).isEqualTo(CONTENT);
    assertThat(store.transfers()).containsExactly("0");
    store.change(FaultyStore.bytes(1000, 2));
    assertThat(fetched(kind)).isEqualTo(store.content());
    assertThat(store.transfers()).containsExactly("0", "0");
  }

  @ParameterizedTest
  @EnumSource
  void aTransferThatIsCutOrStopsIsResumed(Kind kind) throws IOException {
    store.next(Fault.CUT, Fault.BUSY, Fault.STALL, Fault.BUSY);
    assertThat(fetched(kind)).isEqualTo(CONTENT);
    assertThat(store.transfers()).hasSize(3).doesNotHaveDuplicates().startsWith("0");
    assertThat(kept()).hasSize(1);
  }

  /** The store fails for longer than one process has patience. */
  @ParameterizedTest
  @EnumSource
  void whoComesLaterGoesOnWhereOneEnded(Kind kind) throws IOException {
    store.next(Fault.CUT, Fault.BUSY, Fault.BUSY, Fault.BUSY, Fault.BUSY);
    assertThatThrownBy(() -> fetched(kind)).hasMessageContaining("the store cannot answer now");
    assertThat(fetched(kind)).isEqualTo(CONTENT);
    assertThat(store.transfers()).hasSize(2).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @EnumSource
  void aContentThatChangesInBetweenBeginsAgain(Kind kind) throws IOException {
    store.next(Fault.CUT_AND_CHANGE);
    assertThat(fetched(kind)).isEqualTo(store.content()).isNotEqualTo(CONTENT);
  }

  @ParameterizedTest
  @EnumSource
  void aContentThatAlwaysChangesIsAnError(Kind kind) {
    store.always(Fault.CUT_AND_CHANGE);
    assertThatThrownBy(() -> fetched(kind))
        .hasMessage(
            address(kind)
                + ": expected one content, found another one at each attempt: it is replaced");
  }

  @ParameterizedTest
  @EnumSource
  void aStoreWithoutRangesBeginsAgain(Kind kind) throws IOException {
    store.withoutRanges().next(Fault.CUT);
    assertThat(fetched(kind)).isEqualTo(CONTENT);
    assertThat(store.transfers()).containsExactly("0", "0");
  }

  @Test
  void aStoreWithoutVersionsBeginsAgainAndIsAskedEachTime() throws IOException {
    store.withoutVersions().next(Fault.CUT);
    assertThat(fetched(Kind.WEB)).isEqualTo(CONTENT);
    assertThat(fetched(Kind.WEB)).isEqualTo(CONTENT);
    assertThat(store.transfers()).containsExactly("0", "0", "0");
  }

  @ParameterizedTest
  @EnumSource
  void whatCannotBeHadIsSaid(Kind kind) throws IOException {
    String place = address(kind).toString();
    store.always(Fault.FORBIDDEN);
    assertThatThrownBy(() -> fetched(kind))
        .hasMessageMatching(
            ".*: forbidden \\(403.*\\): check the credentials, what they may read, and.*")
        .hasMessageStartingWith(place);
    store.always(Fault.MISSING);
    assertThatThrownBy(() -> fetched(kind)).hasMessageStartingWith(place + ": no such file (404");
    store.always(Fault.BUSY);
    assertThatThrownBy(() -> fetched(kind))
        .hasMessageStartingWith(place + ": the store cannot answer now (503");
    RemoteFiles files = files();
    RemoteAddress address = address(kind);
    store.close();
    assertThatThrownBy(() -> files.fetch(address, TransferMonitor.NONE))
        .hasMessage(place + ": cannot be reached: no connection");
    assertThat(cache).doesNotExist();
  }

  @ParameterizedTest
  @EnumSource
  void aPinnedHashIsCheckedOnceAndTheStoreIsNotAskedAgain(Kind kind) throws IOException {
    String hash = Sha256.of(Files.write(directory.resolve("content"), CONTENT));
    RemoteAddress wrong = address(kind, "#sha256=" + "0".repeat(64));
    assertThatThrownBy(() -> files().fetch(wrong, TransferMonitor.NONE))
        .hasMessage(
            Text.format(
                "%s: expected the SHA-256 %s, found %s: it is another file",
                wrong, "0".repeat(64), hash));
    assertThat(kept()).isEmpty();
    RemoteAddress right = address(kind, "#sha256=" + hash);
    files().fetch(right, TransferMonitor.NONE).close();
    store.always(Fault.FORBIDDEN);
    try (FetchedFile file = files().fetch(right, TransferMonitor.NONE)) {
      assertThat(file.path()).hasBinaryContent(CONTENT);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theCacheHasABoundAndWhatIsUsedStays(Kind kind) throws IOException {
    RemoteFiles files = files(cache, 2 * CONTENT.length, store.uri());
    FetchedFile used = files.fetch(address(kind), TransferMonitor.NONE);
    for (int i = 2; i < 5; i++) {
      store.change(FaultyStore.bytes(CONTENT.length, i));
      try (FetchedFile file = files.fetch(address(kind), TransferMonitor.NONE)) {
        assertThat(kept()).containsExactlyInAnyOrder(used.path(), file.path());
      }
    }
    store.change(FaultyStore.bytes(CONTENT.length + 1, 5));
    assertThatThrownBy(() -> files.fetch(address(kind), TransferMonitor.NONE))
        .hasMessage(
            "%s: no room in the cache: it has 300001 bytes, and what is in use there has 300000;"
                + " quantmask.model.cache-size has to be larger",
            address(kind));
    used.close();
    files.fetch(address(kind), TransferMonitor.NONE).close();
    assertThat(used.path()).doesNotExist();
    store.change(FaultyStore.bytes(2 * CONTENT.length + 1, 6));
    assertThatThrownBy(() -> files.fetch(address(kind), TransferMonitor.NONE))
        .hasMessageContaining(": no room in the cache: it has 600001 bytes; ");
  }

  @Test
  void aContentOfUnknownSizeHasTheSameBound() throws IOException {
    store.chunked();
    RemoteFiles files = files(cache, CONTENT.length - 1, store.uri());
    assertThatThrownBy(() -> files.fetch(address(Kind.WEB), TransferMonitor.NONE))
        .hasMessageContaining(": no room in the cache: it has 300000 bytes; ");
    assertThat(kept()).isEmpty();
  }

  @Test
  void redirectsAreFollowedWithinBoundsAndNotToWhatIsReadableByAll() throws IOException {
    try (FaultyStore first = new FaultyStore(new byte[0])) {
      first.redirectTo(store.uri() + FaultyStore.PATH);
      RemoteAddress address = RemoteAddress.of(first.uri() + FaultyStore.PATH);
      try (FetchedFile file = files().fetch(address, TransferMonitor.NONE)) {
        assertThat(file.path()).hasBinaryContent(CONTENT);
      }
      first.redirectTo(FaultyStore.PATH);
      assertThatThrownBy(() -> files().fetch(address, TransferMonitor.NONE))
          .hasMessage("%s: expected at most 5 redirects, found more", address);
      first.redirectTo("http://a.example/geheim");
      assertThatThrownBy(() -> files().fetch(address, TransferMonitor.NONE))
          .hasMessageStartingWith(address + ": redirects: expected https://, found http://")
          .hasMessageNotContaining("geheim");
      first.redirectTo("http://127.0.0.1:x/geheim");
      assertThatThrownBy(() -> files().fetch(address, TransferMonitor.NONE))
          .hasMessageStartingWith(address + ": redirects: expected ")
          .hasMessageNotContaining("geheim");
    }
  }

  @Test
  void signaturesAndPasswordsAreSentAndNotShown() throws IOException {
    String port = store.uri().toString().replace("http://", "http://user:geheim@");
    RemoteAddress address = RemoteAddress.of(port + FaultyStore.PATH + "?X-Amz-Signature=geheim");
    List<String> messages = new ArrayList<>();
    TransferMonitor monitor =
        new TransferMonitor() {
          @Override
          public void retries(RemoteException problem) {
            messages.add(problem.toString());
          }
        };
    store.next(Fault.CUT, Fault.STALL, Fault.BUSY);
    files().fetch(address, monitor).close();
    assertThat(store.authorization())
        .isEqualTo(
            "Basic "
                + Base64.getEncoder()
                    .encodeToString("user:geheim".getBytes(StandardCharsets.UTF_8)));
    for (Fault fault : List.of(Fault.FORBIDDEN, Fault.MISSING, Fault.BUSY)) {
      store.always(fault);
      try {
        files().fetch(address, monitor);
      } catch (RemoteException e) {
        messages.add(e.toString());
      }
    }
    assertThat(messages).hasSizeGreaterThan(6).noneMatch(text -> text.contains("geheim"));
    assertThat(kept()).noneMatch(file -> file.toString().contains("geheim"));
  }

  @Test
  void aFullDiskIsNamedWithTheKeyThatChoosesAnother() throws Exception {
    try (SmallDisk disk = SmallDisk.at(directory.resolve("disk"))) {
      RemoteFiles files = files(disk.folder().resolve("cache"), 1 << 20, store.uri());
      assertThatThrownBy(() -> files.fetch(address(Kind.WEB), TransferMonitor.NONE))
          .hasMessageStartingWith(disk.folder().toString())
          .hasMessageEndingWith(
              ".part: cannot be written: No space left on device; quantmask.model.cache-folder"
                  + " names another folder");
      cache = disk.folder().resolve("cache");
      assertThat(kept()).isEmpty();
    }
  }

  @Test
  void aCacheFolderThatCannotBeMadeIsNamed() throws IOException {
    cache = Files.writeString(directory.resolve("file"), "").resolve("cache");
    assertThatThrownBy(() -> fetched(Kind.WEB))
        .hasMessageStartingWith(cache + ": cannot be written: ")
        .hasMessageEndingWith("; quantmask.model.cache-folder names another folder");
  }

  @Test
  void processesThatFetchTheSameFileTransferItOnce() throws Exception {
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      processes.add(
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  FetchMain.class.getName(),
                  cache.toString(),
                  address(Kind.WEB).toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start());
    }
    for (Process process : processes) {
      String file = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).isZero();
      assertThat(Path.of(file.strip())).hasBinaryContent(CONTENT);
    }
    assertThat(store.transfers()).containsExactly("0");
  }

  /** A process that fetches a file and prints where it is. */
  static final class FetchMain {
    private FetchMain() {}

    public static void main(String... arguments) throws IOException {
      RemoteSettings settings =
          RemoteSettings.of(key -> key.equals(RemoteSettings.CACHE_FOLDER) ? arguments[0] : null);
      System.out.println(
          new RemoteFiles(settings)
              .fetch(RemoteAddress.of(arguments[1]), TransferMonitor.NONE)
              .path());
    }
  }
}
