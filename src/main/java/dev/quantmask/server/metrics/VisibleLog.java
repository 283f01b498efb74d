package dev.quantmask.server.metrics;

import dev.quantmask.text.Visible;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.logging.Filter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;

/** The log shows what clients and files call themselves, and obeys nothing of it. */
@Singleton
final class VisibleLog implements Filter {
  private static final String OWN = "dev.quantmask.";
  private static final int BEFORE_ALL_OTHERS = 0;

  /** Runs for every handler, whatever the log is written to. */
  void onStart(@Observes @Priority(BEFORE_ALL_OTHERS) StartupEvent event) {
    for (Handler handler : Logger.getLogger("").getHandlers()) {
      handler.setFilter(this);
    }
  }

  @Override
  public boolean isLoggable(LogRecord message) {
    String text = text(message);
    boolean own = String.valueOf(message.getLoggerName()).startsWith(OWN);
    String visible = own ? Visible.line(text) : Visible.lines(text);
    if (!visible.equals(text)) {
      replace(message, visible);
    }
    if (message.getThrown() != null) {
      message.setThrown(VisibleThrowable.of(message.getThrown()));
    }
    return true;
  }

  private static String text(LogRecord message) {
    return String.valueOf(
        message instanceof ExtLogRecord extended
            ? extended.getFormattedMessage()
            : message.getMessage());
  }

  private static void replace(LogRecord message, String text) {
    if (message instanceof ExtLogRecord extended) {
      extended.setMessage(text, ExtLogRecord.FormatStyle.NO_FORMAT);
    } else {
      message.setMessage(text);
    }
    message.setParameters(null);
  }
}
