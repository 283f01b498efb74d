package dev.quantmask.video;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_flush_buffers;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import dev.quantmask.text.Text;
import java.io.IOException;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** Takes packets of a stream, decodes them, and converts the frames that are wanted. */
final class FfmpegReader implements VideoReader {
  private static final int AV_FRAME_FLAG_CORRUPT = 1; // frame.h; a macro, which JavaCPP leaves out

  private final VideoSource source;
  private final VideoStream stream;
  private final FrameConverter converter = new FrameConverter(FrameFormat::toRgb);
  private final AVPacket packet = av_packet_alloc();
  private final AVFrame frame = av_frame_alloc();
  private VideoDescription description;
  private boolean isAhead; // the frame is decoded, and was not yet handed out
  private IOException end; // why no packet follows, unless it is the end of the video
  private long decoded; // frames, from the beginning
  private long next; // the index of the frame that comes next
  private long from = Long.MIN_VALUE; // frames before are not counted
  private long shown; // the time up to which frames are shown
  private long readBytes; // of the source, up to the end of the last packet
  private long damaged;

  private FfmpegReader(VideoSource source, VideoStream stream) {
    this.source = source;
    this.stream = stream;
  }

  static FfmpegReader open(VideoSource source) throws IOException {
    FfmpegReader reader = new FfmpegReader(source, VideoStream.open(source));
    try {
      reader.describe();
      return reader;
    } catch (IOException | RuntimeException | Error e) {
      reader.close();
      throw e;
    }
  }

  private void describe() throws IOException {
    isAhead = decode();
    if (!isAhead) {
      throw new IOException(
          source.name()
              + (damaged > 0
                  ? ": all frames of the video are damaged"
                  : ": the video has no frame that can be decoded"));
    }
    FrameFormat format = FrameFormat.of(frame);
    description =
        format.swapsSides()
            ? stream.description(format.height(), format.width())
            : stream.description(format.width(), format.height());
  }

  @Override
  public VideoDescription description() {
    return description;
  }

  @Override
  public Optional<VideoFrame> read(FrameFilter wanted) throws IOException {
    while (isAhead || decode()) {
      isAhead = false;
      long time = time();
      if (time < from) {
        continue;
      }
      long index = next++;
      if (wanted.wants(index, time)) {
        return Optional.of(new VideoFrame(index, time, converter.convert(frame, Planes::rgb)));
      }
    }
    return Optional.empty();
  }

  @Override
  public void seek(long microseconds) {
    // A pipe cannot: its frames are decoded up to there.
    if (!source.live() && stream.seek(microseconds)) {
      avcodec_flush_buffers(stream.decoder());
      isAhead = false;
      end = null;
    }
    from = microseconds;
    shown = microseconds;
    next = 0;
  }

  /** Decodes until there is a whole frame; false at the end. */
  private boolean decode() throws IOException {
    while (true) {
      int code = avcodec_receive_frame(stream.decoder(), frame);
      if (code == AVERROR_EOF) {
        return atEnd();
      }
      if (code == AVERROR_EAGAIN()) {
        feed();
        continue;
      }
      decoded++;
      if (code >= 0 && !isDamaged()) {
        return true;
      }
      damaged += code < 0 || time() >= from ? 1 : 0; // before, it may lack what it refers to
    }
  }

  private boolean atEnd() throws IOException {
    if (end == null && stream.isLongerThan(shown)) {
      end = cut("the file says that it is longer");
    }
    if (end != null) {
      throw end;
    }
    return false;
  }

  private boolean isDamaged() {
    return (frame.flags() & AV_FRAME_FLAG_CORRUPT) != 0 || frame.decode_error_flags() != 0;
  }

  /** Gives the decoder a packet, or tells it that none follows. */
  private void feed() {
    int code = av_read_frame(stream.format(), packet);
    if (code < 0) {
      if (code != AVERROR_EOF) {
        end = cut(Ffmpeg.reason(code));
      } else if (stream.hasMoreThan(readBytes)) {
        end = cut("a frame is not whole");
      }
      avcodec_send_packet(stream.decoder(), null);
      return;
    }
    if (packet.stream_index() == stream.index()) {
      readBytes = packet.pos() + packet.size();
      if (avcodec_send_packet(stream.decoder(), packet) < 0) {
        damaged++;
      }
    }
    av_packet_unref(packet);
  }

  private IOException cut(String reason) {
    boolean mayBeBehind = source.url().startsWith("pipe:") && shown == 0;
    return new IOException(
        Text.format(
            "%s: ends after %.3f seconds, and is cut or damaged there: %s%s",
            source.name(),
            shown / 1e6,
            reason,
            mayBeBehind ? "; MP4 needs its index in front in a pipe: -movflags faststart" : ""));
  }

  private long time() {
    long stamp = frame.best_effort_timestamp();
    long time =
        stamp == AV_NOPTS_VALUE
            ? Math.round((decoded - 1) * 1e6 / stream.frameRate().perSecond())
            : stream.rescale(stamp) - stream.start();
    shown = time + stream.rescale(frame.duration());
    return time;
  }

  @Override
  public long damaged() {
    return damaged;
  }

  @Override
  public void close() {
    converter.close();
    av_frame_free(frame);
    av_packet_free(packet);
    stream.close();
  }
}
