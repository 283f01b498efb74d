package dev.quantmask.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedAddressesTest {
  private static final AllowedAddresses ALLOWED =
      AllowedAddresses.below(List.of("https://images.example.com/frames/", "s3://games/7/"));

  private static boolean contain(String address) {
    return ALLOWED.contain(RemoteAddress.of(address));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://images.example.com/frames/a.jpg",
        "https://images.example.com/frames/day%201/a.jpg?signature=x",
        "HTTPS://IMAGES.example.com:443/frames/a.jpg",
        "https://images.example.com/frames/..a/b..jpg",
        "s3://games/7/a.jpg",
        "s3://games/7/a/b.jpg?versionId=3"
      })
  void whatIsBelowIsAllowed(String address) {
    assertThat(contain(address)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://images.example.com/secret.jpg",
        "https://images.example.com/frames.jpg",
        "https://images.example.com/frames",
        "https://images.example.com/frames/../secret.jpg",
        "https://images.example.com/frames/./../secret.jpg",
        "https://images.example.com/frames/%2e%2e/secret.jpg",
        "https://images.example.com/frames/%2E./secret.jpg",
        "https://images.example.com/frames/a%2f..%2fsecret.jpg",
        "https://images.example.com/frames/..%5csecret.jpg",
        "https://images.example.com:8443/frames/a.jpg",
        "https://user:password@images.example.com/frames/a.jpg",
        "https://images.example.com.evil.example/frames/a.jpg",
        "https://evil.example/frames/a.jpg?https://images.example.com/frames/",
        "https://169.254.169.254/latest/meta-data",
        "http://127.0.0.1/frames/a.jpg",
        "s3://games/70/a.jpg",
        "s3://games/8/a.jpg",
        "s3://games/7/../8/a.jpg",
        "s3://other/7/a.jpg"
      })
  void nothingElseIs(String address) {
    assertThat(contain(address)).isFalse();
  }

  @Test
  void aBucketOrAHostMayBeAllowedAsAWhole() {
    AllowedAddresses all = AllowedAddresses.below(List.of("https://a.example/", "s3://games/"));
    assertThat(all.contain(RemoteAddress.of("https://a.example/x/y.jpg"))).isTrue();
    assertThat(all.contain(RemoteAddress.of("s3://games/x/y.jpg"))).isTrue();
    assertThat(all.contain(RemoteAddress.of("s3://games2/x/y.jpg"))).isFalse();
  }

  @Test
  void withoutAFolderNothingIsAllowed() {
    assertThat(AllowedAddresses.below(List.of()).contain(RemoteAddress.of("s3://games/7/a.jpg")))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://images.example.com",
        "https://images.example.com/frames",
        "https://images.example.com/frames/?x=/",
        "https://images.example.com/../",
        "https://user@images.example.com/",
        "http://images.example.com/",
        "s3://",
        "ftp://images.example.com/",
        "*/"
      })
  void aFolderThatIsNoneIsAnError(String folder) {
    assertThatThrownBy(() -> AllowedAddresses.below(List.of(folder)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected");
  }
}
