/** A comparison of models as people and programs read it: terminal, JSON, Markdown, HTML. */
package dev.quantmask.report;
