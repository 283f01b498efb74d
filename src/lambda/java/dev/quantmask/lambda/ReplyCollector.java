package dev.quantmask.lambda;

import io.netty.channel.FileRegion;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.quarkus.netty.runtime.virtual.VirtualResponseHandler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** Puts the parts of a response together. The server hands them over on one thread. */
final class ReplyCollector implements VirtualResponseHandler {
  private final CompletableFuture<HttpReply> reply = new CompletableFuture<>();
  private final TreeMap<String, List<String>> headers =
      new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private int status;

  CompletableFuture<HttpReply> reply() {
    return reply;
  }

  @Override
  public void handleMessage(Object message) {
    try {
      collect(message);
    } catch (IOException | RuntimeException e) {
      reply.completeExceptionally(e);
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void collect(Object message) throws IOException {
    if (message instanceof HttpResponse response) {
      status = response.status().code();
      response
          .headers()
          .forEach(
              header ->
                  headers
                      .computeIfAbsent(header.getKey(), name -> new ArrayList<>())
                      .add(header.getValue()));
    }
    if (message instanceof HttpContent content) {
      content.content().readBytes(body, content.content().readableBytes());
    }
    if (message instanceof FileRegion file) {
      write(file);
    }
    if (message instanceof LastHttpContent) {
      reply.complete(new HttpReply(status, headers, body.toByteArray()));
    }
  }

  private void write(FileRegion file) throws IOException {
    WritableByteChannel channel = Channels.newChannel(body);
    while (file.transferred() < file.count()) {
      file.transferTo(channel, file.transferred());
    }
  }

  @Override
  public void close() {
    reply.completeExceptionally(new IOException("The server has closed the connection"));
  }
}
