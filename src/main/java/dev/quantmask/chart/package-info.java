/**
 * Charts as PNG files.
 *
 * <p>May use: files, XChart.
 */
package dev.quantmask.chart;
