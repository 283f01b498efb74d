package dev.quantmask.server.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import org.junit.jupiter.api.Test;

class HeldMemoryTest {
  private final HeldMemory memory = new HeldMemory(100);

  private static EmbeddedChannel channel() {
    return new EmbeddedChannel(new ChannelInboundHandlerAdapter());
  }

  @Test
  void theConnectionThatHoldsMostIsClosedAndItsMemoryIsFree() {
    EmbeddedChannel greedy = channel();
    EmbeddedChannel modest = channel();
    HeldMemory.Share much = memory.share(greedy);
    HeldMemory.Share little = memory.share(modest);
    for (int i = 0; i < 9; i++) {
      much.add(10);
    }
    little.add(10);
    assertThat(greedy.isOpen()).isTrue();
    little.add(20);
    assertThat(greedy.isOpen()).isFalse();
    assertThat(modest.isOpen()).isTrue();
    assertThat(memory.total()).isEqualTo(30);
    much.add(50);
    little.free(30);
    assertThat(memory.total()).isZero();
  }

  @Test
  void oneLargeResponseMayBeHeldButNotMany() {
    EmbeddedChannel channel = channel();
    HeldMemory.Share share = memory.share(channel);
    share.add(150);
    assertThat(channel.isOpen()).isTrue();
    share.add(150);
    assertThat(channel.isOpen()).isFalse();
    assertThat(memory.total()).isZero();
  }

  @Test
  void requestsThatNeverEndAreNotTakenOn() {
    EmbeddedChannel channel = channel();
    channel.pipeline().addLast(new Http1Backlog(new HeldMemory(1 << 30).share(channel)));
    int taken = 0;
    while (channel.isOpen() && taken < 1_000) {
      channel.writeInbound(new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/"));
      taken++;
    }
    assertThat(taken).isEqualTo(200);
  }
}
