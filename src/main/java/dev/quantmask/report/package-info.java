/**
 * A comparison of models for people and programs: terminal, JSON, Markdown, HTML.
 *
 * <p>May use: io, statistics, Jackson, Qute.
 */
package dev.quantmask.report;
