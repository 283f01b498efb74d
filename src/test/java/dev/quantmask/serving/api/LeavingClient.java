package dev.quantmask.serving.api;

/** Goes when it is told to. */
public final class LeavingClient implements Client {
  private boolean gone;
  private Runnable action = () -> {};

  public synchronized void leave() {
    gone = true;
    action.run();
  }

  @Override
  public synchronized boolean isGone() {
    return gone;
  }

  @Override
  public synchronized void whenGone(Runnable next) {
    action = next;
    if (gone) {
      next.run();
    }
  }
}
