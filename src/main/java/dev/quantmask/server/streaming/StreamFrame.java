package dev.quantmask.server.streaming;

import io.vertx.core.Future;
import java.util.List;

/**
 * A frame that has arrived.
 *
 * @param <M> what is sent
 */
public interface StreamFrame<M> {
  /**
   * Begins the work. What goes wrong with the frame is an answer too: the future does not fail.
   *
   * @param dropped frames since the last one that was answered
   */
  Future<StreamResponse<M>> answer(long id, List<Long> dropped);

  /** Called once, when the frame's bytes are needed no more. */
  void free();
}
