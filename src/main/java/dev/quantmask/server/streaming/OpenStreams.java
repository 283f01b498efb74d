package dev.quantmask.server.streaming;

import dev.quantmask.server.config.ServerSettings;
import dev.quantmask.serving.DetectionServer;
import dev.quantmask.serving.api.OverloadedException;
import dev.quantmask.serving.api.ServingException;
import dev.quantmask.text.Text;
import io.quarkus.arc.All;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** The streams that are open, whichever endpoint they have come through: so many, and no more. */
@Singleton
public final class OpenStreams {
  private final DetectionServer server;
  private final ServerSettings settings;
  private final StreamObserver observer;
  private final Semaphore places;
  private final Map<StreamSession<?>, Context> sessions = new ConcurrentHashMap<>();

  /**
   * @param observers every bean that is one
   */
  OpenStreams(
      DetectionServer server, ServerSettings settings, @All List<StreamObserver> observers) {
    this.server = server;
    this.settings = settings;
    this.observer = new StreamObservers(observers);
    this.places = new Semaphore(settings.streams().most());
  }

  /**
   * Takes a place for a stream that is to be opened.
   *
   * @throws ServingException when there is none, or a request would be refused now
   */
  public void takePlace() throws ServingException {
    server.admitBody(0).close(); // what a request would be told now
    if (!places.tryAcquire()) {
      throw new OverloadedException(
          Text.format("%d streams are open already; retry later", settings.streams().most()));
    }
  }

  /** Gives the place of a stream back that was not opened. */
  void leavePlace() {
    places.release();
  }

  /** Opens a stream that has a place; the event loop of its connection must do so. */
  public <M> StreamSession<M> open(StreamPeer<M> peer, Vertx vertx) {
    StreamSession<M> session =
        new StreamSession<>(
            peer, new VertxTimers(vertx), observer, settings.streams().idle(), settings.timeout());
    sessions.put(session, vertx.getOrCreateContext());
    return session;
  }

  /** The connection of a stream, or the call, has ended. */
  public void closed(StreamSession<?> session) {
    sessions.remove(session);
    places.release();
    session.closed();
  }

  /** Answers what is in work, and closes all streams. */
  public void drain() {
    sessions.forEach((session, context) -> context.runOnContext(ignored -> session.drain()));
  }
}
