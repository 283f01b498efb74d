/** Decodes VP8L, which lossless WebP images are, in bounded time and memory. */
package dev.quantmask.image.vp8l;
