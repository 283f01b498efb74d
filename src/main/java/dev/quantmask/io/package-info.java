/**
 * Reads files, text in any form of Unicode, and writes files that appear complete or not at all; an
 * error names its file.
 *
 * <p>May use: Jackson.
 */
package dev.quantmask.io;
