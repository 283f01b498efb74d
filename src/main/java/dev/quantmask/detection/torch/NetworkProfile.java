package dev.quantmask.detection.torch;

import dev.quantmask.model.network.NetworkPhase;
import dev.quantmask.model.network.NetworkSizes;
import java.util.Map;

/**
 * Says where the time of a network went for one image.
 *
 * @param phases milliseconds of each, waited for one by one
 * @param rest milliseconds of the call beside them: into libtorch and back
 */
public record NetworkProfile(NetworkSizes sizes, Map<NetworkPhase, Double> phases, double rest) {
  public NetworkProfile {
    phases = Map.copyOf(phases);
  }
}
