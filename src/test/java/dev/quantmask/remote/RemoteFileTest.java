package dev.quantmask.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quantmask.remote.FaultyStore.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a service knows of a file of an address, as its store changes. */
class RemoteFileTest {
  private static final byte[] FIRST = FaultyStore.bytes(1000, 1);
  private static final byte[] SECOND = FaultyStore.bytes(1000, 2);

  @TempDir Path directory;
  private FaultyStore store;
  private String address;
  private RemoteFile file;

  @BeforeEach
  void start() throws IOException {
    store = new FaultyStore(FIRST);
    address = store.uri() + FaultyStore.PATH;
    file = file("");
  }

  private RemoteFile file(String pin) {
    RemoteSettings.S3 s3 =
        new RemoteSettings.S3(Optional.empty(), Optional.empty(), Optional.empty());
    return new RemoteFile(
        RemoteAddress.of(address + pin),
        new RemoteFiles(
            new RemoteSettings(
                directory.resolve("cache"),
                2000,
                s3,
                Duration.ofSeconds(10),
                Duration.ofMillis(1))));
  }

  @AfterEach
  void stop() {
    store.close();
  }

  @Test
  void aLookFindsWhatHasChangedAndTheNextFetchBringsIt() throws IOException {
    assertThat(file.fetched()).isEmpty();
    assertThat(file.size()).isEmpty();
    Path first = file.fetch();
    String stamp = file.stamp();
    file.look();
    assertThat(file.stamp()).isEqualTo(stamp);
    assertThat(file.fetch()).isEqualTo(first).hasBinaryContent(FIRST);
    store.change(SECOND);
    assertThat(file.fetch()).isEqualTo(first); // nobody has looked
    file.look();
    assertThat(file.stamp()).isNotEqualTo(stamp);
    assertThat(file.fetched()).contains(first);
    assertThat(file.fetch()).isNotEqualTo(first).hasBinaryContent(SECOND);
    assertThat(file.size()).hasValue(1000);
    assertThat(store.transfers()).hasSize(2);
  }

  @Test
  void aLookThatFailsIsKnownAndWhatIsThereStays() throws IOException {
    Path first = file.fetch();
    String stamp = file.stamp();
    store.always(Fault.FORBIDDEN);
    file.look();
    assertThat(file.lookProblem().orElseThrow()).startsWith(address + ": forbidden (403): ");
    assertThat(file.problem()).isEmpty();
    assertThat(file.stamp()).isEqualTo(stamp);
    assertThat(file.fetch()).isEqualTo(first);
    store.always(Fault.NONE);
    file.look();
    assertThat(file.lookProblem()).isEmpty();
  }

  @Test
  void aVersionThatCannotBeFetchedIsTriedAgainAfterEachLook() throws IOException {
    file.fetch();
    String stamp = file.stamp();
    store.change(FaultyStore.bytes(3000, 3)); // more than the cache holds
    file.look();
    String changed = file.stamp();
    assertThatThrownBy(file::fetch).hasMessageContaining("no room in the cache");
    assertThat(file.problem().orElseThrow()).contains("no room in the cache");
    assertThat(file.stamp()).isEqualTo(changed);
    file.look();
    assertThat(file.stamp()).isNotEqualTo(changed);
    store.change(FIRST);
    file.look();
    assertThat(file.stamp()).isEqualTo(stamp);
    assertThat(file.problem()).isEmpty();
    assertThat(file.fetch()).hasBinaryContent(FIRST);
  }

  @Test
  void aFirstFetchThatFailsIsRepeated() throws IOException {
    store.always(Fault.MISSING);
    assertThatThrownBy(file::fetch).isInstanceOf(RemoteException.class);
    assertThat(file.problem()).contains(address + ": no such file (404)");
    file.look(); // there is nothing to compare with
    store.always(Fault.NONE);
    assertThat(file.fetch()).hasBinaryContent(FIRST);
    assertThat(file.problem()).isEmpty();
  }

  @Test
  void whatIsDeletedFromTheCacheIsFetchedAgain() throws IOException {
    Files.delete(file.fetch());
    assertThat(file.fetch()).hasBinaryContent(FIRST);
  }

  @Test
  void aPinnedFileIsNeverLookedAt() throws IOException {
    String hash = dev.quantmask.io.Sha256.of(Files.write(directory.resolve("a"), FIRST));
    RemoteFile pinned = file("#sha256=" + hash);
    pinned.fetch();
    String stamp = pinned.stamp();
    store.change(SECOND);
    pinned.look();
    assertThat(pinned.stamp()).isEqualTo(stamp);
  }
}
