/**
 * Detection on Apache Spark: a job over folders, lists and tables of images, and a function of SQL.
 * Only in the build with the profile {@code spark}.
 *
 * <p>May use: cli, coco, coco.mask, detection, detection.torch, engine, evaluation, image, io,
 * model.config, model.network, serving.admission, serving.api, text, Hadoop's file systems,
 * picocli, Spark.
 */
package dev.quantmask.spark;
