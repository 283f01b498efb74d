/**
 * One way from a request to its result, for all endpoints: {@code DetectionServer}.
 *
 * <p>May use: detection, image, serving.admission, serving.api, serving.model, serving.scheduling.
 */
package dev.quantmask.serving;
