package dev.quantmask.testing;

import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.core.io.InputDecorator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.io.InputStream;
import java.io.Reader;
import java.util.concurrent.Semaphore;

/** Stops the service, while a test says so, where it begins to read JSON. */
@Singleton
public final class JsonPause implements ObjectMapperCustomizer {
  public static final Semaphore STOPPED = new Semaphore(0);
  public static final Semaphore MAY_GO_ON = new Semaphore(0);
  public static volatile boolean on;

  @Override
  public void customize(ObjectMapper mapper) {
    mapper.getFactory().setInputDecorator(new Stop());
  }

  private static final class Stop extends InputDecorator {
    private static final long serialVersionUID = 1;

    private static void stop() {
      if (on) {
        STOPPED.release();
        MAY_GO_ON.acquireUninterruptibly();
      }
    }

    @Override
    public InputStream decorate(IOContext context, InputStream in) {
      stop();
      return in;
    }

    @Override
    public InputStream decorate(IOContext context, byte[] source, int offset, int length) {
      stop();
      return null; // as it is
    }

    @Override
    public Reader decorate(IOContext context, Reader in) {
      stop();
      return in;
    }
  }
}
