package dev.quantmask.video;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;
import static org.bytedeco.ffmpeg.global.avutil.av_make_q;

import dev.quantmask.roi.RoiMap;
import java.io.IOException;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** libvpx, and FFmpeg's own decoder for what comes out of it. */
final class Vp9Encoder implements RegionEncoder {
  /** With these, libvpx takes regions: realtime, from speed 5 on, with no quantizer of its own. */
  private static final Map<String, String> OPTIONS =
      Map.of(
          "deadline", "realtime",
          "cpu-used", "5",
          "aq-mode", "0",
          "lag-in-frames", "0",
          "auto-alt-ref", "0",
          "row-mt", "1");

  private static final int KEY_FRAMES = 600; // frames from one to the next: a stream has few
  private static final double NANOS_PER_MILLISECOND = 1e6;

  private final AVCodecContext encoder;
  private final AVCodecContext decoder;
  private final AVFrame input;
  private final AVFrame output = av_frame_alloc();
  private final AVPacket packet = av_packet_alloc();
  private WebmFile file; // null if there is none
  private long count; // of frames
  private YuvImage shown; // by a player

  private Vp9Encoder(Settings settings) throws IOException {
    input = ScalingConverter.frame(AV_PIX_FMT_YUV420P, settings.width(), settings.height());
    encoder = encoder(settings);
    decoder = avcodec_alloc_context3(avcodec_find_decoder_by_name("vp9"));
  }

  static Vp9Encoder open(Settings settings) throws IOException {
    Vp9Encoder encoder = new Vp9Encoder(settings);
    try {
      encoder.begin(settings);
      return encoder;
    } catch (IOException | RuntimeException | Error e) {
      encoder.close();
      throw e;
    }
  }

  private static AVCodecContext encoder(Settings settings) {
    // With the codec: its defaults are not those of FFmpeg, which would end the quantizer at 31.
    AVCodecContext encoder = avcodec_alloc_context3(avcodec_find_encoder_by_name("libvpx-vp9"));
    encoder.width(settings.width());
    encoder.height(settings.height());
    encoder.pix_fmt(AV_PIX_FMT_YUV420P);
    encoder.colorspace(AVCOL_SPC_BT709);
    encoder.color_range(AVCOL_RANGE_MPEG);
    FrameRate rate = settings.frameRate();
    encoder.time_base(av_make_q(rate.denominator(), rate.numerator()));
    encoder.framerate(av_make_q(rate.numerator(), rate.denominator()));
    encoder.gop_size(KEY_FRAMES);
    encoder.bit_rate(settings.bitRate());
    encoder.rc_min_rate(settings.bitRate()); // all three alike: a constant rate
    encoder.rc_max_rate(settings.bitRate());
    encoder.rc_buffer_size((int) Math.min(Integer.MAX_VALUE, settings.bitRate()));
    encoder.thread_count(2);
    return encoder;
  }

  private void begin(Settings settings) throws IOException {
    AVDictionary options = Ffmpeg.dictionary(OPTIONS);
    try {
      Ffmpeg.check(avcodec_open2(encoder, (AVCodec) null, options), "libvpx-vp9");
    } finally {
      av_dict_free(options);
    }
    decoder.thread_count(1); // more would keep frames back
    Ffmpeg.check(avcodec_open2(decoder, (AVCodec) null, (AVDictionary) null), "vp9");
    if (settings.file().isPresent()) {
      file = WebmFile.create(settings.file().get(), encoder);
    }
  }

  @Override
  public EncodedFrame encode(YuvImage image, RoiMap map) throws IOException {
    Ffmpeg.check(av_frame_make_writable(input), "FFmpeg");
    Planes.write(input, image);
    input.pts(count++);
    if (map != null) {
      FrameRegions.set(input, map);
    }
    long start = System.nanoTime();
    Ffmpeg.check(avcodec_send_frame(encoder, input), "libvpx-vp9");
    int code = avcodec_receive_packet(encoder, packet);
    double milliseconds = (System.nanoTime() - start) / NANOS_PER_MILLISECOND;
    if (code == AVERROR_EAGAIN()) {
      return new EncodedFrame(0, milliseconds, shown == null ? image : shown);
    }
    Ffmpeg.check(code, "libvpx-vp9");
    int bytes = packet.size();
    shown = decode();
    if (file != null) {
      file.write(packet);
    }
    av_packet_unref(packet);
    return new EncodedFrame(bytes, milliseconds, shown);
  }

  private YuvImage decode() throws IOException {
    Ffmpeg.check(avcodec_send_packet(decoder, packet), "vp9");
    Ffmpeg.check(avcodec_receive_frame(decoder, output), "vp9");
    return Planes.image(output);
  }

  @Override
  public void finish() throws IOException {
    if (file != null) {
      file.finish();
    }
  }

  @Override
  public void close() {
    if (file != null) {
      file.close();
    }
    avcodec_free_context(encoder);
    avcodec_free_context(decoder);
    av_frame_free(input);
    av_frame_free(output);
    av_packet_free(packet);
  }
}
