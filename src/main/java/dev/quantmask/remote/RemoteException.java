package dev.quantmask.remote;

import dev.quantmask.text.Visible;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;

/** A file cannot be had from its store; the message names the address, without what is secret. */
public final class RemoteException extends IOException {
  private static final long serialVersionUID = 1;

  private final boolean isPassing;

  RemoteException(Object address, String problem, boolean isPassing) {
    super(Visible.format("%s: %s", address, problem));
    this.isPassing = isPassing;
  }

  /** Whether another attempt in a moment may succeed. */
  public boolean isPassing() {
    return isPassing;
  }

  /** Whether the content is there, and is not the one that is wanted. */
  static RemoteException wrongHash(RemoteAddress address, String expected, String found) {
    return new RemoteException(
        address,
        "expected the SHA-256 " + expected + ", found " + found + ": it is another file",
        false);
  }

  /**
   * A status of HTTP, which S3 has, too.
   *
   * @param code what S3 calls it, or empty
   */
  static RemoteException ofStatus(Object address, int status, String code) {
    String shown = code.isEmpty() ? "" + status : status + " " + code;
    return switch (status) {
      case 401, 403 ->
          new RemoteException(
              address,
              "forbidden ("
                  + shown
                  + "): check the credentials, what they may read, and whether the address has"
                  + " expired",
              false);
      case 404, 410 -> new RemoteException(address, "no such file (" + shown + ")", false);
      case 408, 429, 500, 502, 503, 504 ->
          new RemoteException(address, "the store cannot answer now (" + shown + ")", true);
      default -> new RemoteException(address, "expected the file, found status " + shown, false);
    };
  }

  /** An error of the connection. Messages of the JDK may have the whole address: none is shown. */
  static RemoteException ofConnection(Object address, IOException e) {
    Optional<String> distrust = TlsProblem.of(e);
    if (distrust.isPresent()) {
      return new RemoteException(address, distrust.get(), false);
    }
    String problem;
    if (e instanceof UnknownHostException) {
      problem = "cannot be reached: no such host";
    } else if (e instanceof ConnectException || e instanceof NoRouteToHostException) {
      problem = "cannot be reached: no connection";
    } else if (e instanceof SocketTimeoutException) {
      problem = "cannot be reached: no answer in time";
    } else {
      problem = "the connection was cut";
    }
    return new RemoteException(address, problem, true);
  }
}
