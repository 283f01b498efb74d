/**
 * Reads files, text in any form of Unicode, plain YAML, and writes files that appear complete or
 * not at all; an error names its file. Knows the version of the program.
 *
 * <p>May use: Jackson, SnakeYAML.
 */
package dev.quantmask.io;
