package dev.quantmask.video;

import static org.bytedeco.ffmpeg.global.avfilter.AV_BUFFERSRC_FLAG_KEEP_REF;
import static org.bytedeco.ffmpeg.global.avfilter.av_buffersink_get_frame;
import static org.bytedeco.ffmpeg.global.avfilter.av_buffersrc_add_frame_flags;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_alloc;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_config;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_free;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_get_filter;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_parse2;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;

import dev.quantmask.image.RgbImage;
import java.io.IOException;
import org.bytedeco.ffmpeg.avfilter.AVFilterContext;
import org.bytedeco.ffmpeg.avfilter.AVFilterGraph;
import org.bytedeco.ffmpeg.avfilter.AVFilterInOut;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;

/**
 * Makes upright RGB of decoded frames, by the filters that {@code ffmpeg} itself would use. They
 * are built again when frames change, as they may within a video.
 */
final class FrameConverter implements AutoCloseable {
  private final AVFrame converted = av_frame_alloc();
  private AVFilterGraph graph; // null before the first frame
  private FrameFormat format; // that the graph is for

  /** Converts a frame, which stays as it is. */
  RgbImage convert(AVFrame frame) throws IOException {
    FrameFormat found = FrameFormat.of(frame);
    if (!found.equals(format)) {
      build(found);
    }
    AVFilterContext in = avfilter_graph_get_filter(graph, FrameFormat.SOURCE);
    AVFilterContext out = avfilter_graph_get_filter(graph, FrameFormat.SINK);
    Ffmpeg.check(av_buffersrc_add_frame_flags(in, frame, AV_BUFFERSRC_FLAG_KEEP_REF), "FFmpeg");
    Ffmpeg.check(av_buffersink_get_frame(out, converted), "FFmpeg");
    try {
      return copy(converted);
    } finally {
      av_frame_unref(converted);
    }
  }

  private void build(FrameFormat wanted) throws IOException {
    freeGraph();
    graph = avfilter_graph_alloc();
    graph.nb_threads(1);
    AVFilterInOut none = new AVFilterInOut(null);
    Ffmpeg.check(avfilter_graph_parse2(graph, wanted.filters(), none, none), wanted.filters());
    Ffmpeg.check(avfilter_graph_config(graph, null), wanted.filters());
    format = wanted;
  }

  private static RgbImage copy(AVFrame frame) {
    int row = frame.width() * RgbImage.BYTES_PER_PIXEL;
    byte[] pixels = new byte[row * frame.height()];
    BytePointer data = frame.data(0);
    for (int y = 0; y < frame.height(); y++) {
      data.position((long) y * frame.linesize(0)).get(pixels, y * row, row);
    }
    return new RgbImage(frame.width(), frame.height(), pixels);
  }

  private void freeGraph() {
    format = null;
    if (graph != null) {
      avfilter_graph_free(graph);
      graph = null;
    }
  }

  @Override
  public void close() {
    freeGraph();
    av_frame_free(converted);
  }
}
