package dev.quantmask.report;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * An image on which a model finds something else than the first model does.
 *
 * @param file name of the image
 * @param model name of the model
 * @param agreement of its masks with the first model's: sum of the IoU of pairs above 0.5, by the
 *     mean number of objects (panoptic quality of one against the other); 1 is the same
 * @param first the image with the first model's masks drawn in, JPEG
 * @param other the image with the model's masks drawn in, JPEG
 */
public record Disagreement(
    String file,
    String model,
    double agreement,
    int foundByFirst,
    int foundByModel,
    @JsonIgnore byte[] first,
    @JsonIgnore byte[] other) {}
