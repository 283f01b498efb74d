package dev.quantmask.video;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Decodes a video in a thread of its own, a few frames ahead of who takes them. Of a source that
 * does not wait, such as a camera, the oldest of these are dropped.
 */
public final class ReadAhead implements AutoCloseable {
  private static final int FRAMES = 3;
  private static final long PATIENCE_MILLIS = 1000;

  private final VideoReader reader;
  private final FrameSelection selection;
  private final boolean live;
  private final BlockingQueue<Item> queue = new ArrayBlockingQueue<>(FRAMES);
  private final Thread thread = new Thread(this::run, "video");
  private volatile boolean closed;
  private volatile long damaged;
  private Item end; // once it was taken

  /** What the thread hands over: a frame, the end, or why it ends. */
  private record Item(Optional<VideoFrame> frame, Throwable failure) {}

  private ReadAhead(VideoReader reader, FrameSelection selection) {
    this.reader = reader;
    this.selection = selection;
    this.live = reader.description().live();
  }

  /**
   * Begins to read.
   *
   * @param reader belongs to the thread from now on, which closes it
   */
  public static ReadAhead of(VideoReader reader, FrameSelection selection) {
    ReadAhead ahead = new ReadAhead(reader, selection);
    ahead.thread.setDaemon(true); // a source that says nothing does not keep the process
    ahead.thread.start();
    return ahead;
  }

  private void run() {
    try (reader) {
      put(read());
    } catch (InterruptedException e) {
      // Nobody takes frames any more.
    }
  }

  /** Reads to the end, and returns it. */
  private Item read() throws InterruptedException {
    try {
      if (selection.from() > 0) {
        reader.seek(selection.from());
      }
      FrameFilter filter = selection.filter();
      while (!closed) {
        Optional<VideoFrame> frame = reader.read(filter);
        damaged = reader.damaged();
        if (frame.isEmpty() || frame.get().microseconds() >= selection.to()) {
          break;
        }
        put(new Item(frame, null));
      }
      return new Item(Optional.empty(), null);
    } catch (IOException | RuntimeException | Error e) {
      return new Item(Optional.empty(), e);
    }
  }

  private void put(Item item) throws InterruptedException {
    while (live && !queue.offer(item)) {
      queue.poll();
    }
    if (!live) {
      queue.put(item);
    }
  }

  /** Waits for the next frame; empty at the end, and where the video cannot be read any more. */
  public Optional<VideoFrame> next() {
    Item item = end == null ? take() : end;
    if (item.frame().isEmpty()) {
      end = item;
    }
    return item.frame();
  }

  /** Returns why there was no next frame, if that was not the end of the video. */
  public Optional<IOException> failure() {
    if (end == null || end.failure() == null) {
      return Optional.empty();
    }
    if (end.failure() instanceof IOException e) {
      return Optional.of(e);
    }
    throw new IllegalStateException("the video cannot be read", end.failure());
  }

  private Item take() {
    try {
      return queue.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Item(Optional.empty(), new IOException("interrupted"));
    }
  }

  /** Returns how many frames were damaged so far; they are left out. */
  public long damaged() {
    return damaged;
  }

  /** Ends the thread; one that waits for a source that says nothing is left to itself. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join(PATIENCE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
