package dev.quantmask.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.throwable;

import dev.quantmask.io.Sha256;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files in memory, from a store with faults, by HTTP and by S3. */
@Tag("slow")
@Timeout(60)
class RemoteReaderTest {
  private static final byte[] CONTENT = FaultyStore.bytes(150_000, 1);
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final Map<String, String> SDK =
      Map.of("aws.accessKeyId", "test", "aws.secretAccessKey", "geheim");

  private FaultyStore store;
  private RemoteReader reader;

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
    store = new FaultyStore(CONTENT);
    RemoteSettings.S3 s3 =
        new RemoteSettings.S3(Optional.of(store.uri()), Optional.empty(), Optional.empty());
    reader =
        new RemoteReader(
            new RemoteSettings(
                Path.of("not-used"), 0, s3, Duration.ofMillis(500), Duration.ofMillis(1)));
  }

  @AfterEach
  void stop() {
    store.close();
  }

  private byte[] read(String place, int most) throws RemoteException {
    String address = place.equals("web") ? store.uri() + FaultyStore.PATH : place;
    return reader.read(RemoteAddress.of(address), most, LONGEST);
  }

  private AbstractThrowableAssert<?, RemoteException> assertFails(String place, int most) {
    return assertThatThrownBy(() -> read(place, most))
        .asInstanceOf(throwable(RemoteException.class));
  }

  @ParameterizedTest
  @ValueSource(strings = {"web", "s3://bucket/models/model.pt"})
  void aFileIsReadUpToItsLimit(String place) throws Exception {
    assertThat(read(place, CONTENT.length)).isEqualTo(CONTENT);
    assertFails(place, CONTENT.length - 1)
        .hasMessageContaining("expected at most 149999 bytes, found 150000")
        .returns(false, RemoteException::isPassing);
  }

  @Test
  void aFileOfUnknownLengthHasTheSameLimit() throws Exception {
    store.chunked();
    assertThat(read("web", CONTENT.length)).isEqualTo(CONTENT);
    assertFails("web", CONTENT.length - 1)
        .hasMessageContaining("expected at most 149999 bytes, found more");
  }

  @Test
  void aServerThatRedirectsIsNotFollowed() {
    store.redirectTo(store.uri() + "/elsewhere");
    assertFails("web", CONTENT.length)
        .hasMessageContaining("expected at most 0 redirects, found more")
        .returns(false, RemoteException::isPassing);
  }

  @ParameterizedTest
  @ValueSource(strings = {"web", "s3://bucket/models/model.pt"})
  void whatMayPassIsTold(String place) {
    store.next(FaultyStore.Fault.BUSY);
    assertFails(place, CONTENT.length).returns(true, RemoteException::isPassing);
    store.next(FaultyStore.Fault.CUT);
    assertFails(place, CONTENT.length).returns(true, RemoteException::isPassing);
    store.next(FaultyStore.Fault.STALL);
    assertFails(place, CONTENT.length).returns(true, RemoteException::isPassing);
    store.next(FaultyStore.Fault.MISSING);
    assertFails(place, CONTENT.length)
        .hasMessageContaining("no such file")
        .returns(false, RemoteException::isPassing);
  }

  @Test
  void aServerThatSendsTooSlowlyIsLeft() {
    assertThatThrownBy(
            () ->
                reader.read(
                    RemoteAddress.of(store.uri() + FaultyStore.PATH),
                    CONTENT.length,
                    Duration.ZERO))
        .hasMessageContaining("no answer in time");
  }

  @Test
  void theContentIsThatOfTheHash() throws Exception {
    String place = store.uri() + FaultyStore.PATH + "#sha256=";
    assertThat(read(place + Sha256.of(CONTENT), CONTENT.length)).isEqualTo(CONTENT);
    assertFails(place + "0".repeat(64), CONTENT.length).hasMessageContaining("another file");
  }
}
