/**
 * What a format of annotations is: recognised, read and written; each has a package of its own
 * below. {@link java.util.ServiceLoader} finds them.
 *
 * <p>May use: coco.mask, dataset.findings, dataset.reader, io, Jackson, StAX.
 */
package dev.quantmask.dataset.format;
