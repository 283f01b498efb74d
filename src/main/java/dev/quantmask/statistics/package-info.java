/** Quantiles, medians and bootstrap intervals. */
package dev.quantmask.statistics;
