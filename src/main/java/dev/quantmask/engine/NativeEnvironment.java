package dev.quantmask.engine;

import com.sun.jna.Platform;
import com.sun.jna.WString;
import dev.quantmask.io.UnfinishedFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.Map;

/** Environment variables that native libraries read when they are loaded. */
final class NativeEnvironment {
  private static final System.Logger LOG = System.getLogger(NativeEnvironment.class.getName());

  private static final Map<String, String> DEFAULTS =
      Map.of(
          // OpenMP's threads otherwise spin while they wait for work. Beside any other busy
          // process, or under a CPU quota, an inference then takes four to fifteen times as long,
          // and it is slower even on an idle machine. libgomp of Linux, libomp of a Mac and
          // libiomp5 of
          // Windows read it alike.
          "OMP_WAIT_POLICY",
          "PASSIVE",
          // oneDNN keeps the code it generated for the last 1024 pairs of a layer and a size, which
          // is 160 MB when images have many sizes. The layers of one size are about 75.
          "ONEDNN_PRIMITIVE_CACHE_CAPACITY",
          "512");

  private NativeEnvironment() {}

  /**
   * Sets what the user has not set. It must run before libtorch is loaded, because the libraries
   * read the environment only then.
   */
  static void setDefaults() {
    try {
      // JNA unpacks its library into a temporary file, loads it and deletes it.
      UnfinishedFiles.whole(
          () -> {
            set();
            return null;
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (UnsatisfiedLinkError | NoClassDefFoundError e) {
      LOG.log(Level.DEBUG, "The environment cannot be set; native libraries use defaults", e);
    }
  }

  private static void set() {
    Map<String, String> unset = new HashMap<>(DEFAULTS);
    unset.keySet().removeAll(System.getenv().keySet());
    if (Platform.isWindows()) {
      Kernel32 library = Kernel32.load();
      unset.forEach(
          (name, value) -> library.SetEnvironmentVariableW(new WString(name), new WString(value)));
    } else {
      CLibrary library = CLibrary.load();
      unset.forEach((name, value) -> library.setenv(name, value, 0));
    }
  }
}
