package dev.quantmask.detection.output;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.quantmask.detection.DetectionResult;
import dev.quantmask.detection.MaskFormat;

/**
 * The JSON of a frame of a video: which one it is, then what {@link DetectionResponse} has.
 *
 * @param video where it comes from
 * @param frame its number, from 0
 * @param time in seconds, since the beginning of the video
 */
@JsonPropertyOrder({"video", "frame", "time"})
public record FrameResponse(
    String video, long frame, double time, @JsonUnwrapped DetectionResponse detections) {

  public static FrameResponse of(
      String video, long frame, double time, DetectionResult result, MaskFormat masks) {
    return new FrameResponse(video, frame, time, DetectionResponse.ofFile(null, result, masks));
  }
}
