package dev.quantmask.serving.api;

/** A client, which may disconnect while its request is in progress. */
public interface Client {
  /** A client that waits as long as it takes. */
  Client PATIENT =
      new Client() {
        @Override
        public boolean isGone() {
          return false;
        }

        @Override
        public void whenGone(Runnable action) {}
      };

  boolean isGone();

  /**
   * Has an action run when the client goes, in any thread, and immediately if it has gone already.
   * The action must not block; a second one takes the place of the first.
   */
  void whenGone(Runnable action);
}
