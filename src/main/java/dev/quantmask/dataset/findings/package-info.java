/**
 * What is wrong with annotations, and the report that lists and counts it.
 *
 * <p>May use: io, Jackson.
 */
package dev.quantmask.dataset.findings;
