/**
 * Charts as PNG files.
 *
 * <p>May use: files, image, XChart.
 */
package dev.quantmask.chart;
