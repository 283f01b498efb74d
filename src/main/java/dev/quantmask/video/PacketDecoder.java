package dev.quantmask.video;

import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import java.io.IOException;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** Decodes each packet of an encoder as soon as it is there, as a player of the stream does. */
final class PacketDecoder implements AutoCloseable {
  private static final String FAILED = "an encoded frame cannot be decoded";

  private final AVCodecContext decoder;
  private final AVFrame frame = av_frame_alloc();

  private PacketDecoder(AVCodecContext decoder) {
    this.decoder = decoder;
  }

  /**
   * Opens one.
   *
   * @param codec FFmpeg's number of it
   */
  static PacketDecoder open(int codec) throws IOException {
    AVCodec found = avcodec_find_decoder(codec);
    PacketDecoder opened = new PacketDecoder(avcodec_alloc_context3(found));
    try {
      Ffmpeg.check(avcodec_open2(opened.decoder, found, (AVDictionary) null), FAILED);
      return opened;
    } catch (IOException e) {
      opened.close();
      throw e;
    }
  }

  YuvImage decode(AVPacket packet) throws IOException {
    Ffmpeg.check(avcodec_send_packet(decoder, packet), FAILED);
    Ffmpeg.check(avcodec_receive_frame(decoder, frame), FAILED);
    return Planes.yuv(frame);
  }

  @Override
  public void close() {
    avcodec_free_context(decoder);
    av_frame_free(frame);
  }
}
