/**
 * Draws charts as PNG files.
 *
 * <p>May use: image, io, XChart.
 */
package dev.quantmask.chart;
