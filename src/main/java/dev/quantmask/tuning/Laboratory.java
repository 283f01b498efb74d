package dev.quantmask.tuning;

import java.io.IOException;
import java.util.List;

/** Measures candidates; a test brings its own. */
interface Laboratory {
  /** Measures the candidates of a trial in turn; the outcomes are in their order. */
  List<Outcome> measure(Trial trial) throws IOException;

  /**
   * Finds layers that may better not be static.
   *
   * @param images to look at
   * @return none where that cannot be told
   */
  List<LayerChoice> layerChoices(int images) throws IOException;

  /** Candidates may have these choices from now on. */
  void know(List<LayerChoice> choices);
}
