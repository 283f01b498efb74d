/**
 * Runs detectors over a data set: what they find in each image, how accurate that is, how fast, and
 * with how much memory.
 *
 * <p>May use: coco, coco.mask, coco.scoring, detection, detection.output, detection.torch, engine,
 * image, io, report, statistics, Jackson, JMX.
 */
package dev.quantmask.evaluation;
