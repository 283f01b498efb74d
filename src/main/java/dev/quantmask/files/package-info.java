/**
 * Files that appear complete or not at all; errors with the name of the file.
 *
 * <p>May use: the JDK.
 */
package dev.quantmask.files;
