/** Detectors over a data set: what they find in every image, how right that is, and how fast. */
package dev.quantmask.evaluation;
