package dev.quantmask.video;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VideoSourceTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"a.mp4", "A.MKV", "x/y.webm", "c.d.y4m", "-", "rtsp://camera/1", "udp://@:1234"})
  void videos(String source) {
    assertThat(VideoSource.isMeant(source)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a.png", "mp4", ".mp4", "x.mp4/y", "s3://bucket/a.jpg", "https://a/b.jpg"})
  void others(String source) {
    assertThat(VideoSource.isMeant(source)).isFalse();
  }

  @Test
  void thePasswordOfAnAddressIsNotItsName() throws Exception {
    VideoSource source = VideoSource.of("rtsp://me:secret@10.0.0.7:554/live?x=1");
    assertThat(source.name()).isEqualTo("rtsp://10.0.0.7:554/live?x=1");
    assertThat(source.url()).contains("me:secret");
    assertThat(source.live()).isTrue();
    assertThat(source.options()).containsEntry("protocol_whitelist", "rtsp,rtp,udp,tcp");
  }
}
