/** Decodes VP8 key frames, which lossy WebP images are, to the very pixels of libwebp. */
package dev.quantmask.image.vp8;
