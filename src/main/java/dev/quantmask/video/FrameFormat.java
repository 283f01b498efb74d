package dev.quantmask.video;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_TRC_ARIB_STD_B67;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_TRC_SMPTE2084;
import static org.bytedeco.ffmpeg.global.avutil.AV_FRAME_DATA_DISPLAYMATRIX;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_side_data;

import dev.quantmask.text.Text;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVFrameSideData;
import org.bytedeco.javacpp.IntPointer;

/**
 * How the pixels of a decoded frame are stored.
 *
 * @param pixelFormat FFmpeg's number of it, as of {@code matrix} and {@code range}
 * @param turn the filters that make it stand upright; empty if it does
 */
record FrameFormat(
    int width,
    int height,
    int pixelFormat,
    int matrix,
    int range,
    boolean highDynamicRange,
    List<String> turn) {
  /** What ffmpeg's -sws_flags would say: the same on every processor, and no chroma left out. */
  static final String FLAGS = "flags=bicubic+accurate_rnd+full_chroma_int+bitexact";

  /** By way of planes, for which FFmpeg has vector instructions: the same in half of the time. */
  private static final List<String> TO_RGB =
      List.of("scale=" + FLAGS, "format=pix_fmts=gbrp", "scale=" + FLAGS, "format=pix_fmts=rgb24");

  /** Linear light of 100 nits, the primaries of BT.709, the tone curve of Hable, and back. */
  private static final List<String> TONE_MAPPING =
      List.of(
          "zscale=transfer=linear:npl=100",
          "format=pix_fmts=gbrpf32le",
          "zscale=primaries=bt709",
          "tonemap=tonemap=hable:desat=0",
          "zscale=transfer=bt709:dither=none",
          "format=pix_fmts=gbrp");

  static FrameFormat of(AVFrame frame) {
    return new FrameFormat(
        frame.width(),
        frame.height(),
        frame.format(),
        frame.colorspace(),
        frame.color_range(),
        frame.color_trc() == AVCOL_TRC_SMPTE2084 || frame.color_trc() == AVCOL_TRC_ARIB_STD_B67,
        turn(frame));
  }

  private static List<String> turn(AVFrame frame) {
    AVFrameSideData matrix = av_frame_get_side_data(frame, AV_FRAME_DATA_DISPLAYMATRIX);
    if (matrix == null) {
      return List.of();
    }
    IntPointer values = new IntPointer(matrix.data());
    int[] rows = new int[9];
    values.get(rows);
    return DisplayMatrix.filters(rows);
  }

  /** Returns the options of a chain of filters that such frames go into. */
  String input() {
    return Text.format(
        "width=%d:height=%d:pix_fmt=%d:colorspace=%d:range=%d",
        width, height, pixelFormat, matrix, range);
  }

  /** Returns the filters that make it upright RGB. */
  List<String> toRgb() {
    List<String> filters = new ArrayList<>(turn);
    if (highDynamicRange) {
      filters.addAll(TONE_MAPPING);
    }
    filters.addAll(TO_RGB);
    return filters;
  }

  /** Returns whether the upright image is as wide as the stored one is high. */
  boolean swapsSides() {
    return turn.stream().anyMatch(filter -> filter.startsWith("transpose"));
  }
}
