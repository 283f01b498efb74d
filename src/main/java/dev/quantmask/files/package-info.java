/**
 * Files that appear complete or not at all.
 *
 * <p>May use: the JDK.
 */
package dev.quantmask.files;
