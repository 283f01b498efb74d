package dev.quantmask.remote;

import dev.quantmask.io.Sha256;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.services.s3.S3Client;

/** Fetches files into the cache. */
public final class RemoteFiles {
  private final RemoteSettings settings;
  private final RemoteCache cache;
  private S3Client s3; // null before the first address of S3

  public RemoteFiles(RemoteSettings settings) {
    this.settings = settings;
    this.cache = new RemoteCache(settings.cacheFolder(), settings.cacheSize());
  }

  /** Looks at what the store has now, without its content. */
  RemoteVersion look(RemoteAddress address) throws IOException {
    return new Transfer(address, store(address), settings, TransferMonitor.NONE).look();
  }

  /**
   * Returns the content that the store has now, from the cache if it is there. Where the address
   * itself says which content it is, the store is not asked for what is in the cache.
   *
   * @throws IOException saying what is wrong with the address, the store, the content or the cache
   */
  public FetchedFile fetch(RemoteAddress address, TransferMonitor monitor) throws IOException {
    return fetchVersion(address, monitor).file();
  }

  /**
   * A content that was fetched.
   *
   * @param version empty where the store was not asked
   */
  record Fetched(FetchedFile file, Optional<RemoteVersion> version) {}

  Fetched fetchVersion(RemoteAddress address, TransferMonitor monitor) throws IOException {
    Optional<FetchedFile> pinned = pinned(address);
    if (pinned.isPresent()) {
      return new Fetched(pinned.get(), Optional.empty());
    }
    Transfer transfer = new Transfer(address, store(address), settings, monitor);
    RemoteVersion version = transfer.look();
    CacheFolder.Hold hold = cache.begin(address, monitor);
    try {
      Optional<FetchedFile> found = found(address, version); // another process may have fetched it
      if (found.isPresent()) {
        return new Fetched(found.get(), Optional.of(version));
      }
      PartialFile partial = cache.partial(address);
      RemoteVersion arrived = transfer.into(partial, bytes -> cache.makeRoom(address, bytes));
      requireHash(address, partial);
      return new Fetched(cache.complete(address, tag(address, arrived)), Optional.of(arrived));
    } finally {
      cache.end(hold);
    }
  }

  private Optional<FetchedFile> pinned(RemoteAddress address) throws IOException {
    Optional<String> pin = address.pin();
    return pin.isPresent() ? cache.find(address, pin.get()) : Optional.empty();
  }

  private Optional<FetchedFile> found(RemoteAddress address, RemoteVersion version)
      throws IOException {
    Optional<String> tag = address.pin().or(version::tag);
    return tag.isPresent() ? cache.find(address, tag.get()) : Optional.empty();
  }

  /** What a store without versions has is another content each time. */
  private static String tag(RemoteAddress address, RemoteVersion version) {
    return address.pin().or(version::tag).orElseGet(() -> UUID.randomUUID().toString());
  }

  private static void requireHash(RemoteAddress address, PartialFile partial) throws IOException {
    if (address.sha256().isEmpty()) {
      return;
    }
    String found = Sha256.of(partial.path());
    if (!found.equals(address.sha256().get())) {
      partial.drop();
      throw RemoteException.wrongHash(address, address.sha256().get(), found);
    }
  }

  private RemoteStore store(RemoteAddress address) {
    if (address.location() instanceof RemoteAddress.WebResource web) {
      return new WebStore(address, web.uri(), settings.readTimeout(), WebStore.USUAL_REDIRECTS);
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
