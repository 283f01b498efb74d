package dev.quantmask.video;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_PRI_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_TRC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_count;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_iterate;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;
import static org.bytedeco.ffmpeg.global.avutil.av_make_q;

import dev.quantmask.roi.RoiMap;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** Encodes frames by an encoder of FFmpeg, and gives the packets to a file and to a decoder. */
final class FfmpegEncoder implements VideoEncoder {
  /** Ticks a second: frames of the usual rates, and of those by 1001, last whole numbers. */
  private static final int TICKS = 90_000;

  private static final double NANOS_PER_MILLISECOND = 1e6;

  private final EncoderSettings settings;
  private final String name; // how errors begin
  private final AVFrame frame;
  private final AVPacket packet = av_packet_alloc();
  private VideoFile file; // null if there is none
  private AVCodecContext encoder; // null before it is open
  private PacketDecoder decoder; // null unless wanted
  private long last = Long.MIN_VALUE; // the time of the frame before, in ticks
  private YuvImage shown; // by a player; null before the first frame

  private FfmpegEncoder(EncoderSettings settings, String name) throws IOException {
    this.settings = settings;
    this.name = name;
    frame = Planes.yuvFrame(settings.width(), settings.height());
  }

  static FfmpegEncoder open(EncoderSettings settings, Optional<Path> place) throws IOException {
    String name = place.map(Path::toString).orElse(settings.codec());
    FfmpegEncoder opened = new FfmpegEncoder(settings, name);
    try {
      opened.file = place.isPresent() ? VideoFile.at(place.get()) : null;
      opened.openEncoder();
      opened.decoder = settings.decodes() ? PacketDecoder.open(opened.encoder.codec_id()) : null;
      if (opened.file != null) {
        opened.file.begin(opened.encoder);
      }
      return opened;
    } catch (IOException | RuntimeException | Error e) {
      opened.close();
      throw e;
    }
  }

  private void openEncoder() throws IOException {
    AVCodec codec = avcodec_find_encoder_by_name(settings.codec());
    if (codec == null) {
      throw new IOException(
          Text.format("%s: FFmpeg has no encoder %s here", name, settings.codec()));
    }
    // With the codec: its defaults are not those of FFmpeg, which would end VP9's quantizer at 31.
    encoder = avcodec_alloc_context3(codec);
    encoder.width(settings.width());
    encoder.height(settings.height());
    encoder.pix_fmt(AV_PIX_FMT_YUV420P);
    encoder.colorspace(AVCOL_SPC_BT709);
    encoder.color_primaries(AVCOL_PRI_BT709);
    encoder.color_trc(AVCOL_TRC_BT709);
    encoder.color_range(AVCOL_RANGE_MPEG);
    encoder.time_base(av_make_q(1, TICKS));
    FrameRate rate = settings.frameRate();
    encoder.framerate(av_make_q(rate.numerator(), rate.denominator()));
    encoder.bit_rate(settings.bitRate());
    encoder.flags(encoder.flags() | (file == null ? 0 : file.encoderFlags()));
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

  @Override
  public EncodedFrame encode(YuvImage image, long microseconds, RoiMap map) throws IOException {
    if (image.width() != settings.width() || image.height() != settings.height()) {
      throw new IOException(
          Text.format(
              "%s: expected frames of %d x %d pixels, found %d x %d",
              name, settings.width(), settings.height(), image.width(), image.height()));
    }
    Ffmpeg.check(av_frame_make_writable(frame), name);
    Planes.write(frame, image);
    FrameRegions.set(frame, map);
    last = Math.max(last + 1, Math.round(microseconds * (TICKS / 1e6)));
    frame.pts(last);
    frame.duration(Math.round(TICKS / settings.frameRate().perSecond()));
    return send(frame);
  }

  /** Encodes a frame, or with null, what the encoder still has. */
  private EncodedFrame send(AVFrame next) throws IOException {
    String failed = name + ": a frame cannot be encoded";
    long start = System.nanoTime();
    Ffmpeg.check(avcodec_send_frame(encoder, next), failed);
    int code = avcodec_receive_packet(encoder, packet);
    double milliseconds = (System.nanoTime() - start) / NANOS_PER_MILLISECOND;
    int bytes = 0;
    while (code >= 0) {
      bytes += packet.size();
      if (decoder != null) {
        shown = decoder.decode(packet);
      }
      if (file != null) {
        file.write(packet);
      }
      code = avcodec_receive_packet(encoder, packet);
    }
    if (code != AVERROR_EAGAIN() && code != AVERROR_EOF) {
      Ffmpeg.check(code, failed);
    }
    return new EncodedFrame(bytes, milliseconds, shown);
  }

  @Override
  public void complete() throws IOException {
    send(null);
    if (file != null) {
      file.complete();
    }
  }

  @Override
  public void close() throws IOException {
    av_frame_free(frame);
    av_packet_free(packet);
    if (decoder != null) {
      decoder.close();
    }
    if (encoder != null) {
      avcodec_free_context(encoder);
    }
    if (file != null) {
      file.close();
    }
  }
}
