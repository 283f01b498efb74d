/** A detector over a data set: what it finds in every image, and how right that is. */
package dev.quantmask.evaluation;
