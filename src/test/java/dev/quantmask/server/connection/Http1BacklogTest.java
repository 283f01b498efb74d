package dev.quantmask.server.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import org.junit.jupiter.api.Test;

class Http1BacklogTest {
  private final HeldMemory memory = new HeldMemory(1 << 30);
  private final EmbeddedChannel channel = new EmbeddedChannel();

  Http1BacklogTest() {
    channel.pipeline().addLast(new Http1Backlog(memory.share(channel)));
    channel.writeInbound(LastHttpContent.EMPTY_LAST_CONTENT); // of the first request
    assertThat((Object) channel.readInbound()).isInstanceOf(LastHttpContent.class);
  }

  private void request(String uri) {
    channel.writeInbound(new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, uri));
    channel.writeInbound(LastHttpContent.EMPTY_LAST_CONTENT);
  }

  private void answer() {
    channel.writeOutbound(LastHttpContent.EMPTY_LAST_CONTENT);
  }

  private void nextTurn() throws InterruptedException {
    Thread.sleep(2);
    channel.runScheduledPendingTasks();
  }

  @Test
  void theNextRequestIsHandedOnInTheNextTurnAfterAnAnswer() throws Exception {
    request("/1");
    request("/2");
    assertThat((Object) channel.readInbound()).isNull();
    channel.writeOutbound(); // nothing, but tasks run
    assertThat((Object) channel.readInbound()).isNull();
    answer();
    nextTurn();
    assertThat(channel.<HttpRequest>readInbound().uri()).isEqualTo("/1");
    assertThat((Object) channel.readInbound()).isSameAs(LastHttpContent.EMPTY_LAST_CONTENT);
    assertThat((Object) channel.readInbound()).isNull();
    answer();
    nextTurn();
    assertThat(channel.<HttpRequest>readInbound().uri()).isEqualTo("/2");
  }

  @Test
  void aRequestAfterAnAnswerIsHandedOnImmediately() {
    answer();
    request("/1");
    assertThat(channel.<HttpRequest>readInbound().uri()).isEqualTo("/1");
  }

  @Test
  void nothingIsHeldOnceAllIsAnswered() throws Exception {
    request("/1");
    assertThat(memory.total()).isEqualTo(2 * HeldMemory.REQUEST);
    answer();
    nextTurn();
    answer();
    assertThat(memory.total()).isZero();
  }

  @Test
  void aConnectionWithTooManyRequestsIsClosed() {
    for (int i = 0; i < 300 && channel.isOpen(); i++) {
      request("/" + i);
    }
    assertThat(channel.isOpen()).isFalse();
  }
}
