package dev.quantmask.server.streaming;

import java.util.List;

/** Several as one. */
public record StreamObservers(List<StreamObserver> observers) implements StreamObserver {
  public StreamObservers {
    observers = List.copyOf(observers);
  }

  @Override
  public void opened() {
    observers.forEach(StreamObserver::opened);
  }

  @Override
  public void closed(StreamClose why) {
    observers.forEach(observer -> observer.closed(why));
  }

  @Override
  public void left() {
    observers.forEach(StreamObserver::left);
  }

  @Override
  public void received() {
    observers.forEach(StreamObserver::received);
  }

  @Override
  public void ended(FrameEnd end) {
    observers.forEach(observer -> observer.ended(end));
  }
}
