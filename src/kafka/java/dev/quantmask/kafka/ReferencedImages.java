package dev.quantmask.kafka;

import dev.quantmask.remote.AllowedAddresses;
import dev.quantmask.remote.RemoteAddress;
import dev.quantmask.remote.RemoteException;
import dev.quantmask.remote.RemoteReader;
import dev.quantmask.server.problem.ProblemException;
import dev.quantmask.text.Text;
import java.time.Duration;

/** Images that an event refers to, of those addresses only that are allowed. */
final class ReferencedImages {
  private final AllowedAddresses allowed;
  private final RemoteReader reader;
  private final int most;
  private final Duration longest;

  /**
   * @param most bytes of an image
   * @param longest that one may take
   */
  ReferencedImages(AllowedAddresses allowed, RemoteReader reader, int most, Duration longest) {
    this.allowed = allowed;
    this.reader = reader;
    this.most = most;
    this.longest = longest;
  }

  /**
   * @throws ProblemException when there is no such image, or nobody may read it
   * @throws RemoteException when another attempt may succeed
   */
  byte[] read(String reference) throws RemoteException {
    RemoteAddress address = address(reference);
    if (!allowed.contain(address)) {
      throw new ProblemException(
          403,
          Text.format(
              "dataref: %s is not below an address of quantmask.kafka.references", address));
    }
    try {
      return reader.read(address, most, longest);
    } catch (RemoteException e) {
      if (e.isPassing()) {
        throw e;
      }
      throw new ProblemException(422, "dataref: " + e.getMessage());
    }
  }

  private static RemoteAddress address(String reference) {
    try {
      return RemoteAddress.of(reference);
    } catch (IllegalArgumentException e) {
      throw ProblemException.badRequest("dataref: %s", e.getMessage());
    }
  }
}
