package dev.quantmask.observability;

import dev.quantmask.text.Visible;
import io.quarkus.logging.LoggingFilter;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtLogRecord;

/** The log shows what clients and files call themselves, and obeys nothing of it. */
@LoggingFilter(name = "visible")
public final class VisibleLog implements Filter {
  private static final String OWN = "dev.quantmask.";

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
