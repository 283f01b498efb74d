package dev.quantmask.video;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_clone;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_from_context;
import static org.bytedeco.ffmpeg.global.avformat.AVIO_FLAG_WRITE;
import static org.bytedeco.ffmpeg.global.avformat.av_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avformat.avio_closep;
import static org.bytedeco.ffmpeg.global.avformat.avio_open;

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

/** A WebM file while its packets are written. */
final class WebmFile implements AutoCloseable {
  private final String name;
  private final AVFormatContext format = new AVFormatContext(null);
  private AVIOContext file; // null before it is opened
  private AVStream stream;
  private AVCodecContext encoder;

  private WebmFile(String name) {
    this.name = name;
  }

  static WebmFile create(Path place, AVCodecContext encoder) throws IOException {
    WebmFile webm = new WebmFile(place.toString());
    try {
      webm.begin(encoder);
      return webm;
    } catch (IOException | RuntimeException | Error e) {
      webm.close();
      throw e;
    }
  }

  private void begin(AVCodecContext of) throws IOException {
    encoder = of;
    Ffmpeg.check(avformat_alloc_output_context2(format, (AVOutputFormat) null, "webm", name), name);
    stream = avformat_new_stream(format, (AVCodec) null);
    Ffmpeg.check(avcodec_parameters_from_context(stream.codecpar(), encoder), name);
    stream.time_base(encoder.time_base());
    stream.avg_frame_rate(encoder.framerate()); // else a player guesses it of a short video
    file = new AVIOContext(null);
    Ffmpeg.check(avio_open(file, "file:" + name, AVIO_FLAG_WRITE), name);
    format.pb(file);
    Ffmpeg.check(avformat_write_header(format, (AVDictionary) null), name);
  }

  /** Writes a packet, which stays as it is. */
  void write(AVPacket packet) throws IOException {
    AVPacket copy = av_packet_clone(packet);
    try {
      av_packet_rescale_ts(copy, encoder.time_base(), stream.time_base());
      Ffmpeg.check(av_write_frame(format, copy), name);
    } finally {
      av_packet_free(copy);
    }
  }

  void finish() throws IOException {
    Ffmpeg.check(av_write_trailer(format), name);
  }

  @Override
  public void close() {
    if (file != null && !file.isNull()) {
      avio_closep(file);
    }
    if (!format.isNull()) {
      avformat_free_context(format);
    }
  }
}
