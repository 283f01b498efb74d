package dev.quantmask.video;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_GLOBAL_HEADER;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_from_context;
import static org.bytedeco.ffmpeg.global.avformat.AVFMT_GLOBALHEADER;
import static org.bytedeco.ffmpeg.global.avformat.AVIO_FLAG_WRITE;
import static org.bytedeco.ffmpeg.global.avformat.av_guess_format;
import static org.bytedeco.ffmpeg.global.avformat.av_interleaved_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avformat.avio_closep;
import static org.bytedeco.ffmpeg.global.avformat.avio_open;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_PRI_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_TRC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_count;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_iterate;
import static org.bytedeco.ffmpeg.global.avutil.av_make_q;

import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVOutputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;

/** A file with one video stream, and the encoder that fills it. */
final class EncodedStream implements AutoCloseable {
  /**
   * Ticks a second: frames of the usual rates, and of those by 1001, last whole numbers of them.
   */
  private static final int TICKS = 90_000;

  private final String name;
  private final EncoderSettings settings;
  private final AVFormatContext format = new AVFormatContext(null);
  private AVCodecContext encoder;
  private AVStream stream;

  private EncodedStream(String name, EncoderSettings settings) {
    this.name = name;
    this.settings = settings;
  }

  /**
   * Opens it.
   *
   * @param place what the file is called in the end
   * @param file where it is written
   */
  static EncodedStream open(Path place, Path file, EncoderSettings settings) throws IOException {
    EncodedStream opened = new EncodedStream(place.toString(), settings);
    try {
      opened.openEncoder(container(place));
      opened.openFile(file);
      return opened;
    } catch (IOException | RuntimeException | Error e) {
      opened.close();
      throw e;
    }
  }

  private static AVOutputFormat container(Path place) throws IOException {
    AVOutputFormat container = av_guess_format(null, place.getFileName().toString(), null);
    if (container == null) {
      throw new IOException(
          Text.format("%s: expected a name that ends in .mp4, .webm or .mkv", place));
    }
    return container;
  }

  private void openEncoder(AVOutputFormat container) throws IOException {
    AVCodec codec = avcodec_find_encoder_by_name(settings.codec());
    if (codec == null) {
      throw new IOException(
          Text.format("%s: FFmpeg has no encoder %s here", name, settings.codec()));
    }
    Ffmpeg.check(avformat_alloc_output_context2(format, container, (String) null, null), name);
    encoder = avcodec_alloc_context3(codec);
    encoder.width(settings.width());
    encoder.height(settings.height());
    encoder.pix_fmt(AV_PIX_FMT_YUV420P);
    encoder.colorspace(AVCOL_SPC_BT709);
    encoder.color_primaries(AVCOL_PRI_BT709);
    encoder.color_trc(AVCOL_TRC_BT709);
    encoder.color_range(AVCOL_RANGE_MPEG);
    encoder.time_base(av_make_q(1, TICKS));
    encoder.framerate(
        av_make_q(settings.frameRate().numerator(), settings.frameRate().denominator()));
    encoder.bit_rate(settings.bitRate());
    if ((container.flags() & AVFMT_GLOBALHEADER) != 0) {
      encoder.flags(encoder.flags() | AV_CODEC_FLAG_GLOBAL_HEADER);
    }
    AVDictionary options = Ffmpeg.dictionary(settings.options());
    try {
      Ffmpeg.check(
          avcodec_open2(encoder, codec, options),
          Text.format(
              "%s: %s cannot encode %d x %d pixels",
              name, settings.codec(), settings.width(), settings.height()));
      if (av_dict_count(options) > 0) { // what the encoder took is gone from it
        throw new IOException(
            Text.format(
                "%s: %s has no option %s",
                name, settings.codec(), av_dict_iterate(options, null).key().getString()));
      }
    } finally {
      av_dict_free(options);
    }
  }

  private void openFile(Path file) throws IOException {
    stream = avformat_new_stream(format, null);
    stream.time_base(encoder.time_base());
    stream.avg_frame_rate(encoder.framerate());
    Ffmpeg.check(avcodec_parameters_from_context(stream.codecpar(), encoder), name);
    AVIOContext output = new AVIOContext(null);
    Ffmpeg.check(avio_open(output, "file:" + file, AVIO_FLAG_WRITE), name + ": cannot be written");
    format.pb(output);
    Ffmpeg.check(avformat_write_header(format, (AVDictionary) null), name + ": cannot be written");
  }

  String name() {
    return name;
  }

  AVCodecContext encoder() {
    return encoder;
  }

  long ticks(long microseconds) {
    return Math.round(microseconds * (TICKS / 1e6));
  }

  long ticksOfFrame() {
    return Math.round(TICKS / settings.frameRate().perSecond());
  }

  /** Writes a packet of the encoder, which is empty afterwards. */
  void write(AVPacket packet) throws IOException {
    packet.stream_index(stream.index());
    av_packet_rescale_ts(packet, encoder.time_base(), stream.time_base());
    Ffmpeg.check(av_interleaved_write_frame(format, packet), name + ": cannot be written");
  }

  void complete() throws IOException {
    Ffmpeg.check(av_write_trailer(format), name + ": cannot be written");
    Ffmpeg.check(avio_closep(format.pb()), name + ": cannot be written");
    format.pb(null);
  }

  @Override
  public void close() {
    if (encoder != null) {
      avcodec_free_context(encoder);
      encoder = null;
    }
    if (!format.isNull()) {
      if (format.pb() != null) {
        avio_closep(format.pb());
        format.pb(null);
      }
      avformat_free_context(format);
      format.setNull();
    }
  }
}
