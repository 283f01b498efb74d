package dev.quantmask;

import dev.quantmask.cli.CommandLineInterface;
import dev.quantmask.text.Text;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** One artifact: without arguments it serves, with arguments it is a command. */
@QuarkusMain
public final class Main {
  Main() {}

  public static void main(String... arguments) {
    Text.setDefaultLocale();
    // The launcher of Quarkus does the same. On a plain class path, as in the image for Lambda, the
    // log would otherwise begin with an error: its manager is missing.
    System.setProperty("java.util.logging.manager", "org.jboss.logmanager.LogManager");
    if (arguments.length == 0) {
      // Quarkus answers an address that cannot be read with an empty 400; ours has a problem.
      System.setProperty("vertx.disableURIValidation", "true");
      Quarkus.run();
      return;
    }
    CommandLineInterface.runAndExit(arguments);
  }
}
