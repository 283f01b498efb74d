package dev.quantmask.remote;

import dev.quantmask.io.StoredFile;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;

/** A file of an address, in the cache. */
public final class RemoteFile implements StoredFile {
  private static final System.Logger LOG = System.getLogger(RemoteFile.class.getName());

  private final RemoteAddress address;
  private final RemoteFiles files;
  private final ReentrantLock work = new ReentrantLock(); // its holder changes the state
  private volatile State state = new State(null, null, null, null, null, 0);

  /**
   * What is known.
   *
   * @param file null before the first is there
   * @param version of the file; null where the store was not asked
   * @param seen what the store had when it was asked last; null before
   * @param fetchProblem null unless the last attempt to fetch failed
   * @param lookProblem null unless the last look failed
   * @param retries how often a version that could not be fetched was seen again
   */
  private record State(
      FetchedFile file,
      RemoteVersion version,
      RemoteVersion seen,
      String fetchProblem,
      String lookProblem,
      long retries) {
    boolean isCurrent() {
      return file != null && (seen == null || seen.isOf(version));
    }

    State failed(String problem) {
      return new State(file, version, seen, problem, lookProblem, retries);
    }

    State seen(RemoteVersion now) {
      State looked = new State(file, version, now, fetchProblem, null, retries);
      if (looked.isCurrent()) {
        return new State(file, version, now, null, null, retries);
      }
      return fetchProblem == null
          ? looked
          : new State(file, version, now, fetchProblem, null, retries + 1);
    }

    State unseen(String problem) {
      return new State(file, version, seen, fetchProblem, problem, retries);
    }
  }

  public RemoteFile(RemoteAddress address, RemoteFiles files) {
    this.address = address;
    this.files = files;
  }

  @Override
  public Path fetch() throws IOException {
    work.lock();
    try {
      State before = state;
      if (before.isCurrent() && Files.exists(before.file().path())) {
        return before.file().path();
      }
      RemoteFiles.Fetched fetched = files.fetchVersion(address, new Log());
      RemoteVersion version = fetched.version().orElse(null);
      state = new State(fetched.file(), version, version, null, null, before.retries());
      if (before.file() != null) {
        before.file().close();
      }
      return fetched.file().path();
    } catch (IOException e) {
      state = state.failed(e.getMessage());
      throw e;
    } finally {
      work.unlock();
    }
  }

  private static final class Log implements TransferMonitor {
    @Override
    public void retries(RemoteException problem) {
      LOG.log(Level.INFO, "{0}; trying again", problem.getMessage());
    }

    @Override
    public void waits(RemoteAddress address) {
      LOG.log(Level.INFO, "{0}: another process fetches it; waiting for that", address);
    }
  }

  @Override
  public void look() {
    if (address.isPinned() || !work.tryLock()) {
      return;
    }
    try {
      if (state.file() == null) {
        return;
      }
      state = state.seen(files.look(address));
    } catch (IOException e) {
      if (state.lookProblem() == null) { // once in a row
        LOG.log(Level.WARNING, "{0}; what was fetched before stays", e.getMessage());
      }
      state = state.unseen(e.getMessage());
    } finally {
      work.unlock();
    }
  }

  @Override
  public Optional<String> problem() {
    return Optional.ofNullable(state.fetchProblem());
  }

  @Override
  public Optional<String> lookProblem() {
    return Optional.ofNullable(state.lookProblem());
  }

  @Override
  public String stamp() {
    State now = state;
    String version = now.seen() == null ? "" : now.seen().tag().orElse("" + now.seen().size());
    return now.isCurrent() ? version : version + " " + now.retries();
  }

  @Override
  public Optional<Path> fetched() {
    return Optional.ofNullable(state.file()).map(FetchedFile::path);
  }

  @Override
  public OptionalLong size() {
    Optional<Path> file = fetched();
    try {
      return file.isPresent() ? OptionalLong.of(Files.size(file.get())) : OptionalLong.empty();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }

  @Override
  public String toString() {
    return address.toString();
  }
}
