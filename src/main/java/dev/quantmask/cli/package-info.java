/**
 * The commands, one small class each: parse the arguments, call, print.
 *
 * <p>May use: benchmark, chart, coco, coco.mask, coco.scoring, dataset, dataset.findings,
 * dataset.format, dataset.geometry, dataset.importing, dataset.synthetic, dataset.validation,
 * detection, detection.output, detection.torch, encoding, engine, evaluation, image, io,
 * model.config, model.network, model.quantization, pytorch.archive, pytorch.checkpoint,
 * quantization.calibration, quantization.sensitivity, remote, report, roi, statistics, tensor,
 * tracking, tracking.scoring, training, tuning, video, Jackson, picocli, progressbar, Signal.
 */
package dev.quantmask.cli;
