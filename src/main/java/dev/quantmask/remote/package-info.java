/**
 * Fetches files from where others keep them, over HTTPS or from a bucket of S3, into a cache
 * folder.
 *
 * <p>May use: io, AWS SDK, GraalVM, JSSE.
 */
package dev.quantmask.remote;
