package dev.quantmask.encoding;

import java.util.List;

/**
 * What a trial has measured.
 *
 * @param width of the video in pixels
 * @param frames that were encoded
 * @param objectArea the part of all pixels that objects have
 * @param mapMilliseconds that a map took, the mean of a frame
 * @param rates from the lowest
 */
public record TrialResult(
    int width,
    int height,
    double framesPerSecond,
    long frames,
    double objectArea,
    double mapMilliseconds,
    List<RateFigures> rates) {
  public TrialResult {
    rates = List.copyOf(rates);
  }
}
