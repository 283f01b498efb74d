package dev.quantmask.video;

import static org.bytedeco.ffmpeg.global.avutil.AV_FRAME_DATA_REGIONS_OF_INTEREST;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_new_side_data;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_remove_side_data;

import dev.quantmask.roi.RoiMap;
import dev.quantmask.roi.RoiRegion;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVFrameSideData;
import org.bytedeco.ffmpeg.avutil.AVRegionOfInterest;

/**
 * Gives a map to FFmpeg's encoder of VP9, as rectangles beside the frame. VP9 knows eight kinds of
 * blocks (segments), of which the first has no offset, and a coding block of several kinds has the
 * lowest of their numbers. So offsets are told from the background on, whose quantizer the rate
 * controller finds by itself, and blocks that are only partly of an object are background.
 */
final class FrameRegions {
  /** What a qoffset of 1 is in steps of the quantizer: FFmpeg divides by it for x264 and x265. */
  private static final int RANGE = 51;

  /** Of the eight segments of VP9, the first is what FFmpeg keeps for no offset. */
  private static final int VP9_LEVELS = 7;

  private FrameRegions() {}

  /**
   * Sets the regions of a frame, in place of those that it has.
   *
   * @param map null for none
   */
  static void set(AVFrame frame, RoiMap map) {
    av_frame_remove_side_data(frame, AV_FRAME_DATA_REGIONS_OF_INTEREST);
    if (map == null) {
      return;
    }
    List<RoiRegion> regions = map.fromBackground().atMostLevels(VP9_LEVELS).regions(0);
    if (regions.isEmpty()) {
      return;
    }
    int size = new AVRegionOfInterest().sizeof();
    AVFrameSideData data =
        av_frame_new_side_data(
            frame, AV_FRAME_DATA_REGIONS_OF_INTEREST, (long) size * regions.size());
    AVRegionOfInterest element = new AVRegionOfInterest(data.data());
    for (int i = 0; i < regions.size(); i++) {
      fill(element.position(i), regions.get(i), size);
    }
  }

  private static void fill(AVRegionOfInterest element, RoiRegion region, int size) {
    element
        .self_size(size)
        .left(region.x())
        .top(region.y())
        .right(region.x() + region.width())
        .bottom(region.y() + region.height());
    element.qoffset().num(region.offset()).den(RANGE);
  }
}
