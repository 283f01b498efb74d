package dev.quantmask.remote;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/**
 * A resource of a web server. By the JDK's older client: the newer one has no timeout for a body
 * that stops.
 */
final class WebStore implements RemoteStore {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  static final int USUAL_REDIRECTS = 5;

  private final RemoteAddress address;
  private final URI uri;
  private final Duration readTimeout;
  private final int mostRedirects;

  /**
   * @param mostRedirects to wherever the server says; 0: only what is at this address itself
   */
  WebStore(RemoteAddress address, URI uri, Duration readTimeout, int mostRedirects) {
    this.address = address;
    this.uri = uri;
    this.readTimeout = readTimeout;
    this.mostRedirects = mostRedirects;
  }

  /** Not by HEAD: a signature in an address holds for GET only. */
  @Override
  public RemoteVersion look() throws RemoteException {
    try (RemoteBody body = open("bytes=0-0", Optional.empty())) {
      return body.version();
    } catch (RemoteException e) {
      throw e;
    } catch (IOException e) {
      throw RemoteException.ofConnection(address, e);
    }
  }

  @Override
  public RemoteBody open() throws RemoteException {
    return open(null, Optional.empty());
  }

  @Override
  public RemoteBody open(long from, RemoteVersion version) throws RemoteException {
    return open("bytes=" + from + "-", version.validator());
  }

  private RemoteBody open(String range, Optional<String> validator) throws RemoteException {
    try {
      URI place = uri;
      for (int i = 0; i <= mostRedirects; i++) {
        HttpURLConnection connection = connection(place);
        if (range != null) {
          connection.setRequestProperty("Range", range);
          validator.ifPresent(value -> connection.setRequestProperty("If-Range", value));
        }
        int status = connection.getResponseCode();
        if (status / 100 != 3) {
          return body(connection, status);
        }
        place = target(place, connection.getHeaderField("Location"), status);
        connection.disconnect();
      }
    } catch (RemoteException e) {
      throw e;
    } catch (IOException e) {
      throw RemoteException.ofConnection(address, e);
    }
    throw new RemoteException(
        address, "expected at most " + mostRedirects + " redirects, found more", false);
  }

  private HttpURLConnection connection(URI place) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) place.toURL().openConnection();
    connection.setInstanceFollowRedirects(false);
    connection.setConnectTimeout((int) CONNECT_TIMEOUT.toMillis());
    connection.setReadTimeout((int) readTimeout.toMillis());
    connection.setRequestProperty("Accept-Encoding", "identity");
    connection.setUseCaches(false);
    if (place.getRawUserInfo() != null) {
      byte[] user = place.getUserInfo().getBytes(StandardCharsets.UTF_8);
      connection.setRequestProperty(
          "Authorization", "Basic " + Base64.getEncoder().encodeToString(user));
    }
    return connection;
  }

  /** What an address has for a password is not in the next one, unless that says it itself. */
  private URI target(URI from, String location, int status) throws RemoteException {
    if (location == null) {
      throw RemoteException.ofStatus(address, status, "");
    }
    try {
      URI target = from.resolve(location);
      if (target.getHost() == null) {
        throw new IllegalArgumentException("expected https://HOST/PATH");
      }
      if (from.getScheme().equals("https") && !"https".equals(target.getScheme())) {
        throw new IllegalArgumentException("expected https://, found " + target.getScheme());
      }
      RemoteAddress.requireSafe(target);
      return target;
    } catch (IllegalArgumentException e) {
      String reason =
          e.getMessage().startsWith("expected") ? e.getMessage() : "expected an address";
      throw new RemoteException(address, "redirects: " + reason, false);
    }
  }

  private RemoteBody body(HttpURLConnection connection, int status) throws IOException {
    if (status != HttpURLConnection.HTTP_OK && status != HttpURLConnection.HTTP_PARTIAL) {
      connection.disconnect();
      throw RemoteException.ofStatus(address, status, "");
    }
    ContentRange range =
        status == HttpURLConnection.HTTP_PARTIAL
            ? ContentRange.of(address, connection.getHeaderField("Content-Range"))
            : new ContentRange(0, connection.getContentLengthLong());
    InputStream stream = connection.getInputStream();
    RemoteVersion version =
        new RemoteVersion(
            connection.getHeaderField("ETag"),
            connection.getHeaderField("Last-Modified"),
            range.size());
    return new RemoteBody(stream, range.from(), version, connection::disconnect);
  }
}
