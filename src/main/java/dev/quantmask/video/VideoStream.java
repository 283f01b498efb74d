package dev.quantmask.video;

import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avformat.AVFMT_NOTIMESTAMPS;
import static org.bytedeco.ffmpeg.global.avformat.AVFMT_TS_DISCONT;
import static org.bytedeco.ffmpeg.global.avformat.AVSEEK_FLAG_BYTE;
import static org.bytedeco.ffmpeg.global.avformat.av_find_best_stream;
import static org.bytedeco.ffmpeg.global.avformat.av_guess_frame_rate;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_seek_file;
import static org.bytedeco.ffmpeg.global.avformat.avio_tell;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_get;
import static org.bytedeco.ffmpeg.global.avutil.av_make_q;
import static org.bytedeco.ffmpeg.global.avutil.av_rescale_q;

import dev.quantmask.text.Text;
import java.io.IOException;
import java.util.OptionalLong;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVDictionaryEntry;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;

/** The video stream of a file or an address, with its decoder. */
final class VideoStream implements AutoCloseable {
  private static final int MOST_THREADS = 4; // the detector needs the cores, too
  private static final int MICROSECONDS = 1_000_000; // FFmpeg's AV_TIME_BASE, too
  private static final long KEY_FRAMES = 12_000_000; // microseconds in which one comes
  private static final long TOLERANCE = 100_000; // microseconds: files round their durations
  private static final FrameRate UNKNOWN_RATE = new FrameRate(25, 1); // FFmpeg's guess

  private final VideoSource source;
  private final AVFormatContext format = new AVFormatContext(null);
  private AVCodecContext decoder;
  private AVStream stream;

  private VideoStream(VideoSource source) {
    this.source = source;
  }

  static VideoStream open(VideoSource source) throws IOException {
    VideoStream stream = new VideoStream(source);
    try {
      stream.openInput();
      stream.openDecoder();
      return stream;
    } catch (IOException | RuntimeException | Error e) {
      stream.close();
      throw e;
    }
  }

  private void openInput() throws IOException {
    String what =
        source.name()
            + (source.live()
                ? ": cannot be read"
                : ": cannot be read: it is cut, damaged, or in no format of videos");
    AVDictionary options = Ffmpeg.dictionary(source.options());
    try {
      Ffmpeg.check(avformat_open_input(format, source.url(), null, options), what);
    } finally {
      av_dict_free(options);
    }
    Ffmpeg.check(avformat_find_stream_info(format, (AVDictionary) null), what);
  }

  private void openDecoder() throws IOException {
    int index = av_find_best_stream(format, AVMEDIA_TYPE_VIDEO, -1, -1, (AVCodec) null, 0);
    if (index < 0) {
      throw new IOException(source.name() + ": expected a video, found no stream of one");
    }
    stream = format.streams(index);
    int id = stream.codecpar().codec_id();
    AVCodec codec = avcodec_find_decoder(id);
    if (codec == null) {
      throw new IOException(
          Text.format(
              "%s: there is no decoder for %s", source.name(), avcodec_get_name(id).getString()));
    }
    decoder = avcodec_alloc_context3(codec);
    Ffmpeg.check(avcodec_parameters_to_context(decoder, stream.codecpar()), source.name());
    decoder.pkt_timebase(stream.time_base());
    decoder.thread_count(Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors()));
    Ffmpeg.check(avcodec_open2(decoder, codec, (AVDictionary) null), source.name());
  }

  AVFormatContext format() {
    return format;
  }

  AVCodecContext decoder() {
    return decoder;
  }

  /** The number of the stream: packets have it. */
  int index() {
    return stream.index();
  }

  /** The description, but for the size, which a frame tells. */
  VideoDescription description(int width, int height) {
    return new VideoDescription(
        source.name(),
        width,
        height,
        frameRate(),
        known(stream.nb_frames()),
        duration(),
        source.live());
  }

  FrameRate frameRate() {
    AVRational rate = av_guess_frame_rate(format, stream, (AVFrame) null);
    return rate.num() < 1 || rate.den() < 1 ? UNKNOWN_RATE : new FrameRate(rate.num(), rate.den());
  }

  private OptionalLong duration() {
    OptionalLong own = ownDuration();
    return own.isPresent() ? own : known(format.duration());
  }

  /** Returns how long the stream itself is in microseconds: sound may be longer. */
  private OptionalLong ownDuration() {
    if (stream.duration() != AV_NOPTS_VALUE) {
      return known(rescale(stream.duration()));
    }
    AVDictionaryEntry entry = av_dict_get(stream.metadata(), "DURATION", null, 0); // Matroska's
    if (entry != null) {
      return known(StreamDuration.microseconds(entry.value().getString()));
    }
    return format.nb_streams() == 1 ? known(format.duration()) : OptionalLong.empty();
  }

  /** Returns whether the file says that its video is longer than that. */
  boolean isLongerThan(long microseconds) {
    return !source.live() && ownDuration().orElse(0) > microseconds + TOLERANCE;
  }

  /** Returns whether bytes of Y4M, which has no durations, follow the last whole frame. */
  boolean hasMoreThan(long bytes) {
    return format.iformat().name().getString().equals("yuv4mpegpipe")
        && avio_tell(format.pb()) > bytes;
  }

  /**
   * Goes to a key frame at that time or before; false where the source cannot do so. MPEG's streams
   * have no index: they are entered so far before that there is a key frame between.
   */
  boolean seek(long microseconds) {
    AVIOContext input = format.pb();
    int flags = format.iformat().flags();
    if (input == null || input.seekable() == 0 || (flags & AVFMT_NOTIMESTAMPS) != 0) {
      return false;
    }
    if ((flags & AVFMT_TS_DISCONT) == 0) {
      return seek(start() + microseconds, 0);
    }
    return microseconds < KEY_FRAMES
        ? seek(0, AVSEEK_FLAG_BYTE)
        : seek(start() + microseconds - KEY_FRAMES, 0);
  }

  private boolean seek(long place, int flags) {
    return avformat_seek_file(format, -1, Long.MIN_VALUE, place, place, flags) >= 0;
  }

  private static OptionalLong known(long value) {
    return value > 0 ? OptionalLong.of(value) : OptionalLong.empty();
  }

  /** When the video begins by its own clock, which need not be 0. */
  long start() {
    return format.start_time() == AV_NOPTS_VALUE ? 0 : format.start_time();
  }

  /** Microseconds of a number of its ticks. */
  long rescale(long stamp) {
    return av_rescale_q(stamp, stream.time_base(), av_make_q(1, MICROSECONDS));
  }

  @Override
  public void close() {
    if (decoder != null) {
      avcodec_free_context(decoder);
    }
    avformat_close_input(format);
  }
}
