package dev.quantmask.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteAddressTest {
  private static final String HASH = "0123456789abcdef".repeat(4);

  @ParameterizedTest
  @CsvSource({
    "https://a.example/m.pt, https://a.example/m.pt, m.pt",
    "https://a.example:8443/x/m%20n.pt, https://a.example:8443/x/m%20n.pt, m_n.pt",
    "https://user:geheim@a.example/m.pt?X-Amz-Signature=geheim, https://a.example/m.pt, m.pt",
    "http://localhost:9/m.pt, http://localhost:9/m.pt, m.pt",
    "http://[::1]:9/m.pt, http://[::1]:9/m.pt, m.pt",
    "s3://models/a b/m+n.pt, s3://models/a b/m+n.pt, m_n.pt",
    "s3://models/a/.hidden, s3://models/a/.hidden, hidden",
    "s3://models/m.pt?versionId=3.x, s3://models/m.pt?versionId=3.x, m.pt"
  })
  void anAddressIsShownWithoutWhatIsSecret(String text, String shown, String name) {
    RemoteAddress address = RemoteAddress.of(text);
    assertThat(address).hasToString(shown).isEqualTo(RemoteAddress.of(text));
    assertThat(address.fileName()).isEqualTo(name);
    assertThat(RemoteAddress.shown(text)).isEqualTo(shown);
    assertThat(address.key()).matches("[0-9a-f]{16}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://a.example/geheim?geheim | expected https://, found http://: anybody on the way",
        "http://127.0.0.1.a.example/geheim | expected https://, found http://",
        "gs://geheim/geheim | expected https:// or s3://, found gs://",
        "file:///geheim | expected https:// or s3://, found file://",
        "https://geheim | expected https://HOST/PATH",
        "https:///geheim | expected https://HOST/PATH",
        "https://u:gehe im@a.example/b | expected https://HOST/PATH, in which other signs",
        "s3://geheim | expected s3://BUCKET/KEY",
        "s3://geheim/ | expected s3://BUCKET/KEY",
        "s3://geheim/folder/ | expected s3://BUCKET/KEY",
        "s3://u:geheim@bucket/key | expected s3://BUCKET/KEY",
        "s3://bucket/key?versionId=geheim&other=1 | expected s3://BUCKET/KEY",
        "s3://bucket/key#geheim | expected nothing after # but sha256=",
        "https://a.example/m.pt#sha256=geheim | expected nothing after # but sha256="
      })
  void whatIsWrongIsSaidWithoutWhatMayBeSecret(String text, String message) {
    assertThat(RemoteAddress.isMeant(text)).isTrue();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RemoteAddress.of(text))
        .withMessageStartingWith(message)
        .withMessageNotContaining("geheim");
    assertThat(RemoteAddress.shown(text)).doesNotContain("geheim");
  }

  @ParameterizedTest
  @ValueSource(strings = {"model.pt", "/a/b.pt", "C:\\a\\b.pt", "a:b", "./s3:/x", "s3:/b/k"})
  void namesOfFilesAreNoAddresses(String text) {
    assertThat(RemoteAddress.isMeant(text)).isFalse();
    assertThat(RemoteAddress.shown(text)).isEqualTo(text);
  }

  @Test
  void aHashOrAVersionPinsTheContent() {
    RemoteAddress pinned =
        RemoteAddress.of("s3://b/k#sha256=" + HASH.toUpperCase(java.util.Locale.ROOT));
    assertThat(pinned.sha256()).contains(HASH);
    assertThat(pinned.isPinned()).isTrue();
    assertThat(RemoteAddress.of("s3://b/k?versionId=1").isPinned()).isTrue();
    assertThat(RemoteAddress.of("s3://b/k").isPinned()).isFalse();
    // One content is one file of the cache, whatever signature an address has this time.
    assertThat(RemoteAddress.of("https://a.example/m?s=1#sha256=" + HASH).key())
        .isEqualTo(pinned.key());
    assertThat(RemoteAddress.of("https://a.example/m?s=1").key())
        .isNotEqualTo(RemoteAddress.of("https://a.example/m?s=2").key());
  }

  @ParameterizedTest
  @CsvSource({
    "https://a.example/c/x/m.yaml?s=1, ../base.yaml, https://a.example/c/base.yaml",
    "https://a.example/c/m.yaml, b c.yaml, https://a.example/c/b%20c.yaml",
    "s3://b/c/x/m.yaml?versionId=1, ../base.yaml, s3://b/c/base.yaml",
    "s3://b/c d/m.yaml, base.yaml, s3://b/c d/base.yaml"
  })
  void aFileBesideAnAddressHasOne(String address, String relative, String expected) {
    assertThat(RemoteAddress.of(address).resolve(relative)).hasToString(expected);
  }
}
