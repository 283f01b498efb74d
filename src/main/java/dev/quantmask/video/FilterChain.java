package dev.quantmask.video;

import static org.bytedeco.ffmpeg.global.avfilter.AV_BUFFERSRC_FLAG_KEEP_REF;
import static org.bytedeco.ffmpeg.global.avfilter.av_buffersink_get_frame;
import static org.bytedeco.ffmpeg.global.avfilter.av_buffersrc_add_frame_flags;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_alloc;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_config;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_free;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_get_filter;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_parse2;

import java.io.IOException;
import java.util.List;
import org.bytedeco.ffmpeg.avfilter.AVFilterContext;
import org.bytedeco.ffmpeg.avfilter.AVFilterGraph;
import org.bytedeco.ffmpeg.avfilter.AVFilterInOut;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** Filters of FFmpeg, one after the other: a frame goes in, and a frame comes out. */
final class FilterChain implements AutoCloseable {
  private final AVFilterGraph graph = avfilter_graph_alloc();
  private final AVFilterContext source;
  private final AVFilterContext sink;

  /**
   * Builds it.
   *
   * @param input options of the frames that go in
   * @param filters as FFmpeg writes them
   */
  FilterChain(String input, List<String> filters) throws IOException {
    String chain =
        "buffer@in=time_base=1/1:" + input + "," + String.join(",", filters) + ",buffersink@out";
    graph.nb_threads(1); // the detector needs the cores
    try {
      AVFilterInOut none = new AVFilterInOut(null);
      Ffmpeg.check(avfilter_graph_parse2(graph, chain, none, none), "FFmpeg: " + chain);
      Ffmpeg.check(avfilter_graph_config(graph, null), "FFmpeg: " + chain);
    } catch (IOException e) {
      close();
      throw e;
    }
    source = avfilter_graph_get_filter(graph, "buffer@in");
    sink = avfilter_graph_get_filter(graph, "buffersink@out");
  }

  /**
   * Filters a frame, which stays as it is.
   *
   * @param to gets the result, and has to be unreferenced
   */
  void run(AVFrame from, AVFrame to) throws IOException {
    Ffmpeg.check(av_buffersrc_add_frame_flags(source, from, AV_BUFFERSRC_FLAG_KEEP_REF), "FFmpeg");
    Ffmpeg.check(av_buffersink_get_frame(sink, to), "FFmpeg");
  }

  @Override
  public void close() {
    avfilter_graph_free(graph);
  }
}
