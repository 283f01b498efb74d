package dev.quantmask.video;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_GLOBAL_HEADER;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
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

import dev.quantmask.io.AtomicFile;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVOutputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;

/** A file with one video stream, which takes its place when it is complete. */
final class VideoFile implements AutoCloseable {
  private final String failed; // how an error begins
  private final AtomicFile file;
  private final AVFormatContext format = new AVFormatContext(null);
  private AVCodecContext encoder; // whose packets these are; null before it begins
  private AVStream stream;

  private VideoFile(Path place, AtomicFile file) {
    failed = place + ": cannot be written";
    this.file = file;
  }

  /** Makes a file, whose name says the container. */
  static VideoFile at(Path place) throws IOException {
    VideoFile opened = new VideoFile(place, AtomicFile.at(place));
    try {
      opened.setContainer(place);
      return opened;
    } catch (IOException | RuntimeException | Error e) {
      opened.close();
      throw e;
    }
  }

  private void setContainer(Path place) throws IOException {
    AVOutputFormat container = av_guess_format(null, place.getFileName().toString(), null);
    if (container == null) {
      throw new IOException(
          Text.format("%s: expected a name that ends in .mp4, .webm or .mkv", place));
    }
    Ffmpeg.check(avformat_alloc_output_context2(format, container, (String) null, null), failed);
  }

  /** Returns the flags that an encoder has for it. */
  int encoderFlags() {
    boolean inHeader = (format.oformat().flags() & AVFMT_GLOBALHEADER) != 0;
    return inHeader ? AV_CODEC_FLAG_GLOBAL_HEADER : 0;
  }

  /** Writes the header for an encoder that is open. */
  void begin(AVCodecContext of) throws IOException {
    encoder = of;
    stream = avformat_new_stream(format, null);
    stream.time_base(encoder.time_base());
    stream.avg_frame_rate(encoder.framerate()); // else a player guesses it of a short video
    Ffmpeg.check(avcodec_parameters_from_context(stream.codecpar(), encoder), failed);
    AVIOContext output = new AVIOContext(null);
    Ffmpeg.check(avio_open(output, "file:" + file.path(), AVIO_FLAG_WRITE), failed);
    format.pb(output);
    Ffmpeg.check(avformat_write_header(format, (AVDictionary) null), failed);
  }

  /** Writes a packet, which is empty afterwards. */
  void write(AVPacket packet) throws IOException {
    packet.stream_index(stream.index());
    av_packet_rescale_ts(packet, encoder.time_base(), stream.time_base());
    Ffmpeg.check(av_interleaved_write_frame(format, packet), failed);
  }

  void complete() throws IOException {
    Ffmpeg.check(av_write_trailer(format), failed);
    Ffmpeg.check(avio_closep(format.pb()), failed);
    format.pb(null);
    file.complete();
  }

  @Override
  public void close() throws IOException {
    if (!format.isNull()) {
      if (format.pb() != null) {
        avio_closep(format.pb());
        format.pb(null);
      }
      avformat_free_context(format);
      format.setNull();
    }
    file.close();
  }
}
