package dev.quantmask.remote;

import dev.quantmask.io.Sha256;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Reads small files into memory, in one attempt, past the cache, and from the very address: a
 * server that redirects is not followed, because it would lead to where nobody has allowed.
 */
public final class RemoteReader {
  private final RemoteSettings settings;
  private S3Client s3; // null before the first address of S3

  public RemoteReader(RemoteSettings settings) {
    this.settings = settings;
  }

  /**
   * Reads a file.
   *
   * @param most bytes that it may have
   * @param longest that it may take
   * @throws RemoteException saying what is wrong with the address, the store or the content
   */
  public byte[] read(RemoteAddress address, int most, Duration longest) throws RemoteException {
    long end = System.nanoTime() + longest.toNanos();
    try (RemoteBody body = store(address).open()) {
      long size = body.version().size();
      if (size > most) {
        throw tooLarge(address, most, Long.toString(size));
      }
      byte[] content = content(address, body.stream(), most, end);
      if (size >= 0 && content.length != size) {
        throw new RemoteException(
            address,
            Text.format("the connection was cut after %d of %d bytes", content.length, size),
            true);
      }
      requireHash(address, content);
      return content;
    } catch (RemoteException e) {
      throw e;
    } catch (IOException e) {
      throw RemoteException.ofConnection(address, e);
    }
  }

  private static byte[] content(RemoteAddress address, InputStream stream, int most, long end)
      throws IOException {
    byte[] content = new byte[Math.min(most, 1 << 16)];
    int size = 0;
    while (true) {
      if (size == content.length) {
        content = Arrays.copyOf(content, (int) Math.min(most + 1L, 2L * size));
      }
      int count = stream.read(content, size, content.length - size);
      if (count < 0) {
        return Arrays.copyOf(content, size);
      }
      size += count;
      if (size > most) {
        throw tooLarge(address, most, "more");
      }
      if (System.nanoTime() - end > 0) {
        throw new RemoteException(address, "cannot be reached: no answer in time", true);
      }
    }
  }

  private static RemoteException tooLarge(RemoteAddress address, int most, String found) {
    return new RemoteException(
        address, Text.format("expected at most %d bytes, found %s", most, found), false);
  }

  private static void requireHash(RemoteAddress address, byte[] content) throws RemoteException {
    if (address.sha256().isEmpty()) {
      return;
    }
    String found = Sha256.of(content);
    if (!found.equals(address.sha256().get())) {
      throw RemoteException.wrongHash(address, address.sha256().get(), found);
    }
  }

  private RemoteStore store(RemoteAddress address) {
    if (address.location() instanceof RemoteAddress.WebResource web) {
      return new WebStore(address, web.uri(), settings.readTimeout(), 0);
    }
    return new S3Store(address, (RemoteAddress.S3Object) address.location(), s3());
  }

  private synchronized S3Client s3() {
    if (s3 == null) {
      s3 = S3Clients.of(settings);
    }
    return s3;
  }
}
