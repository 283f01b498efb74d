/** Writes files that appear complete or not at all; an error names its file. */
package dev.quantmask.io;
