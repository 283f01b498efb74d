package dev.quantmask.engine;

import ai.djl.util.Platform;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** The operating system and the processor that the libtorch in the class path is for. */
final class LibtorchPlatform {
  private static final String RESOURCE = "/native/lib/pytorch.properties"; // of DJL's jar
  private static final String KEY = "classifier";

  private LibtorchPlatform() {}

  /**
   * Fails where it is for another machine: DJL would look for one to download.
   *
   * @throws IOException saying what to build
   */
  static void check() throws IOException {
    try (InputStream in = LibtorchPlatform.class.getResourceAsStream(RESOURCE)) {
      if (in == null || LibtorchFolder.told().isPresent()) {
        return; // libtorch comes from elsewhere
      }
      Properties properties = new Properties();
      properties.load(in);
      check(properties.getProperty(KEY), Platform.fromSystem("pytorch").getClassifier());
    }
  }

  static void check(String built, String here) throws IOException {
    if (!here.equals(built)) {
      throw new IOException(
          Text.format(
              "libtorch: this build has it for %s, and this machine is %s: build with -Dlibtorch.platform=%s",
              built, here, here));
    }
  }
}
