package dev.quantmask.video;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AV_FRAME_DATA_REGIONS_OF_INTEREST;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_NONE;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_new_side_data;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.global.avutil.av_make_q;

import dev.quantmask.image.RgbImage;
import dev.quantmask.io.AtomicFile;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVFrameSideData;
import org.bytedeco.ffmpeg.avutil.AVRegionOfInterest;

/** Converts frames, encodes them, and gives the packets to a file. */
final class FfmpegEncoder implements VideoEncoder {
  private static final int QUALITY_STEPS = 1000;

  private final EncoderSettings settings;
  private final AtomicFile file;
  private final EncodedStream stream;
  private final YuvConverter converter;
  private final AVFrame frame = av_frame_alloc();
  private final AVPacket packet = av_packet_alloc();
  private long last = Long.MIN_VALUE; // the time of the frame before, in ticks of the stream

  private FfmpegEncoder(
      EncoderSettings settings, AtomicFile file, EncodedStream stream, YuvConverter converter) {
    this.settings = settings;
    this.file = file;
    this.stream = stream;
    this.converter = converter;
  }

  static FfmpegEncoder create(Path place, EncoderSettings settings) throws IOException {
    AtomicFile file = AtomicFile.at(place);
    EncodedStream stream = null;
    try {
      stream = EncodedStream.open(place, file.path(), settings);
      return new FfmpegEncoder(
          settings, file, stream, new YuvConverter(settings.width(), settings.height()));
    } catch (IOException | RuntimeException | Error e) {
      if (stream != null) {
        stream.close();
      }
      file.close();
      throw e;
    }
  }

  @Override
  public void write(RgbImage image, long microseconds, List<RegionOfInterest> regions)
      throws IOException {
    if (image.width() != settings.width() || image.height() != settings.height()) {
      throw new IOException(
          Text.format(
              "%s: expected frames of %d x %d pixels, found %d x %d",
              stream.name(), settings.width(), settings.height(), image.width(), image.height()));
    }
    converter.convert(image, frame);
    last = Math.max(last + 1, stream.ticks(microseconds));
    frame.pts(last);
    frame.duration(stream.ticksOfFrame());
    frame.pict_type(AV_PICTURE_TYPE_NONE);
    mark(frame, regions);
    int code = avcodec_send_frame(stream.encoder(), frame);
    av_frame_unref(frame);
    Ffmpeg.check(code, stream.name() + ": a frame cannot be encoded");
    drain();
  }

  private static void mark(AVFrame frame, List<RegionOfInterest> regions) {
    if (regions.isEmpty()) {
      return;
    }
    int size = new AVRegionOfInterest().sizeof();
    AVFrameSideData data =
        av_frame_new_side_data(
            frame, AV_FRAME_DATA_REGIONS_OF_INTEREST, (long) size * regions.size());
    AVRegionOfInterest all = new AVRegionOfInterest(data.data());
    for (int i = 0; i < regions.size(); i++) {
      RegionOfInterest region = regions.get(i);
      all.position(i)
          .self_size(size)
          .left(region.x0())
          .top(region.y0())
          .right(region.x1())
          .bottom(region.y1())
          .qoffset(
              av_make_q((int) Math.round(region.qualityOffset() * QUALITY_STEPS), QUALITY_STEPS));
    }
  }

  private void drain() throws IOException {
    while (true) {
      int code = avcodec_receive_packet(stream.encoder(), packet);
      if (code == AVERROR_EAGAIN() || code == AVERROR_EOF) {
        return;
      }
      Ffmpeg.check(code, stream.name() + ": a frame cannot be encoded");
      stream.write(packet);
    }
  }

  @Override
  public void complete() throws IOException {
    Ffmpeg.check(avcodec_send_frame(stream.encoder(), null), stream.name());
    drain();
    stream.complete();
    file.complete();
  }

  @Override
  public void close() throws IOException {
    converter.close();
    av_frame_free(frame);
    av_packet_free(packet);
    stream.close();
    file.close();
  }
}
