package dev.quantmask.server.detections;

import java.util.List;

/**
 * The answers to several images, in their order.
 *
 * @param results of each image
 */
record BatchResponse(List<BatchItemResponse> results) {}
